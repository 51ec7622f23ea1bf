"""Datasets on disk: shards, the manifest that makes them one, and what is said of them."""

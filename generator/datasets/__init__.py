"""Datasets on disk: shards, the manifest that makes them one, and their descriptions."""

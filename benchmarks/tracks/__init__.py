"""Tracks beside spans: what kind a column is, and what a holding of lists amounts to in law."""

"""Surfaces: how values are written, and the truth of where they stand."""

"""Sweeps of robustness along an axis."""

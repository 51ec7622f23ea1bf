"""Realism: how far generated values and sentences are from real ones, and what that costs."""

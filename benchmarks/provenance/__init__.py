"""Provenance: whether numbers in lists carry the mark of this generator."""

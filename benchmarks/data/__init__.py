"""Declarations of the benchmark, apart from its code."""

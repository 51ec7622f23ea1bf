"""The engine: columns of strings, random numbers without state, compiled kernels."""

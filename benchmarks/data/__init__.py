"""Tables of the benchmark."""

"""One card per public corpus; what it is of stands elsewhere."""

"""The columns track: what kind of information each column of a table holds."""

"""Detection: what a detector finds in texts, tables and files that nobody has labelled."""

"""Statistics over records and people: bootstrap, paired tests, agreement of rankings."""

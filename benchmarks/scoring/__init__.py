"""Scoring: spans in, counts out. Depths of labels, matching, and what is counted apart."""

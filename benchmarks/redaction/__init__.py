"""Redaction: what a detector found, replaced so that nobody can read it any more."""

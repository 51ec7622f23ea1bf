"""Structured identifiers: found by form, decided by check digits and cue words, in two passes."""

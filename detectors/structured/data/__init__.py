"""Data files of the structured detector."""

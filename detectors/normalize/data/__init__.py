"""Data files of normalising: which characters mean what."""

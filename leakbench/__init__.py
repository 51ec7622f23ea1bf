"""Synthetic Chinese leaked-contact corpora with exact labels, and a benchmark of detectors."""

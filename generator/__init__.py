"""Synthetic Chinese leaked-contact corpora whose labels are exact by construction."""

"""The audit: whether a dataset keeps the promises that the generator makes."""

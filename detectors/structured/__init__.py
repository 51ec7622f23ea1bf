"""Structured identifiers: found by form, decided by check digits and cue words, in two passes."""

if __name__ != "leakbench.detectors.structured":
    raise ImportError("import leakbench.detectors.structured, not structured")

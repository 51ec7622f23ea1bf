"""Synthetic Chinese leaked-contact corpora whose labels are exact by construction."""

if __name__ != "leakbench.generator":
    raise ImportError(f"import leakbench.generator, not {__name__}")

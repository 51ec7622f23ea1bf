"""Detectors of personal information: the contract, the registry, our own and adapters to others."""

if __name__ != "leakbench.detectors":
    raise ImportError(f"import leakbench.detectors, not {__name__}")

"""What a text means whose digits are disguised; ``column`` is what others call."""

if __name__ != "leakbench.detectors.normalize":
    raise ImportError("import leakbench.detectors.normalize, not normalize")

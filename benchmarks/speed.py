"""How fast a corpus is generated here, as a class."""

from time import perf_counter

from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

PROBE_ROWS = 16_384


def speed_class(corpus: str) -> str:
    """The largest of 1, 2, 5, 10, … thousand rows/s that generating a small block exceeds."""
    spec = Spec(corpus=corpus)
    for _ in batches(spec, 1):  # loads the tables
        pass
    begin = perf_counter()
    for _ in batches(spec, PROBE_ROWS):
        pass
    rate = PROBE_ROWS / (perf_counter() - begin)
    return named_class(rate)


def named_class(rate: float) -> str:
    """A rate as its class, such as ``> 500,000``."""
    steps = [step * 10**power for power in range(9) for step in (1, 2, 5)]
    passed = [step for step in steps if step < rate]
    return f"> {passed[-1]:,}" if passed else "< 1"

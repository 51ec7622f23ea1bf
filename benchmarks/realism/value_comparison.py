"""Generated and real values of one label beside each other."""

from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from leakbench.benchmarks.realism.coverage import Coverage, coverage
from leakbench.benchmarks.realism.shapes import shapes_of
from leakbench.benchmarks.realism.two_samples import TwoSamples, halves_apart, tell_apart
from leakbench.benchmarks.statistics.bootstrap import Interval

EXAMPLES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueComparison:
    """How far generated values of a label are from real ones; every value counts once.

    Attributes:
        label: The coarse label.
        generated: How many different values there are.
        real: The same of the real ones.
        apart: Generated ones told from real ones.
        real_halves: One half of the real ones told from the other: area and interval.
        generated_halves: The same of the generated ones.
        coverage: Real values whose shape generated ones have.
        examples: Real values whose shape none has; empty unless they are asked for.
    """

    label: str
    generated: int
    real: int
    apart: TwoSamples
    real_halves: tuple[float, Interval]
    generated_halves: tuple[float, Interval]
    coverage: Coverage
    examples: tuple[str, ...]


def compare_values(
    generated: pa.StringArray, real: pa.StringArray, label: str, *, show: bool
) -> ValueComparison:
    """Compare distinct values that stand in a random order.

    Args:
        generated: The generated ones.
        real: The real ones.
        label: Their coarse label.
        show: Whether examples of real values may be kept.

    Raises:
        RealismPackageError: scikit-learn is not installed.
    """
    return ValueComparison(
        label=label,
        generated=len(generated),
        real=len(real),
        apart=tell_apart(generated, real, label),
        real_halves=halves_apart(real, label),
        generated_halves=halves_apart(generated, label),
        coverage=coverage(generated, real, label),
        examples=_examples(generated, real, label) if show else (),
    )


def _examples(generated: pa.StringArray, real: pa.StringArray, label: str) -> tuple[str, ...]:
    known = pc.is_in(shapes_of(real, label), shapes_of(generated, label))
    return tuple(real.filter(pc.invert(known)).slice(0, EXAMPLES).to_pylist())

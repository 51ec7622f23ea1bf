"""How many real values have a shape that generated ones have, beside what real ones manage."""

from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.benchmarks.realism.shapes import shapes_of
from leakbench.benchmarks.statistics.bootstrap import Interval, share_interval

MISSING: Final = 10  # shapes that are named
FEWEST: Final = 2  # values of a shape that is named: one alone might be somebody's


class Share(NamedTuple):
    """A share of values, and where it lies as far as so many tell."""

    value: float
    interval: Interval


class Missing(NamedTuple):
    """A shape that no generated value has.

    Attributes:
        shape: The shape.
        share: Of the real values.
    """

    shape: str
    share: float


class Coverage(NamedTuple):
    """How many real values have a shape that others have.

    Attributes:
        generated: That generated values have, of which as many count as of the other half.
        real_half: That the other half of the real values has, which is what can be hoped for.
        every: That some generated value has, of all there are.
        missing: The most frequent shapes of real values that none has.
    """

    generated: Share
    real_half: Share
    every: Share
    missing: tuple[Missing, ...]


def coverage(generated: pa.StringArray, real: pa.StringArray, label: str) -> Coverage:
    """Compare shapes.

    Args:
        generated: Distinct values in a random order.
        real: Distinct values in a random order, at least two.
        label: Their coarse label.
    """
    made, shapes = shapes_of(generated, label), shapes_of(real, label)
    half = len(shapes) // 2
    halves = shapes.slice(0, half), shapes.slice(half)
    count = min(half, len(made))
    others = [_in(one, other.slice(0, count)) for one, other in (halves, halves[::-1])]
    every = _in(shapes, made)
    return Coverage(
        generated=_share(_in(shapes, made.slice(0, count))),
        real_half=_share(np.concatenate(others)),
        every=_share(every),
        missing=_missing(shapes.filter(pa.array(~every)), len(shapes)),
    )


def _in(shapes: pa.StringArray, others: pa.StringArray) -> NDArray[np.bool_]:
    return np.asarray(pc.is_in(shapes, others))


def _share(which: NDArray[np.bool_]) -> Share:
    share, count = float(which.mean()), len(which)
    return Share(share, share_interval(share, 0.0, count))


def _missing(shapes: pa.StringArray, of: int) -> tuple[Missing, ...]:
    counted = shapes.value_counts()
    shape, count = counted.field("values").to_pylist(), counted.field("counts").to_pylist()
    ordered = sorted(zip(shape, count, strict=True), key=lambda one: (-one[1], one[0]))
    return tuple(Missing(one, times / of) for one, times in ordered[:MISSING] if times >= FEWEST)

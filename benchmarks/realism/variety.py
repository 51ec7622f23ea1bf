"""How varied sentences are: what one half of them shares with the other, and how fast they grow.

Values are one sign each, so that what is compared are the words around them.
"""

from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.benchmarks.realism.records import Records, drawn
from leakbench.detectors.splicing import TextColumn

GRAM: Final = 8
FIRST_POINT: Final = 1_000  # characters at which distinct bigrams are first counted
MASK: Final = "▇"

Codes = NDArray[np.uint64]


class Variety(NamedTuple):
    """How varied some text is.

    Attributes:
        characters: How many were looked at, a masked value being one.
        records: Of which they are.
        shared: Share of the 8-grams of one half of the records that the other half has, the mean
            of both directions.
        growth: Characters, and the distinct bigrams in so many, at 1,000, 2,000, 4,000 and so on.
    """

    characters: int
    records: int
    shared: float
    growth: tuple[tuple[int, int], ...]


def masked_texts(records: Records) -> pa.StringArray:
    """The texts with one sign for each value, in an order that a fixed hash gives."""
    masks = pa.array([MASK] * len(records.values.row), pa.string())
    return drawn(TextColumn.of(records.file.texts).splice(records.values, masks).texts, "texts")


def characters(texts: pa.StringArray) -> int:
    """All characters of some texts."""
    return int(TextColumn.of(texts).points[-1])


def variety(texts: pa.StringArray, budget: int) -> Variety:
    """Measure the first characters of texts.

    Args:
        texts: In a random order; every second one is of the second half.
        budget: How many characters to look at; texts of different sources are compared at as many.
    """
    column = TextColumn.of(texts)
    budget = min(budget, int(column.points[-1]))
    code = np.frombuffer(column.data.tobytes().decode().encode("utf-32-le"), np.uint32)[:budget]
    record = np.repeat(np.arange(len(texts)), np.diff(column.points))[:budget]
    grams, of = _grams(code.astype(np.uint64), record, GRAM)
    odd = of % 2 == 1
    return Variety(
        characters=budget,
        records=int(record[-1]) + 1 if budget else 0,
        shared=(_known(grams[odd], grams[~odd]) + _known(grams[~odd], grams[odd])) / 2,
        growth=_growth(code, record),
    )


def _grams(code: Codes, record: NDArray[np.int64], size: int) -> tuple[Codes, NDArray[np.int64]]:
    """A 64-bit hash of every ``size`` characters within a record, and that record."""
    last = len(code) - size + 1
    if last < 1:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    mixed = code * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    found = np.zeros(last, np.uint64)
    for at in range(size):
        found = found * np.uint64(0xBF58476D1CE4E5B9) + mixed[at : at + last]
    inside = record[:last] == record[size - 1 :]
    return found[inside], record[:last][inside]


def _known(grams: Codes, others: Codes) -> float:
    """The share of grams that are among the others, each as often as it occurs."""
    return float(np.isin(grams, others).mean()) if len(grams) else 0.0


def _growth(code: NDArray[np.uint32], record: NDArray[np.int64]) -> tuple[tuple[int, int], ...]:
    pairs = code[:-1].astype(np.uint64) << np.uint64(32) | code[1:]
    inside = np.flatnonzero(record[:-1] == record[1:])
    _, first = np.unique(pairs[inside], return_index=True)
    seen = np.sort(inside[first]) + 1  # the second character of each bigram at its first time
    doublings = range(max(0, (len(code) // FIRST_POINT).bit_length()))
    points = [FIRST_POINT << power for power in doublings]
    return tuple((point, int(np.searchsorted(seen, point))) for point in points)

"""Records with values of another origin: the same sentences, exact spans, other values."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.benchmarks.realism.records import Records, places_of, spans_at
from leakbench.detectors.splicing import TextColumn, disjoint
from leakbench.generator.engine.streams import Streams


class Transplanted(NamedTuple):
    """Records in which values of one label were replaced.

    Attributes:
        records: With the values replaced, and the spans of all labels where they stand now.
        share: Of the label's values that were replaced; the others are not written plainly.
    """

    records: Records
    share: float


def transplanted(records: Records, label: str, pool: pa.StringArray) -> Transplanted:
    """Replace the values of a label that are written plainly.

    Args:
        records: The records; they stay as they are.
        label: A coarse label that is compared.
        pool: The values to take, at least one; each as often as any other, but for the last round.
    """
    places = records.places(label, plain=True)
    places = places.take(disjoint(places))
    values = pool.take(pa.array(_draw(len(places.row), len(pool))))
    spliced = TextColumn.of(records.file.texts).splice(places, values)
    spans = records.file.spans
    moved, whole = spliced.moved(places_of(spans))
    kept = pa.array(np.flatnonzero(whole))
    columns = {
        name: spans.flatten().field(name).take(kept) for name in ("label", "quality", "form")
    }
    of_values, whole_values = spliced.moved(records.values)
    file = replace(
        records.file,
        texts=spliced.texts,
        spans=spans_at(moved.take(whole), records.rows, columns),
    )
    every = len(records.places(label).row)
    return Transplanted(
        replace(records, file=file, values=of_values.take(whole_values)),
        len(places.row) / every if every else 0.0,
    )


def _draw(count: int, pool: int) -> NDArray[np.int64]:
    """Numbers below ``pool``, every one once before any comes again, shape (count,)."""
    streams = Streams(0, "realism/transplant")
    rounds = [
        np.argsort(streams.bits(str(turn), np.arange(pool)), kind="stable")
        for turn in range(-(-count // pool))
    ]
    return np.concatenate([*rounds, np.zeros(0, np.int64)])[:count].astype(np.int64)

"""``union:A+B``: what several detectors find, together."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.detectors.contract import SPANS, Detector, accept, plain_strings
from leakbench.detectors.models.model_cost import Together
from leakbench.detectors.overlaps import keep_longest
from leakbench.detectors.registry import DetectorArgumentError, known_marks, load, ours
from leakbench.generator.engine.buffers import numbers, values, values_of
from leakbench.generator.entities import known_labels


class Union:
    """Spans of every part; of those that overlap under one label, the longest.

    Overlapping spans of different labels all stay: which is right is not for a union to say.
    """

    name = "union"
    takes = "A+B"
    labels = known_labels()  # of an instance, those of its parts
    about = ours()  # of an instance, with the marks of its parts

    def __init__(self, parts: str) -> None:
        self.name = f"union:{parts}"
        names = parts.split("+")
        if len(names) < 2 or not all(names):
            raise DetectorArgumentError(self.name, "it takes two or more detectors, as in A+B")
        if len(set(names)) < len(names):
            raise DetectorArgumentError(self.name, "it names a detector twice")
        self._parts: list[Detector] = [load(name) for name in names]
        self.labels = frozenset().union(*(part.labels for part in self._parts))
        self.about = ours(*known_marks(self.name))
        paying = [cost for part in self._parts if (cost := getattr(part, "cost", None)) is not None]
        self.cost = Together(paying) if paying else None

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Ask every part; a span keeps the score that its part gave."""
        plain = plain_strings(batch)
        return merge_longest(accept(part.detect(plain), plain, part) for part in self._parts)


def merge_longest(answers: Iterable[pa.RecordBatch]) -> pa.RecordBatch:
    """The answers' spans in order of place, of overlapping ones of one label only the longest.

    Args:
        answers: Batches of ``SPANS`` in code points, of one batch of texts; of spans of equal
            place and label, the first answer's stays.
    """
    table = pa.Table.from_batches(answers, schema=SPANS).unify_dictionaries().combine_chunks()
    row, column, start, end = (values(table[name]) for name in SPANS.names[:4])
    label = np.concatenate([row[:0], *(values_of(one.indices) for one in table["label"].chunks)])
    keys = [key.astype(np.int64) for key in (row, column, label)]
    _, group = np.unique(np.stack(keys), axis=1, return_inverse=True)
    kept = keep_longest(group.reshape(-1), start, end)
    kept = kept[np.lexsort((label[kept], end[kept], start[kept], column[kept], row[kept]))]
    taken = numbers(pa.int64(), kept)
    columns: list[Any] = [pc.take(one.combine_chunks(), taken) for one in table.columns]
    return pa.RecordBatch.from_arrays(columns, schema=SPANS)

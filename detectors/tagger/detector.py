"""``tagger``: the trained tagger as a detector of its own."""

from typing import ClassVar

import numpy as np
import pyarrow as pa

from leakbench.detectors.contract import SPANS, empty_spans
from leakbench.detectors.registry import About, Mark, ours
from leakbench.detectors.tagger.tag_set import LABELS


class TaggerDetector:
    """Finds what only its context shows: names, firms, addresses and the like."""

    name: ClassVar[str] = "tagger"
    labels: ClassVar[frozenset[str]] = frozenset(LABELS)
    about: ClassVar[About] = ours(Mark.HOUSE, Mark.TRAINED_HERE)

    def __init__(self) -> None:
        # Compiled code is loaded when the detector is built, not when it is listed.
        from leakbench.detectors.tagger.tagger import Tagger, text_of  # noqa: PLC0415

        self._tagger, self._text_of = Tagger.load(), text_of
        self._names = pa.array(LABELS)

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find spans in every cell of a batch of string columns."""
        found = []
        for place, column in enumerate(batch.columns):
            if not len(column):
                continue
            spans = self._tagger.tag(self._text_of(column))
            found.append((np.full(len(spans.row), place, np.int16), spans))
        if not sum(len(column) for column, _ in found):
            return empty_spans()
        column = np.concatenate([column for column, _ in found])
        row, start, end, label, score = (
            np.concatenate(parts) for parts in zip(*(spans for _, spans in found), strict=True)
        )
        labels = pa.DictionaryArray.from_arrays(pa.array(label.astype(np.int8)), self._names)
        return pa.RecordBatch.from_arrays(
            [*map(pa.array, (row, column, start, end)), labels, pa.array(score)], schema=SPANS
        )

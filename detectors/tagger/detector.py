"""``tagger``: the trained tagger as a detector of its own."""

from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.detectors.contract import SPANS, empty_spans
from leakbench.detectors.registry import About
from leakbench.detectors.tagger.labels import LABELS


class TaggerDetector:
    """Finds what only its context shows: names, firms, addresses and the like."""

    name: ClassVar[str] = "tagger"
    labels: ClassVar[frozenset[str]] = frozenset(LABELS)
    about: ClassVar[About] = About(
        package="leakbench",
        install="pip install leakbench",
        license="Apache-2.0",
        homepage="part of leakbench",
    )

    def __init__(self) -> None:
        # Compiled code is loaded when the detector is built, not when it is listed.
        from leakbench.detectors.tagger.tagger import Tagger  # noqa: PLC0415

        self._tagger = Tagger.load()
        self._names = pa.array(LABELS)

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find spans in every cell of a batch of string columns."""
        found = []
        for place, column in enumerate(batch.columns):
            if not len(column):
                continue
            tags = self._tagger.tag(*_buffers(column))
            found.append((np.full(len(tags.row), place, np.int16), tags))
        if not sum(len(column) for column, _ in found):
            return empty_spans()
        column = np.concatenate([column for column, _ in found])
        row, start, end, label, score = (
            np.concatenate(parts) for parts in zip(*(tags for _, tags in found), strict=True)
        )
        labels = pa.DictionaryArray.from_arrays(pa.array(label.astype(np.int8)), self._names)
        return pa.RecordBatch.from_arrays(
            [*map(pa.array, (row, column, start, end)), labels, pa.array(score)], schema=SPANS
        )


def _buffers(column: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """The bytes of a column of strings and where each begins; null cells are empty ones."""
    if column.null_count:
        column = pc.fill_null(column, "")
    _, offset_buffer, data_buffer = column.buffers()
    offsets = np.frombuffer(offset_buffer, np.int32, len(column) + 1, 4 * column.offset)
    return np.frombuffer(data_buffer or b"", np.uint8), offsets

"""``native``: the detector a user would deploy, reading whole Arrow buffers, never row by row."""

from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.detectors.contract import SPANS, empty_spans
from leakbench.detectors.registry import About
from leakbench.detectors.tagger.labels import LABELS

_LABELS = (
    "MOBILE",
    "LANDLINE",
    "HOTLINE",
    "RESIDENT_ID",
    "USCC",
    "BANK_CARD",
    "EMAIL",
    "LICENSE_PLATE",
)
_BYTES_A_SPAN = 16  # a first guess at how densely spans stand; the scan is run again if it is low


class Native:
    """Finds structured identifiers by one compiled pass over each column's bytes.

    What has no structure of its own (names, firms, addresses) is found by the trained tagger.
    """

    name: ClassVar[str] = "native"
    labels: ClassVar[frozenset[str]] = frozenset((*_LABELS, *LABELS))
    about: ClassVar[About] = About(
        package="leakbench",
        install="pip install leakbench",
        license="Apache-2.0",
        homepage="part of leakbench",
    )

    def __init__(self) -> None:
        # Compiled code is loaded when the detector is built, not when it is listed.
        from leakbench.detectors import native_scan  # noqa: PLC0415
        from leakbench.detectors.merging import merged  # noqa: PLC0415
        from leakbench.detectors.tagger.detector import TaggerDetector  # noqa: PLC0415

        self._merged = merged
        self._tagger = TaggerDetector()

        self._scan = native_scan.scan
        self._tables = (
            native_scan.MOBILE_PREFIXES,
            native_scan.PROVINCES,
            native_scan.LOCAL_DIGITS,
            native_scan.PLATE_CHARACTERS,
        )
        self._names = pa.array(_LABELS)

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find spans in every cell of a batch of string columns."""
        return self._merged(self._structured(batch), self._tagger.detect(batch))

    def _structured(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        found = [self._column(column) for column in batch.columns]
        total = sum(spans.shape[1] for spans in found)
        if not total:
            return empty_spans()
        row, start, end, label = np.concatenate(found, axis=1)
        column = np.repeat(np.arange(len(found), dtype=np.int16), [s.shape[1] for s in found])
        labels = pa.DictionaryArray.from_arrays(pa.array(label.astype(np.int8)), self._names)
        score = np.ones(total, np.float32)
        return pa.RecordBatch.from_arrays(
            [*map(pa.array, (row, column, start, end)), labels, pa.array(score)], schema=SPANS
        )

    def _column(self, column: pa.Array) -> np.ndarray:
        """Spans of one column as (row, start, end, label), int32, shape (4, spans)."""
        if column.null_count:
            column = pc.fill_null(column, "")
        if not len(column):
            return np.empty((4, 0), np.int32)
        _, offset_buffer, data_buffer = column.buffers()
        offsets = np.frombuffer(offset_buffer, np.int32, len(column) + 1, 4 * column.offset)
        data = np.frombuffer(data_buffer or b"", np.uint8)
        capacity = 64 + int(offsets[-1] - offsets[0]) // _BYTES_A_SPAN
        while True:
            out = np.empty((4, capacity), np.int32)
            count = self._scan(data, offsets, *self._tables, out)
            if count <= capacity:
                return out[:, :count]
            capacity = count

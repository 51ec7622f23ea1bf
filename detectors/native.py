"""``native``: the detector a user would deploy, reading whole Arrow buffers, never row by row."""

from typing import ClassVar

import pyarrow as pa

from leakbench.detectors.registry import OURS, About
from leakbench.detectors.structured.detector import Structured


class Native:
    """Structured identifiers for now; a tagger of names and places joins them in ``detect``."""

    name: ClassVar[str] = "native"
    labels: ClassVar[frozenset[str]] = Structured.labels
    about: ClassVar[About] = OURS

    def __init__(self) -> None:
        self._structured = Structured()

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find spans in every cell of a batch of string columns."""
        return self._structured.detect(batch)

"""``native``: the detector a user would deploy, reading whole Arrow buffers, never row by row."""

from typing import ClassVar

import pyarrow as pa

from leakbench.detectors.registry import About, Mark, ours
from leakbench.detectors.structured.detector import Structured
from leakbench.detectors.tagger.detector import TaggerDetector


class Native:
    """Structured identifiers first, then names, firms and places in what they leave."""

    name: ClassVar[str] = "native"
    labels: ClassVar[frozenset[str]] = Structured.labels | TaggerDetector.labels
    about: ClassVar[About] = ours(Mark.HOUSE, Mark.TRAINED_HERE)

    def __init__(self) -> None:
        # Compiled code is loaded when the detector is built, not when it is listed.
        from leakbench.detectors.priority_merge import merge_by_priority  # noqa: PLC0415

        self._merge = merge_by_priority
        self._structured = Structured()
        self._tagger = TaggerDetector()

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find spans in every cell of a batch of string columns."""
        return self._merge(self._structured.detect(batch), self._tagger.detect(batch))

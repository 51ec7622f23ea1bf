"""``native``: the detector a user would deploy, reading whole Arrow buffers, never row by row."""

from typing import ClassVar

import pyarrow as pa

from leakbench.detectors.answers import answer_batch
from leakbench.detectors.marks import Mark
from leakbench.detectors.plain_strings import plain_strings
from leakbench.detectors.registry import About, ours
from leakbench.detectors.structured.detector import Structured
from leakbench.detectors.structured.labels import LABELS as NUMBERS
from leakbench.detectors.tagger.detector import TaggerDetector
from leakbench.detectors.tagger.tag_set import LABELS as NAMES
from leakbench.generator.engine.buffers import names


class Native:
    """Structured identifiers first, then names, firms and places in what they leave."""

    name: ClassVar[str] = "native"
    labels: ClassVar[frozenset[str]] = Structured.labels | TaggerDetector.labels
    about: ClassVar[About] = ours(Mark.HOUSE, Mark.TRAINED_HERE)

    def __init__(self) -> None:
        # Compiled code is loaded when the detector is built, not when it is listed.
        from leakbench.detectors.priority_merge import PriorityMerge  # noqa: PLC0415 - see above
        from leakbench.detectors.string_buffers import columns_of  # noqa: PLC0415 - see above

        self._merge, self._buffers = PriorityMerge(len(NUMBERS)), columns_of
        self._structured = Structured()
        self._tagger = TaggerDetector()
        self._names = names([*NUMBERS, *NAMES])

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find spans in every cell of a batch of string columns.

        Raises:
            StringsError: A column holds no strings, or no sound ones.
        """
        plain = plain_strings(batch)
        columns = self._buffers(plain)
        numbers = self._structured.find(plain.schema.names, columns)
        called = self._tagger.find(columns)
        found = [
            self._merge.merged(first, second) for first, second in zip(numbers, called, strict=True)
        ]
        return answer_batch(found, self._names, by_row=True)

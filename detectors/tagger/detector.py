"""``tagger``: the trained tagger as a detector of its own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import pyarrow as pa

from leakbench.detectors.answers import Answer, answer_batch
from leakbench.detectors.marks import Mark
from leakbench.detectors.plain_strings import plain_strings
from leakbench.detectors.registry import About, ours
from leakbench.detectors.tagger.tag_set import LABELS
from leakbench.generator.engine.buffers import names

if TYPE_CHECKING:
    from leakbench.detectors.string_buffers import Strings


class TaggerDetector:
    """Finds what only its context shows: names, firms, addresses and the like."""

    name: ClassVar[str] = "tagger"
    labels: ClassVar[frozenset[str]] = frozenset(LABELS)
    about: ClassVar[About] = ours(Mark.HOUSE, Mark.TRAINED_HERE)

    def __init__(self) -> None:
        # Compiled code is loaded when the detector is built, not when it is listed.
        from leakbench.detectors.string_buffers import columns_of  # noqa: PLC0415 - see above
        from leakbench.detectors.tagger.tagger import Tagger  # noqa: PLC0415 - see above

        self._tagger, self._buffers = Tagger.load(), columns_of
        self._names = names(LABELS)

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find spans in every cell of a batch of string columns.

        Raises:
            StringsError: A column holds no strings, or no sound ones.
        """
        return answer_batch(self.find(self._buffers(plain_strings(batch))), self._names)

    def find(self, columns: Sequence["Strings"]) -> list[Answer]:
        """The spans of each of some columns."""
        return [self._tagger.tag(strings) for strings in columns]

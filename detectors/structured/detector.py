"""``structured``: identifiers with a form, read from whole Arrow buffers, never row by row."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import pyarrow as pa

from leakbench.detectors.answers import Answer, answer_batch
from leakbench.detectors.marks import Mark
from leakbench.detectors.plain_strings import plain_strings
from leakbench.detectors.registry import About, ours
from leakbench.detectors.structured.labels import LABELS
from leakbench.generator.engine.buffers import names

if TYPE_CHECKING:
    from leakbench.detectors.string_buffers import Strings


class Structured:
    """Finds identifiers with a form, check digits or cue words by two compiled passes."""

    name: ClassVar[str] = "structured"
    labels: ClassVar[frozenset[str]] = frozenset(LABELS)
    about: ClassVar[About] = ours(Mark.HOUSE, Mark.PATTERNS)

    def __init__(self) -> None:
        # Compiled code is loaded when the detector is built, not when it is listed.
        from leakbench.detectors.string_buffers import columns_of  # noqa: PLC0415 - see above
        from leakbench.detectors.structured.cues import header_words  # noqa: PLC0415 - see above
        from leakbench.detectors.structured.scanner import Scanner  # noqa: PLC0415 - see above

        self._scanner, self._buffers = Scanner(), columns_of
        self._names = names(LABELS)
        self._words = header_words()

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find spans in every cell of a batch of string columns.

        Raises:
            StringsError: A column holds no strings, or no sound ones.
        """
        plain = plain_strings(batch)
        return answer_batch(self.find(plain.schema.names, self._buffers(plain)), self._names)

    def find(self, headers: Sequence[str], columns: Sequence["Strings"]) -> list[Answer]:
        """The spans of each of some columns under their headers."""
        if len(columns) == 1:
            return [self._scanner.spans(columns[0])]
        return [
            self._scanner.spans(strings, self._said(header))
            for header, strings in zip(headers, columns, strict=True)
        ]

    def _said(self, header: str) -> int:
        """What a header says by the longest cue word in it; 0 if nothing."""
        header = header.lower()
        within = [word for word in self._words if word in header]
        return self._words[max(within, key=len)] if within else 0

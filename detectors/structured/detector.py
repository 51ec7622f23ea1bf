"""``structured``: identifiers with a form, read from whole Arrow buffers, never row by row."""

from typing import ClassVar

import numpy as np
import pyarrow as pa

from leakbench.detectors.contract import SPANS, empty_spans
from leakbench.detectors.registry import About, Mark, ours
from leakbench.detectors.structured.labels import LABELS


class Structured:
    """Finds identifiers with a form, check digits or cue words by two compiled passes."""

    name: ClassVar[str] = "structured"
    labels: ClassVar[frozenset[str]] = frozenset(LABELS)
    about: ClassVar[About] = ours(Mark.HOUSE, Mark.PATTERNS)

    def __init__(self) -> None:
        # Compiled code is loaded when the detector is built, not when it is listed.
        from leakbench.detectors.structured.cues import header_words  # noqa: PLC0415
        from leakbench.detectors.structured.scanner import Scanner  # noqa: PLC0415

        self._scanner = Scanner()
        self._names = pa.array(LABELS)
        self._words = header_words()

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find spans in every cell of a batch of string columns."""
        alone = batch.num_columns == 1
        found = [
            self._scanner.spans(column, 0 if alone else self._said(name))
            for name, column in zip(batch.schema.names, batch.columns, strict=True)
        ]
        sizes = [len(spans.label) for spans in found]
        if not sum(sizes):
            return empty_spans()
        places, label, score = (
            found[0] if alone else (np.concatenate(part, -1) for part in zip(*found, strict=True))
        )
        row, start, end = places
        column = np.repeat(np.arange(len(found), dtype=np.int16), sizes)
        # That each label is one of ours need not be asked again.
        labels = pa.DictionaryArray.from_arrays(pa.array(label), self._names, safe=False)
        return pa.RecordBatch.from_arrays(
            [*map(pa.array, (row, column, start, end)), labels, pa.array(score)], schema=SPANS
        )

    def _said(self, header: str) -> int:
        """What a header says by the longest cue word in it; 0 if nothing."""
        header = header.lower()
        within = [word for word in self._words if word in header]
        return self._words[max(within, key=len)] if within else 0

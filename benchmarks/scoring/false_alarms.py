"""What was predicted where nothing is: on decoys, elsewhere, in records without any value."""

from collections.abc import Sequence
from typing import Final, NamedTuple, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.alignment import Alignment, as_long, by_name, filled
from leakbench.benchmarks.scoring.breakdowns import NO_DECOY, Grouped
from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.scoring.matching import SPURIOUS
from leakbench.benchmarks.scoring.spans import SpanArrays
from leakbench.detectors.string_buffers import string_buffers
from leakbench.generator.engine.compiled import compiled

# Bytes from 0x80 to 0xBF continue a character; as signed ones they are those below.
_CONTINUES_BELOW: Final = -64


class _Decoys(NamedTuple):
    """The decoys of a batch's records.

    Attributes:
        offsets: Decoys before each record, shape (records + 1,).
        start: First code point of each, shape (decoys,).
        end: One past the last.
        kind: Code of what it is.
    """

    offsets: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    kind: NDArray[np.int64]


class AlarmTally:
    """Decoys, characters, and records without a labelled value, batch by batch."""

    def __init__(self) -> None:
        self._kinds: dict[str, int] = {NO_DECOY: 0}
        self._decoys = np.zeros((1, 3), np.int64)  # shown, touched, spurious; by kind
        self._recorded = False
        self._characters = self._free = self._flagged = 0

    def add(self, aligned: Alignment, truth: pa.ListArray, chunk: Chunk | None) -> None:
        """Take a batch.

        Args:
            aligned: Its spans.
            truth: Its labelled spans as they came.
            chunk: What the detector was shown, with its decoys; None: nothing is known of it.
        """
        free = filled(pc.list_value_length(truth), 0) == 0
        flagged = np.zeros(aligned.rows, np.bool_)
        flagged[aligned.predicted.cell // aligned.stride] = True
        self._free += int(np.count_nonzero(free))
        self._flagged += int(np.count_nonzero(free & flagged))
        if chunk is None:
            return
        self._characters += sum(map(_characters, chunk.strings.columns))
        if chunk.decoys is not None:
            self._recorded = True
            self._add_decoys(aligned, chunk.decoys)

    def follow(self, other: Self) -> None:
        """Take what another one counted of other records."""
        codes = self._codes(list(other._kinds))
        self._decoys[codes] += other._decoys
        self._recorded |= other._recorded
        self._characters += other._characters
        self._free += other._free
        self._flagged += other._flagged

    def _add_decoys(self, aligned: Alignment, decoys: pa.ListArray) -> None:
        listed = decoys.flatten()
        lengths = filled(pc.list_value_length(decoys), 0)
        shown = _Decoys(
            offsets=np.concatenate([[0], np.cumsum(lengths)]),
            start=as_long(listed.field("start")),
            end=as_long(listed.field("end")),
            kind=by_name(listed.field("kind"), self._codes),
        )
        _touch(aligned.predicted, aligned.matching.truth, shown, self._decoys)

    def _codes(self, kinds: Sequence[str]) -> NDArray[np.int64]:
        codes = np.array([self._kinds.setdefault(kind, len(self._kinds)) for kind in kinds])
        more = len(self._kinds) - len(self._decoys)
        if more:
            self._decoys = np.concatenate([self._decoys, np.zeros((more, 3), np.int64)])
        return codes.astype(np.int64)

    def decoys(self) -> Grouped | None:
        """Decoys shown, those touched, and spurious predictions, by kind; None if unrecorded."""
        if not self._recorded:
            return None
        return {
            (kind,): tuple(int(count) for count in self._decoys[code])
            for kind, code in self._kinds.items()
        }

    def text(self) -> Grouped:
        """Characters, records without a labelled value, and those with a prediction."""
        return {(): (self._characters, self._free, self._flagged)}


def _characters(column: pa.StringArray) -> int:
    """Code points of all strings: the bytes that continue none."""
    data, offsets = string_buffers(column)
    signed = data[offsets[0] : offsets[-1]].view(np.int8)
    return int(np.count_nonzero(signed >= _CONTINUES_BELOW))


@compiled
def _touch(
    predicted: SpanArrays,
    partner: NDArray[np.int64],
    decoys: _Decoys,
    counts: NDArray[np.int64],
) -> None:
    """Lay every spurious prediction to the decoy of its record that it overlaps most."""
    offsets, start, end, kind = decoys
    touched = np.zeros(len(kind), np.bool_)
    for j in range(len(partner)):
        if partner[j] != SPURIOUS:
            continue
        row, most, which = predicted.cell[j], 0, 0
        for d in range(offsets[row], offsets[row + 1]):
            overlap = min(end[d], predicted.end[j]) - max(start[d], predicted.start[j])
            if overlap > 0:
                touched[d] = True
                if overlap > most:
                    most, which = overlap, kind[d]
        counts[which, 2] += 1
    for d in range(len(kind)):
        counts[kind[d], 0] += 1
        if touched[d]:
            counts[kind[d], 1] += 1

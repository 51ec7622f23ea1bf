"""Scoring: a batch of truth and a detector's answer in, counts out, by columns only."""

from collections.abc import Collection
from typing import Final, NamedTuple, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.alignment import Alignment, Matched, align
from leakbench.benchmarks.scoring.breakdowns import Breakdowns, Grouped
from leakbench.benchmarks.scoring.characters import count_characters
from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.scoring.counts import COLUMNS, Counts, CountsError
from leakbench.benchmarks.scoring.declared import covered
from leakbench.benchmarks.scoring.false_alarms import AlarmTally
from leakbench.benchmarks.scoring.labels import DEPTHS, Depth, LabelSpace
from leakbench.benchmarks.scoring.matching import DROPPED, SPURIOUS
from leakbench.benchmarks.scoring.subjects import SubjectTally
from leakbench.benchmarks.scoring.value_breakdowns import ValueTally
from leakbench.generator.engine.compiled import compiled

__all__ = ["Counts", "CountsError", "Scorer", "score_batch"]

# How a truth span was matched: the first index of the pairs that ``_tally`` counts.
_EXACT: Final = 0
_OVERLAP: Final = 1
_IGNORED: Final = 2
_MISSED: Final = 0  # the first index of the spans without a partner

_SEEN: Final = 1  # bits of a record: it has a span that counts,
_WRONG: Final = (2, 4, 8)  # and one that was not found strictly at each of the depths


class _Tables(NamedTuple):
    """Spans by what became of them.

    Attributes:
        pairs: Exact, overlapping, and exact with ignored truth, by the label of the truth, then of
            the prediction; shape (3, codes, codes).
        alone: Missed, spurious, all predictions that count, and ignored truth, by label; shape
            (4, codes).
    """

    pairs: NDArray[np.int64]
    alone: NDArray[np.int64]


class Scorer:
    """The counts of one detector on one source, batch by batch."""

    def __init__(
        self,
        space: LabelSpace,
        declared: Collection[str] | None = None,
        *,
        people: bool = True,
    ) -> None:
        """Count nothing yet.

        Args:
            space: The labels; spans out of its scope are dropped on both sides.
            declared: The labels that the detector can find; None if nobody knows.
            people: Whether people are told apart, of whom each takes memory.
        """
        self._space = space
        self._declared = None if declared is None else covered(space, declared)
        codes = len(space.labels)
        self._tables = _Tables(
            pairs=np.zeros((3, codes, codes), np.int64), alone=np.zeros((4, codes), np.int64)
        )
        self._characters = np.zeros((2 * codes + 1, 3), np.int64)
        self._records = 0
        self._records_found = dict.fromkeys(DEPTHS, 0)
        self._values = ValueTally(space.labels)
        self._subjects = SubjectTally() if people else None
        self._alarms = AlarmTally()

    def add(
        self, truth: pa.ListArray, predictions: pa.RecordBatch, chunk: Chunk | None = None
    ) -> Alignment:
        """Score the answer to one batch.

        Args:
            truth: ``text_spans`` (text track) or ``cell_spans`` (table track) of the batch's
                records, sliced or not. Spans whose quality is not ``exact`` are ignored.
            predictions: A checked answer with the columns of ``SPANS``, in any order; rows count
                from the first record of ``truth``.
            chunk: What the detector was shown, if its characters and decoys are to count.

        Returns:
            The aligned spans, for whoever counts other things.

        Raises:
            UnmappedLabelError: A label is not in the registry and nothing maps it.
        """
        aligned = align(truth, predictions, self._space)
        records = np.zeros(aligned.rows, np.uint8)
        _tally(aligned.matched, self._space.families, aligned.stride, self._tables, records)
        self._characters += count_characters(
            aligned.truth, aligned.ignored, aligned.predicted, self._space.families
        )
        self._records += int(np.count_nonzero(records & _SEEN))
        for depth, wrong in zip(DEPTHS, _WRONG, strict=True):
            found = (records & (_SEEN | wrong)) == _SEEN
            self._records_found[depth] += int(np.count_nonzero(found))
        self._values.add(aligned)
        if self._subjects is not None:
            self._subjects.add(aligned)
        self._alarms.add(aligned, truth, chunk)
        return aligned

    def follow(self, other: Self) -> None:
        """Take what another one of the same kind counted of other records."""
        for mine, theirs in zip(self._tables, other._tables, strict=True):
            np.add(mine, theirs, out=mine)
        self._characters += other._characters
        self._records += other._records
        for depth in DEPTHS:
            self._records_found[depth] += other._records_found[depth]
        self._values.follow(other._values)
        if self._subjects is not None and other._subjects is not None:
            self._subjects.follow(other._subjects)
        self._alarms.follow(other._alarms)

    def counts(self) -> Counts:
        """What was counted so far."""
        counts = Counts.empty(self._space.labels)
        pairs, alone = self._tables
        first = 0
        for groups in self._groups().values():
            same = groups[:, None] == groups
            by_truth = [
                (pairs[_EXACT] * same).sum(1),
                (pairs[_EXACT] * ~same).sum(1),
                (pairs[_OVERLAP] * same).sum(1),
                (pairs[_OVERLAP] * ~same).sum(1),
                *alone,
                (pairs[_IGNORED] * same).sum(1),
            ]
            np.add.at(counts.table[:, : len(by_truth)], first + groups, np.stack(by_truth, axis=1))
            first += len(groups)
        counts.table[:, COLUMNS.index("truth_characters") :] = self._characters
        counts.records, counts.records_found = self._records, dict(self._records_found)
        counts.breakdowns = Breakdowns(
            forms=self._values.forms(),
            lengths=self._values.lengths(),
            qualities=self._values.qualities(),
            subjects={} if self._subjects is None else self._subjects.counts(),
            declared=self._declared_counts(),
            decoys=self._alarms.decoys(),
            text=self._alarms.text(),
        )
        return counts

    def _groups(self) -> dict[Depth, NDArray[np.int64]]:
        """The group of every code at each depth."""
        families = self._space.families.astype(np.int64)
        return dict(
            zip(DEPTHS, (np.arange(len(families)), families, np.zeros_like(families)), strict=True)
        )

    def _declared_counts(self) -> Grouped | None:
        if self._declared is None:
            return None
        pairs, alone = self._tables
        wanted = pairs[[_EXACT, _OVERLAP]].sum((0, 2)) + alone[_MISSED]
        counts: Grouped = {}
        for depth, groups in self._groups().items():
            found = (pairs[_EXACT] * (groups[:, None] == groups)).sum(1)
            known = self._declared[depth]
            counts[depth,] = (int(wanted[known].sum()), int(found[known].sum()))
        return counts


def score_batch(truth: pa.ListArray, predictions: pa.RecordBatch, space: LabelSpace) -> Counts:
    """Score the answer to one batch alone; see ``Scorer.add``.

    Raises:
        UnmappedLabelError: A label is not in the registry and nothing maps it.
    """
    scorer = Scorer(space)
    scorer.add(truth, predictions)
    return scorer.counts()


@compiled
def _tally(  # noqa: C901 - one loop with all cases
    matched: Matched,
    families: NDArray[np.int16],
    stride: int,
    tables: _Tables,
    records: NDArray[np.uint8],
) -> None:
    """Count matched pairs by both labels, the spans without a partner, and wrong records.

    Args:
        matched: The spans of a batch.
        families: The coarse code of each label code.
        stride: Cells of a record.
        tables: Take the counts.
        records: Take the bits of each record.
    """
    truth, ignored, predicted, matching = matched
    pairs, alone = tables
    for i in range(len(truth.cell)):
        label, j = truth.label[i], matching.prediction[i]
        exact = j >= 0 and truth.start[i] == predicted.start[j] and truth.end[i] == predicted.end[j]
        if ignored[i]:
            alone[3, label] += 1
            if exact:
                pairs[_IGNORED, label, predicted.label[j]] += 1
            continue
        state = _SEEN
        if j < 0:
            alone[0, label] += 1
        else:
            pairs[_EXACT if exact else _OVERLAP, label, predicted.label[j]] += 1
        if not exact:
            state |= _WRONG[0] | _WRONG[1] | _WRONG[2]
        else:
            other = predicted.label[j]
            if label != other:
                state |= _WRONG[0]
            if families[label] != families[other]:
                state |= _WRONG[1]
        records[truth.cell[i] // stride] |= state
    for j in range(len(predicted.cell)):
        if matching.truth[j] != DROPPED:
            alone[2, predicted.label[j]] += 1
            if matching.truth[j] == SPURIOUS:
                alone[1, predicted.label[j]] += 1

"""How sure the scores of one result are: bootstrap intervals over its files, or its records."""

from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.record_counts import RecordCounts
from leakbench.benchmarks.scoring.units import first_rows
from leakbench.benchmarks.statistics.bootstrap import (
    CONFIDENCE,
    METRICS,
    REPLICATES,
    ratio_interval,
    replicate_sums,
    whole_of,
)
from leakbench.generator.engine.streams import stream_key

_TOGETHER: Final = 4_096  # units that are drawn at a time, at least
KEPT = 200  # replicates whose sums a result keeps
COLUMNS = ("truth", "found", "predicted")


class IntervalTally:
    """The bootstrap of a source's units, batch by batch: of its files, else of its records.

    Records of a file are alike, so that drawing them one by one would make a figure look surer than
    it is. Replicates depend on the source's name and the units' numbers alone, so those of all
    detectors are the same, and those of two corpora are not.
    """

    def __init__(self, space: LabelSpace, source: str = "", first: int = 0) -> None:
        """Count nothing yet.

        Args:
            space: The labels.
            source: The source's name.
            first: The row of the first record that comes, counted from the source's first.
        """
        self._first = first
        self._labels = space.labels
        self._seed = int(stream_key(0, source)) >> 1
        self._records = 0
        # Truth, found and predicted of each label, and last of personal ones at coarse depth.
        width = len(space.labels) + 1
        self._sums = np.zeros((3, width), np.int64)
        self._drawn = np.zeros((REPLICATES, 3, width), np.int64)
        self._moments = np.zeros((6, width + 1), np.int64)
        # Units that go on no more and are not drawn yet: drawing many at a time costs less.
        self._waiting: list[tuple[NDArray[np.integer], NDArray[np.int64]]] = []
        self._many = 0
        self._unit = "record"
        # The first file may have begun before, and the last one may go on: the number of each, and
        # what is counted of it. Where there is one file only, it is the last.
        self._begun, self._open = -1, -1
        self._of_begun: NDArray[np.integer] = np.zeros((0, 3, width), np.int64)
        self._of_open = self._of_begun

    def add(
        self,
        counts: RecordCounts,
        files: NDArray[np.int64] | None = None,
        personal: NDArray[np.int64] | None = None,
    ) -> None:
        """Take the records that follow the last ones.

        Args:
            counts: Of each record.
            files: Number of the file of each, in order; None where the source has no files.
            personal: Truth, found and predicted of each as of ``PersonalTally``, shape (n, 3).
        """
        columns: NDArray[np.integer] = np.stack(
            [counts.truth, counts.found, counts.predicted], axis=1
        )
        beside = np.zeros(columns.shape[:2], np.int64) if personal is None else personal
        columns = np.concatenate([columns, beside[:, :, None]], axis=2)
        self._sums += columns.sum(axis=0)
        number = counts.record + self._first + self._records
        self._records += len(counts.record)
        if files is None:
            self._take(columns, number)
        else:
            self._unit = "file"
            self._close(*_by_file(columns, files))

    def follow(self, other: Self) -> None:
        """Take what another one of the same source counted of the records after those here."""
        self._sums += other._sums
        self._drawn += other._drawn
        self._moments += other._moments
        self._records += other._records
        for columns, number in other._waiting:
            self._take(columns, number)
        if other._unit == "file":
            self._unit = "file"
            self._close(other._of_begun, np.full(len(other._of_begun), other._begun))
            self._close(other._of_open, np.full(len(other._of_open), other._open))

    def _close(self, columns: NDArray[np.integer], number: NDArray[np.int64]) -> None:
        """Take files, of which the first may go on with the last one here."""
        if len(self._of_open) and len(number):
            if number[0] == self._open:
                columns = np.concatenate([self._of_open + columns[:1], columns[1:]])
            else:
                columns = np.concatenate([self._of_open, columns])
                number = np.concatenate([[self._open], number])
        if not len(number):
            return
        self._open, self._of_open = int(number[-1]), columns[-1:]
        closed, number = columns[:-1], number[:-1]
        if len(closed) and not len(self._of_begun):
            self._begun, self._of_begun = int(number[0]), closed[:1]
            closed, number = closed[1:], number[1:]
        self._take(closed, number)

    def _take(self, columns: NDArray[np.integer], number: NDArray[np.int64]) -> None:
        """Take units that go on no more."""
        self._waiting.append((columns, number))
        self._many += len(number)
        if self._many >= _TOGETHER:
            self._draw()

    def _draw(self) -> None:
        """Draw the units that wait, and count their moments."""
        if self._many:
            columns = np.concatenate([one for one, _ in self._waiting])
            self._drawn += self._replicates(
                columns, np.concatenate([number for _, number in self._waiting])
            )
            self._moments += _moments(columns)
        self._waiting, self._many = [], 0

    def _replicates(
        self, columns: NDArray[np.integer], number: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        flat = columns.reshape(len(number), self._drawn[0].size)
        drawn = replicate_sums(number, flat, seed=self._seed)
        return drawn.reshape(self._drawn.shape)

    def to_json(self) -> dict[str, Any]:
        """Low and high of strict recall, precision, f1 and f2, over all labels and by label.

        ``moments`` are sums over units of found², found·truth, found·predicted, truth²,
        truth·predicted and predicted². They add up over sources, and the variance of a ratio of
        sums follows from them (``pooling``). ``drawn`` are the sums of the first replicates,
        which pair this result with others on the same records.
        """
        seen = np.flatnonzero(self._sums[:, :-1].any(axis=0))
        moments, drawn = self._all()
        return {
            "unit": self._unit,
            "confidence": CONFIDENCE,
            "replicates": REPLICATES,
            **self._of(drawn, slice(-1)),
            "moments": moments[:, -1].tolist(),
            "drawn": _kept(drawn, slice(-1)),
            "by_label": {
                self._labels[at]: {
                    **self._of(drawn, slice(at, at + 1)),
                    "moments": moments[:, at].tolist(),
                }
                for at in seen
            },
        }

    def personal_json(self) -> dict[str, Any]:
        """The same sums, moments and first replicates of personal values at coarse depth."""
        moments, drawn = self._all()
        return {
            **dict(zip(COLUMNS, self._sums[:, -1].tolist(), strict=True)),
            "moments": moments[:, -2].tolist(),
            "drawn": _kept(drawn, slice(-1, None)),
        }

    def _all(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Moments and replicates, with the files that might go on."""
        self._draw()
        moments, drawn = self._moments, self._drawn
        for columns, number in ((self._of_begun, self._begun), (self._of_open, self._open)):
            moments = moments + _moments(columns)
            drawn = drawn + self._replicates(columns, np.full(len(columns), number))
        return moments, drawn

    def _of(self, drawn_sums: NDArray[np.int64], labels: slice) -> dict[str, list[float] | None]:
        truth, found, predicted = (int(one) for one in self._sums[:, labels].sum(axis=1))
        drawn = drawn_sums[:, :, labels].sum(axis=2).T
        intervals: dict[str, list[float] | None] = {}
        for metric in METRICS:
            whole = float(whole_of(metric, truth, predicted))
            wholes = whole_of(metric, drawn[0], drawn[2])
            found_in = ratio_interval(found, whole, drawn[1], wholes)
            intervals[metric] = None if found_in is None else list(found_in)
        return intervals


def _kept(drawn: NDArray[np.int64], labels: slice) -> dict[str, list[int]]:
    kept = drawn[:KEPT, :, labels].sum(axis=2).T
    return dict(zip(COLUMNS, kept.tolist(), strict=True))


def _by_file(
    columns: NDArray[np.integer], files: NDArray[np.int64]
) -> tuple[NDArray[np.integer], NDArray[np.int64]]:
    """Counts of records as those of files, and the files' numbers."""
    if not len(files):
        return columns.astype(np.int64), files
    first = first_rows(files)
    return np.add.reduceat(columns.astype(np.int64), first, axis=0), files[first]


def _moments(columns: NDArray[np.integer]) -> NDArray[np.int64]:
    """Second moments of counts, shape (6, labels + 2), the last of all labels together.

    Args:
        columns: Truth, found and predicted of each unit, of each label and last of personal ones;
            shape (units, 3, labels + 1).
    """
    together = columns[:, :, :-1].sum(axis=2, keepdims=True)
    wide = np.concatenate([columns, together], axis=2).astype(np.int64)
    truth, found, predicted = wide[:, 0], wide[:, 1], wide[:, 2]
    pairs = [
        (found, found),
        (found, truth),
        (found, predicted),
        (truth, truth),
        (truth, predicted),
        (predicted, predicted),
    ]
    return np.stack([(one * other).sum(axis=0) for one, other in pairs])

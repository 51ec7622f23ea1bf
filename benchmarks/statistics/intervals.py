"""How sure the scores of one result are: bootstrap intervals over its files, or its records."""

from typing import Any

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

KEPT = 200  # replicates whose sums a result keeps
COLUMNS = ("truth", "found", "predicted")


class IntervalTally:
    """The bootstrap of a source's units, batch by batch: of its files, else of its records.

    Records of a file are alike, so that drawing them one by one would make a figure look surer than
    it is. Replicates depend on the source's name and the units' numbers alone, so those of all
    detectors are the same, and those of two corpora are not.
    """

    def __init__(self, space: LabelSpace, source: str = "") -> None:
        self._labels = space.labels
        self._seed = int(stream_key(0, source)) >> 1
        self._records = 0
        # Truth, found and predicted of each label, and last of personal ones at coarse depth.
        width = len(space.labels) + 1
        self._sums = np.zeros((3, width), np.int64)
        self._drawn = np.zeros((REPLICATES, 3, width), np.int64)
        self._moments = np.zeros((6, width + 1), np.int64)
        self._unit = "record"
        # The last file may go on in the next batch: its number, and what is counted of it.
        self._open = -1
        self._of_open: NDArray[np.integer] = np.zeros((0, 3, width), np.int64)

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
        if files is None:
            number = counts.record + self._records
        else:
            self._unit = "file"
            columns, number = _by_file(columns, files)
        self._records += len(counts.record)
        flat = columns.reshape(len(number), -1)
        drawn = replicate_sums(number, flat, seed=self._seed)
        self._drawn += drawn.reshape(self._drawn.shape)
        self._moments += _moments(self._closed(columns, number))

    def _closed(
        self, columns: NDArray[np.integer], number: NDArray[np.int64]
    ) -> NDArray[np.integer]:
        """The units that go on no more: those of records, and all files but the last."""
        if self._unit == "record":
            return columns
        if len(self._of_open) and len(number) and number[0] == self._open:
            columns[:1] += self._of_open
        elif len(self._of_open):
            columns = np.concatenate([self._of_open, columns])
        self._open = int(number[-1]) if len(number) else self._open
        self._of_open = columns[-1:]
        return columns[:-1]

    def to_json(self) -> dict[str, Any]:
        """Low and high of strict recall, precision, f1 and f2, over all labels and by label.

        ``moments`` are sums over units of found², found·truth, found·predicted, truth²,
        truth·predicted and predicted². They add up over sources, and the variance of a ratio of
        sums follows from them (``pooling``). ``drawn`` are the sums of the first replicates,
        which pair this result with others on the same records.
        """
        seen = np.flatnonzero(self._sums[:, :-1].any(axis=0))
        moments = self._all_moments
        return {
            "unit": self._unit,
            "confidence": CONFIDENCE,
            "replicates": REPLICATES,
            **self._of(slice(-1)),
            "moments": moments[:, -1].tolist(),
            "drawn": self._kept(slice(-1)),
            "by_label": {
                self._labels[at]: {
                    **self._of(slice(at, at + 1)),
                    "moments": moments[:, at].tolist(),
                }
                for at in seen
            },
        }

    def personal_json(self) -> dict[str, Any]:
        """The same sums, moments and first replicates of personal values at coarse depth."""
        return {
            **dict(zip(COLUMNS, self._sums[:, -1].tolist(), strict=True)),
            "moments": self._all_moments[:, -2].tolist(),
            "drawn": self._kept(slice(-1, None)),
        }

    @property
    def _all_moments(self) -> NDArray[np.int64]:
        return self._moments + _moments(self._of_open)

    def _kept(self, labels: slice) -> dict[str, list[int]]:
        kept = self._drawn[:KEPT, :, labels].sum(axis=2).T
        return dict(zip(COLUMNS, kept.tolist(), strict=True))

    def _of(self, labels: slice) -> dict[str, list[float] | None]:
        truth, found, predicted = (int(one) for one in self._sums[:, labels].sum(axis=1))
        drawn = self._drawn[:, :, labels].sum(axis=2).T
        intervals: dict[str, list[float] | None] = {}
        for metric in METRICS:
            whole = float(whole_of(metric, truth, predicted))
            wholes = whole_of(metric, drawn[0], drawn[2])
            found_in = ratio_interval(found, whole, drawn[1], wholes)
            intervals[metric] = None if found_in is None else list(found_in)
        return intervals


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

"""How sure the scores of one result are: bootstrap intervals over its records."""

from typing import Any

import numpy as np

from leakbench.benchmarks.bootstrap import (
    CONFIDENCE,
    METRICS,
    REPLICATES,
    ratio_interval,
    replicate_sums,
    whole_of,
)
from leakbench.benchmarks.labels import LabelSpace
from leakbench.benchmarks.record_counts import RecordCounts


class IntervalTally:
    """The bootstrap of a source's records, batch by batch.

    Replicates depend on the records' numbers alone, so those of all detectors are the same.
    """

    def __init__(self, space: LabelSpace) -> None:
        self._labels = space.labels
        self._records = 0
        self._sums = np.zeros((3, len(space.labels)), np.int64)  # truth, found, predicted
        self._drawn = np.zeros((REPLICATES, 3, len(space.labels)), np.int64)

    def add(self, counts: RecordCounts) -> None:
        """Take the records that follow the last ones."""
        columns = np.stack([counts.truth, counts.found, counts.predicted], axis=1)
        number = counts.record + self._records
        self._records += len(number)
        self._sums += columns.sum(axis=0)
        drawn = replicate_sums(number, columns.reshape(len(number), 3 * len(self._labels)))
        self._drawn += drawn.reshape(self._drawn.shape)

    def to_json(self) -> dict[str, Any]:
        """Low and high of strict recall, precision, f1 and f2, over all labels and by label."""
        seen = np.flatnonzero(self._sums.any(axis=0))
        return {
            "unit": "record",
            "confidence": CONFIDENCE,
            "replicates": REPLICATES,
            **self._of(slice(None)),
            "by_label": {self._labels[at]: self._of(slice(at, at + 1)) for at in seen},
        }

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

"""Scores of a panel of detectors for one label of one source, with replicates of its records."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.record_counts import RecordCounts, per_record
from leakbench.benchmarks.scoring.units import unit_numbers
from leakbench.benchmarks.sources.source import Source
from leakbench.benchmarks.statistics.bootstrap import (
    REPLICATES,
    Interval,
    ratio_interval,
    replicate_sums,
    whole_of,
)
from leakbench.benchmarks.validity.detector_panel import DetectorPanel

BATCH_ROWS: Final = 4_096

Floats = NDArray[np.float64]
Sums = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LabelScores:
    """What detectors found of a label, summed over records.

    Attributes:
        sums: For each detector true spans, those found strictly, and predictions; shape (3,).
        redrawn: The same in R replicates of the records, shape (R, 3).
    """

    sums: Mapping[str, Sums]
    redrawn: Mapping[str, Sums]

    def __add__(self, other: "LabelScores") -> "LabelScores":
        """Pool two sources, for whoever answered on both."""
        both = [name for name in self.sums if name in other.sums]
        return LabelScores(
            {name: self.sums[name] + other.sums[name] for name in both},
            {name: self.redrawn[name] + other.redrawn[name] for name in both},
        )

    @property
    def support(self) -> int:
        """True spans."""
        return max((int(sums[0]) for sums in self.sums.values()), default=0)

    def scores(self, metric: str, names: Sequence[str]) -> tuple[Floats, Floats]:
        """A metric for some detectors: shape (names,), and of the replicates (R, names).

        Where nothing was claimed precision counts as 0, as its F1 does.
        """
        sums = np.stack([self.sums[name] for name in names])
        redrawn = np.stack([self.redrawn[name] for name in names], axis=1)
        return _ratio(metric, sums), _ratio(metric, redrawn)

    def interval(self, metric: str, name: str) -> Interval | None:
        """Where a detector's metric lies, as far as these records tell."""
        truth, found, predicted = self.sums[name]
        truths, founds, predictions = self.redrawn[name].T
        whole = float(whole_of(metric, truth, predicted))
        return ratio_interval(found, whole, founds, whole_of(metric, truths, predictions))


def measure(  # noqa: PLR0913 - a source, a panel, what is counted, and how it is watched
    source: Source,
    panel: DetectorPanel,
    space: LabelSpace,
    labels: Sequence[str],
    rows: int,
    *,
    seed: int = 0,
    replicates: int = REPLICATES,
    advance: Callable[[int], None] = lambda _rows: None,
) -> dict[str, LabelScores]:
    """Let a panel answer a source once, and sum what it found.

    Args:
        source: Records with their truth, of which the text is shown.
        panel: Who answers.
        space: The label space of the source.
        labels: Names of labels of the space, as the source's truth calls them.
        rows: How many records.
        seed: Of the replicates; sources that are pooled have one each.
        replicates: Of the records, by their number: the same for every detector.
        advance: Told of rows done.

    Returns:
        The scores by label; of detectors that failed there are none.
    """
    codes = space.truth_codes(list(labels))
    totals: dict[str, tuple[Sums, Sums]] = {}
    first = 0
    for chunk in source.chunks("text", BATCH_ROWS, rows):
        answers = panel.answers(chunk.strings)
        counts = {
            name: _by_label(per_record(chunk.truth, answer, space), codes)
            for name, answer in answers.items()
        }
        units = unit_numbers(chunk, first, "files")
        first += chunk.strings.num_rows
        for name, pair in _summed(units, counts, replicates, seed).items():
            before = totals.get(name)
            totals[name] = pair if before is None else (before[0] + pair[0], before[1] + pair[1])
        advance(chunk.strings.num_rows)
    stayed = {name: totals[name] for name in panel.names if name in totals}
    return {
        label: LabelScores(
            {name: sums[place] for name, (sums, _) in stayed.items()},
            {name: redrawn[:, place] for name, (_, redrawn) in stayed.items()},
        )
        for place, label in enumerate(labels)
    }


def _by_label(counts: RecordCounts, codes: NDArray[np.int16]) -> NDArray[np.int32]:
    """Counts of each record, shape (records, labels, 3)."""
    sides = (counts.truth, counts.found, counts.predicted)
    return np.stack([side[:, codes] for side in sides], axis=2)


def _summed(
    units: NDArray[np.int64], counts: Mapping[str, NDArray[np.int32]], replicates: int, seed: int
) -> dict[str, tuple[Sums, Sums]]:
    """Sums of all detectors, whose records are drawn together."""
    if not counts:
        return {}
    stacked = np.stack(list(counts.values()), axis=1)
    shape = stacked.shape[1:]
    flat = stacked.reshape(len(units), -1)
    redrawn = replicate_sums(units, flat, replicates=replicates, seed=seed)
    redrawn = redrawn.reshape(replicates, *shape)
    sums = stacked.sum(axis=0, dtype=np.int64)
    return {name: (sums[at], redrawn[:, at]) for at, name in enumerate(counts)}


def pooled(scores: Iterable[LabelScores]) -> LabelScores:
    """The scores of several sources together.

    Raises:
        ValueError: There is none.
    """
    result: LabelScores | None = None
    for one in scores:
        result = one if result is None else result + one
    if result is None:
        raise ValueError("no source to pool")
    return result


def _ratio(metric: str, sums: NDArray[np.int64]) -> Floats:
    truth, found, predicted = np.moveaxis(sums, -1, 0)
    whole = whole_of(metric, truth, predicted)
    return np.divide(found, whole, out=np.zeros(whole.shape), where=whole > 0)

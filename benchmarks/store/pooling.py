"""Results of several corpora as one: counts, moments and bytes add up, ratios follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.modes import ratio
from leakbench.benchmarks.statistics.bootstrap import (
    Interval,
    difference_interval,
    moment_interval,
    whole_of,
)
from leakbench.benchmarks.store.results import Result
from leakbench.generator.spec import NOISES

MOST_GROUPS = 6  # panels that a figure still shows well


@dataclass(frozen=True, slots=True)
class Pool:
    """What one detector did on some corpora.

    Attributes:
        detector: Its name.
        results: One for each corpus on which it did not fail, at least one.
    """

    detector: str
    results: tuple[Result, ...]

    @property
    def sums(self) -> tuple[int, int, int]:
        """Truth, found and predicted, strict, over all labels."""
        counts = [result.counts for result in self.results if result.counts is not None]
        return (
            sum(one.support() for one in counts),
            sum(one.count("exact_same") for one in counts),
            sum(one.count("predicted") for one in counts),
        )

    @property
    def moments(self) -> NDArray[np.int64] | None:
        """Second moments as ``IntervalTally`` keeps them, shape (6,); None if a result has none."""
        kept = [result.intervals["moments"] for result in self.results if result.intervals]
        return None if len(kept) < len(self.results) else np.sum(kept, axis=0)

    @property
    def drawn(self) -> NDArray[np.float64] | None:
        """Truth, found and predicted in each replicate, shape (3, R); None if there are none."""
        kept: list[dict[str, Any]] = [
            result.intervals["drawn"] for result in self.results if result.intervals
        ]
        if len(kept) < len(self.results):
            return None
        names = ("truth", "found", "predicted")
        return np.sum([[one[name] for name in names] for one in kept], axis=0).astype(np.float64)

    def score(self, metric: str) -> float | None:
        """Strict recall, precision, f1 or f2; None for 0/0."""
        truth, found, predicted = self.sums
        return ratio(found, float(whole_of(metric, truth, predicted)))

    def interval(self, metric: str) -> Interval | None:
        """Of a score; None where it has none."""
        moments = self.moments
        if moments is None:
            return None
        ff, ft, fp, tt, tp, pp = (float(one) for one in moments)
        truth, found, predicted = self.sums
        on_truth, on_predicted = _WEIGHTS[metric]
        both = on_truth * ft + on_predicted * fp
        below = on_truth**2 * tt + 2 * on_truth * on_predicted * tp + on_predicted**2 * pp
        whole = float(whole_of(metric, truth, predicted))
        return moment_interval(found, whole, (ff, both, below))

    @property
    def rows(self) -> int:
        """Records in all."""
        return sum(result.rows for result in self.results)

    @property
    def version(self) -> str:
        """Of the package that does the work."""
        return ", ".join(sorted({result.version for result in self.results}))

    @property
    def recall_any(self) -> float | None:
        """The share of the characters of labelled values that was found under whatever label."""
        counts = [result.counts for result in self.results if result.counts is not None]
        both = sum(one.count("both_characters", "any") for one in counts)
        return ratio(both, sum(one.count("truth_characters", "any") for one in counts))

    @property
    def peak_mb(self) -> float | None:
        """The highest peak of memory that was measured, in 10**6 bytes."""
        peaks = [result.peak_memory for result in self.results if result.peak_memory is not None]
        return max(peaks) / 1e6 if peaks else None

    def by_label(self, metric: str) -> dict[str, float | None]:
        """A score for each label that is in the truth; None where nothing was claimed or found."""
        sums: dict[str, NDArray[np.int64]] = {}
        for result in self.results:
            if (counts := result.counts) is None:
                continue
            for label in counts.labels_seen():
                mine = [counts.support("fine", label)]
                mine += [counts.count(name, "fine", label) for name in ("exact_same", "predicted")]
                sums[label] = sums.get(label, 0) + np.array(mine)
        return {
            label: ratio(float(found), float(whole_of(metric, truth, claimed))) if claimed else None
            for label, (truth, found, claimed) in sums.items()
            if truth
        }

    def support(self, label: str) -> int:
        """How many values of a label are in the truth."""
        counts = [result.counts for result in self.results if result.counts is not None]
        return sum(one.support("fine", label) for one in counts if label in one.labels)

    @property
    def mb_per_s(self) -> float | None:
        """Bytes of all corpora by the seconds they take; None if one was not timed."""
        seconds = amount = 0.0
        for result in self.results:
            rate = result.timing.mb_per_s() if result.timing is not None else None
            if result.timing is None or not rate:
                return None
            size = sum(result.timing.bytes) / 1e6
            seconds += size / rate
            amount += size
        return ratio(amount, seconds)


# What ``whole_of`` multiplies truth and predictions by.
_WEIGHTS = {"recall": (1, 0), "precision": (0, 1), "f1": (0.5, 0.5), "f2": (0.8, 0.2)}


def groups_of(results: Sequence[Result], most: int = MOST_GROUPS) -> dict[str, list[Result]]:
    """Results side by side: a group for each corpus, or, if those are many, for each writing.

    Real text is never pooled: its corpora have different labels.

    Returns:
        Titles and results, synthetic lists first, in the order clean, worn, evasive.
    """
    ordered = in_order(results)
    single = _titled(ordered, pooled=False)
    return single if len(single) <= most else _titled(ordered, pooled=True)


def in_order(results: Sequence[Result]) -> list[Result]:
    """Results as reports show them: by track, writing, corpus and detector, real text last."""
    return sorted(results, key=_order)


def _order(result: Result) -> tuple[bool, str, int, str, str]:
    writing = NOISES.index(result.noise) if result.noise in NOISES else -1
    return result.noise is None, result.track, writing, result.corpus, result.detector


def _titled(ordered: Sequence[Result], *, pooled: bool) -> dict[str, list[Result]]:
    tracks = {result.track for result in ordered}
    groups: dict[str, list[Result]] = {}
    for result in ordered:
        parts = [] if pooled and result.noise else [result.corpus]
        parts += [result.noise] if result.noise else []
        parts += [result.track] if len(tracks) > 1 else []
        groups.setdefault(", ".join(parts), []).append(result)
    return groups


def pools(results: Sequence[Result]) -> list[Pool]:
    """A pool for each detector that was scored on every corpus that any was, by name.

    Of several corpora, one on which some detector does not compare, as it finds none of its labels,
    is left out, and so is a detector that failed somewhere: its sum would be of other records.
    """
    odd = {_place(result) for result in results if result.not_comparable is not None}
    results = [result for result in results if _place(result) not in odd] or results
    by_name: dict[str, list[Result]] = {}
    for result in results:
        if result.counts is not None:
            by_name.setdefault(result.detector, []).append(result)
    every = {_place(result) for result in results if result.counts is not None}
    return [
        Pool(name, tuple(mine))
        for name, mine in sorted(by_name.items())
        if {_place(result) for result in mine} == every
    ]


def _place(result: Result) -> tuple[str, str | None, str]:
    return result.corpus, result.noise, result.track


def as_good(best: Pool, other: Pool, metric: str) -> bool:
    """Whether the records do not tell two pools apart: the paired interval holds zero.

    Without intervals only an equal score is as good.
    """
    sides = []
    for pool in (best, other):
        score, interval, drawn = pool.score(metric), pool.interval(metric), pool.drawn
        if score is None or interval is None or drawn is None:
            return best.score(metric) == other.score(metric)
        below = whole_of(metric, drawn[0], drawn[2])
        ratios = np.divide(drawn[1], below, out=np.full(len(below), np.nan), where=below > 0)
        sides.append((score, interval, ratios))
    low, high = difference_interval(sides[0], sides[1])
    return low <= 0 <= high

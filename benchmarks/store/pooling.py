"""Results of several corpora as one: counts, moments and bytes add up, ratios follow."""

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from leakbench.benchmarks.scoring.modes import ratio
from leakbench.benchmarks.statistics.bootstrap import Interval
from leakbench.benchmarks.statistics.operating_points import ScoreHistogram
from leakbench.benchmarks.store.results import Result
from leakbench.benchmarks.store.sums import Sums
from leakbench.generator.spec import NOISES

MOST_GROUPS = 6  # panels that a figure still shows well

# Corpus, writing and track.
Place = tuple[str, str | None, str]


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
    def sums(self) -> Sums:
        """Strict, at fine depth, over all labels."""
        return reduce(operator.add, (_sums(one) for one in self.results))

    def score(self, metric: str) -> float | None:
        """Strict recall, precision, f1 or f2; None for 0/0."""
        return self.sums.score(metric)

    def interval(self, metric: str) -> Interval | None:
        """Of a score; None where it has none."""
        return self.sums.interval(metric)

    @property
    def histogram(self) -> ScoreHistogram | None:
        """Personal predictions by score; None if an older leakbench counted one of the corpora."""
        known = [one for result in self.results if (one := result.histogram()) is not None]
        return reduce(operator.add, known) if len(known) == len(self.results) else None

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
        sums: dict[str, Sums] = {}
        for result in self.results:
            if (counts := result.counts) is None:
                continue
            for label in counts.labels_seen():
                truth = counts.support("fine", label)
                found = counts.count("exact_same", "fine", label)
                mine = Sums(truth, found, counts.count("predicted", "fine", label))
                sums[label] = sums.get(label, Sums()) + mine
        return {
            label: one.score(metric) if one.predicted else None
            for label, one in sums.items()
            if one.truth
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

    @property
    def records_per_s(self) -> float | None:
        """Records of all corpora by the seconds they take; None if one was not timed."""
        seconds = 0.0
        for result in self.results:
            rate = result.timing.rows_per_s() if result.timing is not None else None
            if not rate:
                return None
            seconds += result.rows / rate
        return ratio(self.rows, seconds)

    @property
    def price(self) -> float | None:
        """What a record of all corpora costs in money; None if one has no price."""
        paid = 0.0
        for result in self.results:
            if result.cost is None or "money" not in result.cost:
                return None
            paid += result.cost["money"]
        return ratio(paid, self.rows)

    @property
    def joules_per_mb(self) -> float | None:
        """Joules of all corpora by their bytes; None if the machine did not tell of one."""
        joules = amount = 0.0
        for result in self.results:
            spent = None if result.timing is None else result.timing.joules_per_mb()
            if result.timing is None or spent is None:
                return None
            size = sum(result.timing.bytes) / 1e6
            joules += size * spent
            amount += size
        return ratio(joules, amount)


def _sums(result: Result) -> Sums:
    counts = result.counts
    if counts is None:
        return Sums()
    counted = (counts.support(), counts.count("exact_same"), counts.count("predicted"))
    return Sums.of(counted, result.intervals)


def groups_of(results: Sequence[Result], most: int = MOST_GROUPS) -> dict[str, list[Result]]:
    """Results side by side: a group for each corpus, or, if those are many, for each writing.

    Real text is never pooled: its corpora have different labels.

    Returns:
        Titles and results, generated lists first, in the order clean, worn, evasive.
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
    odd = {place_of(result) for result in results if result.not_comparable is not None}
    results = [result for result in results if place_of(result) not in odd] or results
    by_name: dict[str, list[Result]] = {}
    for result in results:
        if result.counts is not None:
            by_name.setdefault(result.detector, []).append(result)
    every = {place_of(result) for result in results if result.counts is not None}
    return [
        Pool(name, tuple(mine))
        for name, mine in sorted(by_name.items())
        if {place_of(result) for result in mine} == every
    ]


def place_of(result: Result) -> Place:
    """The records that a result is of: corpus, writing and track."""
    return result.corpus, result.noise, result.track

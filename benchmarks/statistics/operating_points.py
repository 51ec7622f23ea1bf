"""What a detector gives at each threshold of its scores, and what its scores are worth.

Average precision is the sum over thresholds, from the highest down, of (R_n - R_{n-1}) P_n, where
R and P are recall and precision of all spans with at least that score: predictions of equal score
come together, nothing is interpolated, and what is never predicted adds nothing. A detector whose
scores are all equal has one operating point and no curve.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.modes import ratio
from leakbench.benchmarks.scoring.score_histograms import EDGES

PRECISIONS: Final = (0.95, 0.99)
"""That recall is told at."""

SWEPT: Final = (0.0, *(tenth / 10 for tenth in range(1, 10)), 0.95, 0.99, 0.999)
"""The thresholds of a sweep."""

PARTS: Final = 10  # of equal width, of the scores, for reliability

# A score within a bin is taken for its middle; none is further off than half a thousandth.
_MIDDLES: Final = (EDGES + np.append(EDGES[1:], EDGES[-1])) / 2


@dataclass(frozen=True, slots=True)
class ScoreHistogram:
    """Right and wrong predictions by score; ``+`` joins sources.

    Attributes:
        right: Predictions that are, by bin; int64, shape (bins,).
        wrong: Those that are not, likewise.
        truth: Values that there are to be found.
    """

    right: NDArray[np.int64]
    wrong: NDArray[np.int64]
    truth: int

    def __add__(self, other: "ScoreHistogram") -> "ScoreHistogram":
        """Join two sources."""
        right, wrong = self.right + other.right, self.wrong + other.wrong
        return ScoreHistogram(right, wrong, self.truth + other.truth)

    @classmethod
    def empty(cls, truth: int = 0) -> "ScoreHistogram":
        """Of a detector that says nothing of so many values."""
        nothing = np.zeros(len(EDGES), np.int64)
        return cls(nothing, nothing, truth)

    @property
    def gives_scores(self) -> bool:
        """Whether not all scores are equal."""
        return int(np.count_nonzero(self.right + self.wrong)) > 1


class Point(NamedTuple):
    """Scores of all spans with at least some score."""

    threshold: float
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Curve:
    """An operating point for each score that occurs, the highest first; arrays of shape (points,).

    Attributes:
        threshold: The least score.
        precision: The share of the predictions that are right.
        recall: The share of the values that are found; it never falls.
        f1: Of both.
    """

    threshold: NDArray[np.float64]
    precision: NDArray[np.float64]
    recall: NDArray[np.float64]
    f1: NDArray[np.float64]

    @property
    def average_precision(self) -> float:
        """The sum of (R_n - R_{n-1}) P_n."""
        return float(np.diff(self.recall, prepend=0.0) @ self.precision)

    def point(self, at: int) -> Point:
        """One of the points."""
        columns = (self.threshold, self.precision, self.recall, self.f1)
        return Point(*(float(column[at]) for column in columns))

    @property
    def as_given(self) -> Point:
        """With every prediction that the detector makes."""
        return self.point(-1)

    @property
    def best(self) -> Point:
        """Where F1 is highest, chosen on these very records; of equal ones the highest score."""
        return self.point(int(self.f1.argmax()))

    def at_precision(self, least: float) -> Point | None:
        """Where recall is highest with at least that precision; None if it is nowhere so high."""
        enough = np.flatnonzero(self.precision >= least)
        if not len(enough):
            return None
        most = self.recall[enough] == self.recall[enough[-1]]
        return self.point(int(enough[most][0]))

    def at_threshold(self, threshold: float) -> Point | None:
        """With the spans of at least a score; None where there are none."""
        kept = int(np.count_nonzero(self.threshold >= threshold - 1e-9))
        return self.point(kept - 1)._replace(threshold=threshold) if kept else None

    def sweep(self, thresholds: Sequence[float] = SWEPT) -> list[Point]:
        """At each of some thresholds that leave something."""
        points = (self.at_threshold(one) for one in thresholds)
        return [point for point in points if point is not None]


def curve_of(histogram: ScoreHistogram) -> Curve | None:
    """The curve; None where nothing is to be found, or all scores are equal."""
    if not histogram.truth or not histogram.gives_scores:
        return None
    used = np.flatnonzero(histogram.right + histogram.wrong)[::-1]
    right, wrong = (np.cumsum(one[used]) for one in (histogram.right, histogram.wrong))
    return Curve(
        threshold=EDGES[used],
        precision=right / (right + wrong),
        recall=right / histogram.truth,
        f1=2 * right / (right + wrong + histogram.truth),
    )


class Reliability(NamedTuple):
    """Predictions whose scores are in one part of the scale.

    Attributes:
        low: Where it begins.
        spans: How many there are.
        score: Their mean score.
        right: The share of them that is right.
    """

    low: float
    spans: int
    score: float
    right: float


def reliability(histogram: ScoreHistogram) -> list[Reliability]:
    """Mean score beside the share that is right, in each tenth of the scale that is used."""
    return list(_parts(histogram))


def _parts(histogram: ScoreHistogram) -> Iterator[Reliability]:
    spans = histogram.right + histogram.wrong
    part = np.minimum((EDGES * PARTS + 1e-9).astype(np.int64), PARTS - 1)
    for number in range(PARTS):
        here = part == number
        if count := int(spans[here].sum()):
            score = float(spans[here] @ _MIDDLES[here]) / count
            right = int(histogram.right[here].sum()) / count
            yield Reliability(number / PARTS, count, score, right)


def calibration_error(histogram: ScoreHistogram) -> float | None:
    """The expected one: how far mean score and share are apart, mean over all predictions."""
    parts = reliability(histogram)
    apart = sum(part.spans * abs(part.score - part.right) for part in parts)
    return ratio(apart, sum(part.spans for part in parts))

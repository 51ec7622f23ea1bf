"""The steps from generated to real text: whose values, in whose sentences, and what each costs."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.statistics.bootstrap import Interval, difference_interval
from leakbench.benchmarks.validity.scores import LabelScores

METRIC: Final = "f1"
STEPS: Final = ("generated", "transplanted", "real", "reversed")
"""Generated records; the same with real values; real sentences; the same with generated values."""

LOSSES: Final[Mapping[str, tuple[str, str]]] = {
    "by_values": ("generated", "transplanted"),
    "by_contexts": ("transplanted", "real"),
    "by_contexts_of_generated_values": ("generated", "reversed"),
    "by_values_in_real_contexts": ("reversed", "real"),
    "overstated": ("generated", "real"),
}
"""Each loss is what the first step has more than the second; the first two make up the last, and
so do the two between them."""


class Score(NamedTuple):
    """F1 of a detector somewhere.

    Attributes:
        value: Strict F1 of a label.
        interval: Of it, over records.
        redrawn: It in replicates of the records, shape (R,).
    """

    value: float
    interval: Interval
    redrawn: NDArray[np.float64]


class Loss(NamedTuple):
    """How much a score falls, with its interval."""

    value: float
    interval: Interval


class Rung(NamedTuple):
    """A detector on all four steps.

    Attributes:
        detector: Its name.
        scores: By step.
        losses: By name.
    """

    detector: str
    scores: Mapping[str, Score]
    losses: Mapping[str, Loss]


class Swap(NamedTuple):
    """Two detectors that change places from one step to another.

    Attributes:
        step: Where they stand otherwise than on generated records.
        ahead: Who is better on generated records.
        behind: Who is better there.
        before: How much the first is ahead on generated records.
        after: How much it is ahead there: less than nothing.
    """

    step: str
    ahead: str
    behind: str
    before: Loss
    after: Loss

    @property
    def sure(self) -> bool:
        """Whether neither difference may be chance."""
        return bool(self.before.interval.low > 0 and self.after.interval.high < 0)


def rungs(steps: Mapping[str, LabelScores], names: Sequence[str]) -> list[Rung]:
    """Score detectors on all four steps.

    Args:
        steps: What they found of a label, by step.
        names: Those who declare the label.

    Returns:
        Whoever answered everywhere, the best on generated records first.
    """
    found = []
    for name in names:
        if all(name in scores.sums for scores in steps.values()):
            scores = {step: score(steps[step], name) for step in STEPS}
            losses = {
                loss: less(scores[one], scores[other]) for loss, (one, other) in LOSSES.items()
            }
            found.append(Rung(name, scores, losses))
    return ordered(found, STEPS[0])


def score(scores: LabelScores, name: str) -> Score:
    """What a detector has on a step; nothing true and nothing claimed is 0."""
    value, redrawn = scores.scores(METRIC, [name])
    interval = scores.interval(METRIC, name) or Interval(0.0, 1.0)
    return Score(float(value[0]), interval, redrawn[:, 0])


def less(one: Score, other: Score) -> Loss:
    """How much more the first is; paired where both are of the same records."""
    interval = difference_interval(
        (one.value, one.interval, one.redrawn), (other.value, other.interval, other.redrawn)
    )
    return Loss(one.value - other.value, interval)


def ordered(found: Sequence[Rung], step: str) -> list[Rung]:
    """By falling score on a step; equal ones in the order given."""
    return sorted(found, key=lambda rung: -rung.scores[step].value)


def swaps(found: Sequence[Rung], step: str) -> list[Swap]:
    """Every two that stand in one order on generated records and in the other on a step."""
    changed = []
    for ahead, behind in combinations(ordered(found, STEPS[0]), 2):
        before, after = (
            less(ahead.scores[place], behind.scores[place]) for place in (STEPS[0], step)
        )
        if before.value > 0 > after.value:
            changed.append(Swap(step, ahead.detector, behind.detector, before, after))
    return changed

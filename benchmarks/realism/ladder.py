"""The steps from generated to real text: whose values, in whose sentences, and what each costs."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from leakbench.benchmarks.validity.scores import LabelScores
from leakbench.benchmarks.validity.standings import (
    DetectorPair,
    Difference,
    Score,
    Standing,
    less,
    pairs,
    score,
)

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


class Rung(NamedTuple):
    """A detector on all four steps.

    Attributes:
        detector: Its name.
        scores: By step.
        losses: By name.
    """

    detector: str
    scores: Mapping[str, Score]
    losses: Mapping[str, Difference]


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
            scores = {step: score(steps[step], METRIC, name) for step in STEPS}
            losses = {
                loss: less(scores[one], scores[other]) for loss, (one, other) in LOSSES.items()
            }
            found.append(Rung(name, scores, losses))
    return ordered(found, STEPS[0])


def ordered(found: Sequence[Rung], step: str) -> list[Rung]:
    """By falling score on a step; equal ones in the order given."""
    return sorted(found, key=lambda rung: -rung.scores[step].value)


def swaps(found: Sequence[Rung], step: str) -> list[DetectorPair]:
    """Every two that stand in one order on generated records and in the other on a step."""
    standings = [Standing(one.detector, one.scores[STEPS[0]], one.scores[step]) for one in found]
    return [pair for pair in pairs(standings) if pair.changed]

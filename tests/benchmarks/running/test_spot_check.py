"""Tests of comparing a run with records of another population."""

import pytest

from leakbench.benchmarks.running.spot_check import BEYOND_CHANCE, LEAST, Found, checked, differ
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.scorer import Scorer
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.generator.spec import Spec

SPACE = LabelSpace.of_registry()


@pytest.mark.parametrize(
    ("main", "spot", "told"),
    [
        (Found(1_000, 1_000, 0.0), Found(0, 1_000, 0.0), True),
        (Found(900, 1_000, 1e-5), Found(890, 1_000, 1e-5), False),
        (Found(980, 1_000, 1e-9), Found(960, 1_000, 1e-9), False),  # less than populations differ
        (Found(9_000, 10_000, 1e-4), Found(800, 1_000, 1e-4), False),  # within the files' variance
        (Found(9_000, 10_000, 1e-6), Found(700, 1_000, 1e-6), True),
        (Found(10, 10, 0.0), Found(8, 10, 0.0), False),  # too few to tell
        (Found(0, 0, 0.0), Found(8, 10, 0.0), False),
        (Found(8, 10, 0.0), Found(0, 0, 0.0), False),
    ],
)
def test_a_difference_is_told_beyond_chance_alone(main, spot, told):
    """And beyond what populations differ by themselves; nothing is compared with nothing."""
    assert differ(main, spot) is told
    assert BEYOND_CHANCE >= 4
    assert LEAST >= 0.02


@pytest.mark.slow
def test_a_spot_is_scored_by_itself(digits):
    """With its seed and rows, and nothing is added to the run's counts."""
    (chunk,) = CorpusSource(Spec(corpus="legal_person", seed=5)).chunks("text", 200, 200)
    answer = digits.detect(chunk.strings)
    told = checked(Found(1, 2, 0.1), (chunk, answer), Scorer(SPACE, digits.labels), SPACE, 5)
    assert (told["seed"], told["rows"], told["recall_of_run"]) == (5, 200, 0.5)
    assert 0 < told["recall"] < 1
    assert told["differs"] is False

"""Tests of the steps from generated to real text."""

import numpy as np
import pytest

from leakbench.benchmarks.realism.ladder import STEPS, ordered, rungs, swaps
from leakbench.benchmarks.statistics.bootstrap import replicate_sums
from leakbench.benchmarks.validity.scores import LabelScores

RECORDS = 400


def scores(seed=0, **found):
    """Detectors that find a share of one value a record and claim nothing else."""
    units = np.arange(RECORDS)
    sums, redrawn = {}, {}
    for name, share in found.items():
        hit = (units * 7919 % RECORDS < share * RECORDS).astype(np.int32)
        counts = np.stack([np.ones_like(hit), hit, hit], axis=1)
        sums[name] = counts.sum(axis=0)
        redrawn[name] = replicate_sums(units, counts, replicates=200, seed=seed)
    return LabelScores(sums, redrawn)


def f1(share):
    """Of somebody who finds a share and claims nothing else."""
    return 2 * share / (1 + share)


@pytest.fixture(scope="module")
def ladder():
    """Two detectors: one that lives of values, and one that does not."""
    steps = {
        "generated": scores(1, sly=0.9, steady=0.8),
        "transplanted": scores(1, sly=0.4, steady=0.8),
        "real": scores(0, sly=0.4, steady=0.5),
        "reversed": scores(0, sly=0.9, steady=0.5),
    }
    return rungs(steps, ["steady", "sly", "absent"])


def test_losses_are_differences_of_scores(ladder):
    """By values, by contexts, and both together, whichever way one goes."""
    sly, steady = ladder
    assert [sly.detector, steady.detector] == ["sly", "steady"]
    assert sly.scores["generated"].value == pytest.approx(f1(0.9))
    assert sly.losses["by_values"].value == pytest.approx(f1(0.9) - f1(0.4))
    assert sly.losses["by_contexts"].value == pytest.approx(0)
    assert steady.losses["by_values"].value == pytest.approx(0)
    assert steady.losses["by_contexts"].value == pytest.approx(f1(0.8) - f1(0.5))
    for rung in ladder:
        one, other, all_of_it = (
            rung.losses[name].value for name in ("by_values", "by_contexts", "overstated")
        )
        assert one + other == pytest.approx(all_of_it)
        around = ("by_contexts_of_generated_values", "by_values_in_real_contexts")
        assert sum(rung.losses[name].value for name in around) == pytest.approx(all_of_it)
        for loss in rung.losses.values():
            assert loss.interval.low <= loss.value <= loss.interval.high


def test_an_unchanged_score_on_the_same_records_is_no_loss(ladder):
    """Paired replicates: hardly an interval; on other records there is one."""
    steady = ladder[1]
    paired = steady.losses["by_values"].interval
    apart = steady.losses["overstated"].interval
    assert paired.high - paired.low < 0.01 < apart.high - apart.low


def test_the_order_changes_with_the_step(ladder):
    """By falling score; whoever did not answer is not there."""
    orders = {step: [one.detector for one in ordered(ladder, step)] for step in STEPS}
    assert orders["generated"] == ["sly", "steady"]
    assert orders["transplanted"] == orders["real"] == ["steady", "sly"]


def test_pairs_that_change_places_are_told(ladder):
    """With both differences; sure if neither may be chance."""
    (swap,) = swaps(ladder, "transplanted")
    assert (swap.ahead.detector, swap.behind.detector) == ("sly", "steady")
    assert swap.before.value == pytest.approx(f1(0.9) - f1(0.8))
    assert swap.after.value == pytest.approx(f1(0.4) - f1(0.8))
    assert swap.sure is True
    assert swaps(ladder, "reversed") == []


def test_a_change_that_may_be_chance_is_not_sure():
    """Half a percent either way on 400 records."""
    steps = {step: scores(0, a=0.805, b=0.8) for step in STEPS}
    steps["real"] = scores(0, a=0.7, b=0.8)
    (swap,) = swaps(rungs(steps, ["a", "b"]), "real")
    assert swap.sure is False

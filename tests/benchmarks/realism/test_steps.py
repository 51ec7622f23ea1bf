"""Tests of detectors on the way from generated to real text."""

import json

import pyarrow as pa
import pytest

from leakbench.benchmarks.realism.ladder import STEPS
from leakbench.benchmarks.realism.steps import Steps
from leakbench.benchmarks.realism.value_pools import Pair, ValuePools
from leakbench.benchmarks.running.runner import unwatched
from leakbench.benchmarks.validity.detector_panel import DetectorPanel

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ladders(posts, opened, read):
    """Names and numbers of a list beside the posts'; one detector knows no names."""
    meaning = {"PER": "PERSON", "TEL": "PHONE"}.get
    labels = ("PERSON", "PHONE")
    real = read(opened(posts), *labels, meaning=meaning)
    made = read(opened("property_owners"), *labels)
    pools = ValuePools(real, {"list": made}, {"list": labels}, {"list": ()})
    panel = DetectorPanel(["structured", "tagger"])
    found = Steps(panel, real, labels, 50, unwatched).ladders(made, pools.pairs["list"], 1)
    return {one.label: one for one in found}


def test_each_label_has_those_who_declare_it(ladders):
    """The others are named, not ranked as if they had found nothing."""
    found = {label: [one.detector for one in ladder.rungs] for label, ladder in ladders.items()}
    assert found == {"PERSON": ["tagger"], "PHONE": ["structured"]}
    assert ladders["PERSON"].incomparable == ("structured",)
    assert ladders["PERSON"].replaced == 1.0


def test_scores_of_a_step_are_those_of_its_values_and_sentences(ladders):
    """Numbers of one generator are found everywhere, whoever's they are."""
    (rung,) = ladders["PHONE"].rungs
    assert set(rung.scores) == set(STEPS)
    assert all(one.value > 0.9 for one in rung.scores.values())


def test_values_that_nobody_knows_cost_all_wherever_they_stand(opened, read):
    """Nothing is found of them in either's sentences; the sentences themselves cost nothing."""
    made = read(opened("property_owners"), "PHONE")
    real = read(opened("property_owners", seed=5), "PHONE")
    odd = Pair(made.distinct("PHONE"), pa.array([f"号码{chr(0x4E00 + at)}" for at in range(60)]))
    steps = Steps(DetectorPanel(["structured"]), real, ["PHONE"], 50, unwatched)
    (ladder,) = steps.ladders(made, {"PHONE": odd}, 1)
    (rung,) = ladder.rungs
    assert rung.scores["transplanted"].value < 0.05
    assert rung.losses["by_values"].interval.low > 0.9
    for step in ("generated", "real", "reversed"):
        assert rung.scores[step].value > 0.95
    assert abs(rung.losses["overstated"].value) < 0.05


def test_sentences_that_hide_values_cost_all_whosever_these_are(opened, read, labelled):
    """The same values within digits: nothing is lost by values, all by contexts."""
    made = read(opened("property_owners"), "PHONE")
    values = made.distinct("PHONE").to_pylist()
    lines = [
        json.dumps({"text": f"9999{one}9999", "spans": [[4, 4 + len(one), "TEL"]]})
        for one in values
    ]
    real = read(opened(labelled(*lines)), "PHONE", meaning={"TEL": "PHONE"}.get)
    pair = Pair(made.distinct("PHONE"), real.distinct("PHONE"))
    steps = Steps(DetectorPanel(["structured"]), real, ["PHONE"], 50, unwatched)
    (ladder,) = steps.ladders(made, {"PHONE": pair}, 1)
    losses = ladder.rungs[0].losses
    assert abs(losses["by_values"].value) < 0.05
    assert losses["by_contexts"].interval.low > 0.8
    assert losses["by_contexts_of_generated_values"].interval.low > 0.8

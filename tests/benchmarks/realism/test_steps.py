"""Tests of detectors on the way from generated to real text."""

import pytest

from leakbench.benchmarks.realism.ladder import STEPS
from leakbench.benchmarks.realism.steps import Steps
from leakbench.benchmarks.realism.value_pools import ValuePools
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
    pools = ValuePools(real, {"list": made}, {"list": labels})
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

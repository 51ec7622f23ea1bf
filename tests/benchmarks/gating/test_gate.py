import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.gating.gate import (
    Case,
    ThresholdError,
    Thresholds,
    differences,
    is_loss,
    read_thresholds,
)
from leakbench.benchmarks.gating.side_by_side import Rounds
from leakbench.benchmarks.scoring.record_counts import RecordCounts
from leakbench.benchmarks.statistics.bootstrap import Interval
from leakbench.benchmarks.statistics.comparison import ALL, Difference, PairedCounts

pytestmark = pytest.mark.slow

LOSS = Difference(
    metric="recall", label="MOBILE", support=900, a=0.95, b=0.93, difference=-0.02,
    interval=Interval(-0.03, -0.01), p=0.0001, p_adjusted=0.002, detectable=0.01, units=64,
)  # fmt: skip
USUAL = Thresholds()


def case(**facts):
    """A case of a detector."""
    return Case(detector="native", corpus="x (clean, text)", rows=900, thresholds=USUAL, **facts)


@pytest.mark.parametrize(
    "changed",
    [
        {"difference": -0.005},
        {"difference": 0.02, "interval": Interval(0.01, 0.03)},
        {"interval": Interval(-0.05, 0.0)},
        {"p_adjusted": 0.06},
        {"difference": None, "interval": None, "p": None, "p_adjusted": None},
    ],
)
def test_a_loss_needs_all_of_its_marks(changed):
    """Larger than is let pass, with an interval below zero, and found by the test."""
    assert is_loss(LOSS, USUAL)
    assert not is_loss(replace(LOSS, **changed), USUAL)


def test_thresholds_are_by_metric():
    """What is let pass of recall says nothing of precision."""
    lax = Thresholds(recall=0.05)
    assert not is_loss(LOSS, lax)
    assert is_loss(replace(LOSS, metric="precision"), lax)


def test_slower_is_beyond_the_interval():
    """Not where the interval reaches what is let pass."""
    surely = case(rounds=Rounds(64, [100] * 9, [130] * 9))
    assert surely.is_slower()
    assert surely.is_regression()
    hardly = case(rounds=Rounds(64, [100] * 9, [105, 130, 100, 131, 90, 132, 99, 133, 100]))
    assert not hardly.is_slower()
    assert hardly.is_unclear()
    assert not surely.is_unclear()
    assert not case(rounds=Rounds(64, [100] * 9, [101] * 9)).is_unclear()
    assert not case().is_slower()
    assert not case().is_unclear()


def test_a_failure_is_a_regression():
    """As a loss is; without either nothing is."""
    assert case(failure="RuntimeError: no model").is_regression()
    assert case(differences=[LOSS]).is_regression()
    assert not case(differences=[replace(LOSS, p_adjusted=0.5)]).is_regression()


SAME = replace(LOSS, label=ALL, b=0.95, difference=0.0, interval=Interval(-0.01, 0.01), p=1.0)


@pytest.mark.parametrize(
    ("units", "alpha", "needed"),
    [(5, 0.05, "at least 7 are needed, about 1,300 records"), (7, 0.05, None),
     (64, 0.0001, "nor with more"), (0, 0.05, "at least 7 are needed (--rows)")],
)  # fmt: skip
def test_what_could_show_no_loss_is_blind(units, alpha, needed):
    """Whatever was found; how many files could is told, where any number can."""
    thresholds = replace(USUAL, alpha=alpha)
    why = replace(case(differences=[replace(SAME, units=units)] * 2), thresholds=thresholds)
    assert (why.blindness() is None) == (needed is None)
    assert needed is None or needed in why.blindness()


@pytest.mark.parametrize(
    ("changed", "hidden"),
    [
        ({"b": 0.47, "difference": -0.48, "interval": Interval(-1.0, 0.2)}, True),
        ({"interval": Interval(-0.03, -0.01)}, True),
        ({"interval": Interval(-0.03, 0.01)}, False),
        ({"b": 0.95, "difference": 0.0, "interval": Interval(-0.1, 0.1)}, False),
    ],
)
def test_a_rare_label_that_fell_is_told(changed, hidden):
    """By its interval or by half, in too few files to be found; what did not fall hides nothing."""
    rare = replace(LOSS, units=4, p=0.125, p_adjusted=0.25, **changed)
    found = case(differences=[SAME, rare])
    assert found.untold() == [rare] * hidden
    assert (found.blindness() is not None) == hidden
    assert found.to_json()["cannot_tell"] == found.blindness()
    if hidden:
        assert (
            found.blindness() == "recall of MOBILE fell in too few files to tell a loss from chance"
        )


def test_json_holds_raw_times():
    """And marks what is worse."""
    rounds = Rounds(64, [100] * 9, [130] * 9)
    content = json.loads(json.dumps(case(differences=[LOSS], rounds=rounds).to_json()))
    assert content["regression"]
    assert content["differences"][0]["regression"]
    assert content["throughput"]["ratio"] == pytest.approx(1 / 1.3)
    assert content["throughput"]["rounds"]["head"] == [130] * 9
    assert case().to_json()["throughput"] is None


def planted(loss, seed, records=2_000):
    """The gate's figures of answers that lose a share of what was found before."""
    draw = np.random.default_rng(seed)
    truth = draw.poisson([1.0, 0.5], (records, 2)).astype(np.int32)
    found = draw.binomial(truth, 0.95).astype(np.int32)
    less = draw.binomial(found, 1 - np.array(loss)).astype(np.int32)
    pair = PairedCounts(("MOBILE", "EMAIL"))
    pair.add(
        np.arange(records),
        RecordCounts(np.arange(records), truth, found, found),
        RecordCounts(np.arange(records), truth, less, less),
    )
    return differences(pair)


def test_every_label_is_watched():
    """Recall and precision of all and of each, with one correction over all of them."""
    found = planted([0.02, 0.0], 1)
    assert [(one.metric, one.label) for one in found] == [
        (metric, label) for metric in ("recall", "precision") for label in (ALL, "MOBILE", "EMAIL")
    ]
    assert found[1].p_adjusted == pytest.approx(min(1, 6 * found[1].p), rel=0.5)


@pytest.mark.parametrize("seed", range(5))
def test_two_points_less_recall_are_a_loss(seed):
    """Of the label that lost them, and not of the other one."""
    losses = [one.label for one in planted([0.02, 0.0], seed) if is_loss(one, USUAL)]
    assert "MOBILE" in losses
    assert "EMAIL" not in losses


def test_nothing_changed_is_no_loss():
    """The same answers give p of 1."""
    found = planted([0.0, 0.0], 3)
    assert not any(is_loss(one, USUAL) for one in found)
    assert {one.p_adjusted for one in found} == {1.0}


def test_a_table_sets_thresholds(tmp_path):
    """What it leaves out is as usual; without a table all is."""
    path = tmp_path / "pyproject.toml"
    path.write_text("[tool.leakbench.gate]\nrecall = 0.02\nthroughput = 0\n", "utf-8")
    assert read_thresholds(path) == Thresholds(recall=0.02, throughput=0)
    path.write_text("[project]\nname = 'x'\n", "utf-8")
    assert read_thresholds(path) == USUAL


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[tool.leakbench.gate]\nrecal = 0.1", r"'recal' is none of recall, precision"),
        ("[tool.leakbench.gate]\nrecall = 5", "recall = 5 is no number from 0 to below 1"),
        ("[tool.leakbench.gate]\nrecall = true", "recall = True is no number"),
        ("[tool.leakbench.gate]\nrecall = 'x'", "recall = 'x' is no number"),
        ("[tool.leakbench.gate", "not TOML"),
    ],
)
def test_what_is_no_threshold_is_named(tmp_path, text, reason):
    """With the file."""
    path = tmp_path / "limits.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ThresholdError, match=r"limits\.toml, \[tool\.leakbench\.gate\]") as error:
        read_thresholds(path)
    assert error.match(reason)


@given(st.floats(-1, 1), st.floats(0, 0.5))
def test_a_larger_threshold_lets_more_pass(difference, threshold):
    """Never less."""
    one = replace(LOSS, difference=difference)
    if is_loss(one, Thresholds(recall=threshold)):
        assert is_loss(one, Thresholds(recall=threshold / 2))

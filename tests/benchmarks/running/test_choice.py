"""Tests of choosing detectors by name."""

import pytest

from leakbench.benchmarks.running.choice import available, choose
from leakbench.detectors.registry import UnknownDetectorError

pytestmark = pytest.mark.usefixtures("stand_ins")


def test_each_is_built_once_in_the_order_named():
    """However often it is named."""
    built = choose(["liar", "digits", "liar"], None)
    assert [one.name for one in built] == ["liar", "digits"]


def test_of_none_all_that_are_here_take_part(capsys):
    """Of those that cannot, it is told why, and how to get what is not installed."""
    names = {one.name for one in choose([], None)}
    assert {"digits", "liar", "unbuilt"} <= names
    assert "absent" not in names
    told = capsys.readouterr().err
    assert "left out: detector 'absent' is unavailable" in told
    assert "to install it: pip install leakbench-absent" in told


def test_an_unknown_name_is_an_error():
    """Nothing stands in for it."""
    with pytest.raises(UnknownDetectorError):
        choose(["digits", "nobody"], None)


def test_the_absent_are_left_out():
    """Every other detector takes part, and templates of detectors do not."""
    built, missing = available(None)
    names = ["broken", "digits", "exits", "liar", "strangers", "unbuilt"]
    assert [one.name for one in built] == names
    assert [(error.name, error.install) for error in missing] == [
        ("absent", "pip install leakbench-absent")
    ]

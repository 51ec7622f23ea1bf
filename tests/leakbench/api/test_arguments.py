from pathlib import Path

from leakbench.api.arguments import Detects, listed
from leakbench.detectors.regex import Regex


def test_one_is_a_list_of_one():
    """A string and a path are one thing."""
    assert listed("exam_roster") == ["exam_roster"]
    assert listed(Path("real.jsonl")) == [Path("real.jsonl")]
    assert listed(("a", "b")) == ["a", "b"]


def test_whatever_detects_is_a_detector():
    """No base class is needed."""
    assert isinstance(Regex(), Detects)
    assert not isinstance(len, Detects)

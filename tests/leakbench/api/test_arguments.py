from pathlib import Path

from leakbench.api.arguments import listed


def test_one_is_a_list_of_one():
    """A string and a path are one thing."""
    assert listed("exam_roster") == ["exam_roster"]
    assert listed(Path("real.jsonl")) == [Path("real.jsonl")]
    assert listed(("a", "b")) == ["a", "b"]

"""Tests of marks."""

import pytest

from leakbench.detectors.marks import Mark, marks_among


@pytest.mark.parametrize(
    ("said", "marks"),
    [
        ((Mark.PATTERNS, Mark.HOUSE), (Mark.HOUSE, Mark.PATTERNS)),
        (["patterns", "the best of all"], (Mark.PATTERNS,)),
        ("patterns", ()),
        (None, ()),
        (7, ()),
        ([["patterns"]], ()),
    ],
)
def test_only_marks_are_taken_in_their_order(said, marks):
    """Whatever a plug-in says of itself, nothing but marks comes of it."""
    assert marks_among(said) == marks

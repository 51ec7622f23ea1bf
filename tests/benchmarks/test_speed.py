"""Tests of speed classes."""

import re

import pytest

from leakbench.benchmarks.speed import named_class, speed_class


@pytest.mark.parametrize(
    ("rate", "said"),
    [(0.5, "< 1"), (1.5, "> 1"), (4_999, "> 2,000"), (5_001, "> 5,000"), (2.4e6, "> 2,000,000")],
)
def test_a_class_is_the_last_step_passed(rate, said):
    """Steps are 1, 2 and 5 of each power of ten."""
    assert named_class(rate) == said


def test_a_corpus_has_a_class():
    """Measured here and now."""
    assert re.fullmatch(r"> [125][0,]*", speed_class("legal_person"))

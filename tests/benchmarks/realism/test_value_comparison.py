"""Tests of values of one label beside each other."""

import pyarrow as pa
import pytest

from leakbench.benchmarks.realism.value_comparison import EXAMPLES, compare_values

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sides():
    """Numbers of two kinds."""
    ours = pa.array([f"0{number:010d}" for number in range(120)])
    theirs = pa.array([f"0{number:02d}-{number:07d}" for number in range(100)])
    return ours, theirs


def test_all_figures_are_of_the_two_sides(sides):
    """They are told apart at once, halves are not, and no shape is covered."""
    found = compare_values(*sides, "PHONE", show=False)
    assert (found.generated, found.real) == (120, 100)
    assert found.apart.auc == 1.0
    assert found.real_halves[0] == found.generated_halves[0] == 0.5
    assert found.coverage.generated.value == 0.0
    assert found.coverage.real_half.value == 1.0
    assert found.examples == ()


def test_examples_are_real_values_only_if_asked_for(sides):
    """Some whose shape no generated value has."""
    found = compare_values(*sides, "PHONE", show=True)
    assert len(found.examples) == EXAMPLES
    assert set(found.examples) <= set(sides[1].to_pylist())
    assert compare_values(sides[0], sides[0].slice(60), "PHONE", show=True).examples == ()

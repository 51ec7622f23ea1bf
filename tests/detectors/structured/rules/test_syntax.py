"""Tests of what a file of rules may say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.data_files import data_text, parse
from leakbench.detectors.structured.labels import RULES
from leakbench.detectors.structured.rules.syntax import (
    CONTEXT,
    FILE,
    FORM,
    RESULTS,
    RULE,
    bounds_of,
)

SOURCE = parse(data_text(RULES), RULES)
WIDTH = RULE[FORM]["width"]


@given(st.integers(0, 9999), st.integers(0, 9999))
def test_bounds_are_written_in_three_ways(low, high):
    """One number is both; a dash alone leaves the upper one open; none is over the other."""
    assert bounds_of(low) == bounds_of(str(low)) == (low, low)
    assert bounds_of(f"{low}-{high}") == (low, high)
    fewest, most = bounds_of(f"{low}-")
    assert fewest == low
    assert most > 9999
    assert WIDTH.fits(f"{low}-{high}") == (low <= high)
    assert WIDTH.fits(low)
    assert WIDTH.fits(f"{low}-")


@pytest.mark.parametrize("written", ["", "-", "-5", "5-6-7", "x", "５", "12345", 12345, -1, True])
def test_other_bounds_are_refused(written):
    """Whatever numba would count further than bytes go, or cannot read."""
    assert not WIDTH.fits(written)


def test_every_key_is_asked():
    """No key is known that no rule of the detector has."""
    asked = {
        key
        for part in (FORM, CONTEXT)
        for rules in SOURCE[part].values()
        for rule in rules
        for key in rule
    }
    assert asked == {*RULE[FORM], *RULE[CONTEXT]}


def test_forms_say_nothing_of_the_context():
    """Words are asked of the second pass, which alone gives no shapes."""
    assert {"cue", "cue_after"} == set(RULE[CONTEXT]) - set(RULE[FORM])
    assert {"shape"} == set(RESULTS[FORM]) - set(RESULTS[CONTEXT])
    assert {"shape"} == set(RULE[FORM]) - set(RULE[CONTEXT])
    assert set(SOURCE) == set(FILE)

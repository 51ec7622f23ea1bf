"""Tests of what a file of rules may say."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.labels import RULES
from leakbench.detectors.structured.rules.syntax import (
    CONTEXT,
    FILE,
    FORM,
    RESULTS,
    RULE,
)
from leakbench.generator.declarations import DeclarationError, Table

SOURCE = tomllib.loads(RULES.read_text("utf-8"))


def bounds_of(written):
    """The fewest and the most that a rule means with this."""
    return RULE[FORM]["width"](Table("rules.toml", "rule 1", {"width": written}), "width")


@given(st.integers(0, 9999), st.integers(0, 9999))
def test_bounds_are_written_in_three_ways(low, high):
    """One number is both; a dash alone leaves the upper one open; none is over the other."""
    low, high = sorted([low, high])
    assert bounds_of(low) == bounds_of(str(low)) == (low, low)
    assert bounds_of(f"{low}-{high}") == (low, high)
    fewest, most = bounds_of(f"{low}-")
    assert fewest == low
    assert most > 9999
    if low < high:
        with pytest.raises(DeclarationError, match=f", not '{high}-{low}'$"):
            bounds_of(f"{high}-{low}")


@pytest.mark.parametrize("written", ["", "-", "-5", "5-6-7", "x", "５", "12345", 12345, -1, True])
def test_other_bounds_are_refused(written):
    """Whatever numba would count further than bytes go, or cannot read."""
    with pytest.raises(DeclarationError, match=r"^rules.toml: rule 1: key 'width' must be a num"):
        bounds_of(written)


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
    assert set(SOURCE) == {"labels", *FILE}

"""Tests of the patterns of rules."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.rules.patterns import (
    parse_pattern,
    pattern_source,
    widths_of,
)

PATTERNS = [r"SF\d{2,3}", r"[A-C]{1,3}\d?", r"X[\dX]", r"\d\.\d{2}", "JD[A-Z]{2}7", r"[GH\d]{2}a"]


def function_of(pattern):
    """The function of a pattern, not compiled."""
    namespace = {"inner": lambda function: function}
    source = "\n".join(pattern_source("is_like", parse_pattern(pattern)))
    exec(source, namespace)  # noqa: S102 - it is what is tested
    return namespace["is_like"]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text("SFABCDGHJXZadsf7.0129", max_size=7))
def test_patterns_are_regular_expressions_in_any_case(pattern, text):
    """What matches is what the same regular expression matches whole."""
    data = np.frombuffer(b"?" + text.encode() + b"7A", np.uint8)
    expected = re.fullmatch(pattern, text, re.IGNORECASE | re.ASCII) is not None
    assert function_of(pattern)(data, 1, 1 + len(text)) == expected


@pytest.mark.parametrize("pattern", PATTERNS)
def test_widths_are_those_that_can_match(pattern):
    """No shorter and no longer value is like the pattern."""
    fewest, most = widths_of(parse_pattern(pattern))
    assert 0 < fewest <= most < 10


@pytest.mark.parametrize(
    "pattern",
    [
        "(a)",
        "a*",
        r"\w",
        "[a-z",
        r"\d{1,2}\d",
        "a?[ab]",
        "[a_]",
        "[Z-A]",
        "[^a]",
        "a{1000}",
        "a{２}",
    ],
)
def test_other_patterns_are_refused(pattern):
    """Those that would need going back, and what is not part of the language."""
    with pytest.raises(ValueError, match="pattern"):
        parse_pattern(pattern)

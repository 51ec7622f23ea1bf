"""Tests of what a run of digits is, or begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.digit_runs import byte_before, byte_behind
from leakbench.generator.engine.compiled import compiled

from .passes import kinds_in, place_of


@compiled
def _beside(place):
    return byte_before(place), byte_behind(place)


@given(st.text("0123456789", min_size=1, max_size=30))
def test_a_run_alone_is_one_candidate(digits):
    """If it has five digits to 24: fewer are nobody's, more are no number."""
    values = [value for value, _ in kinds_in(digits)]
    assert values == ([digits] if 5 <= len(digits) <= 24 else [])


@pytest.mark.parametrize(
    ("marked", "before", "behind"),
    [("[1]", 0, 0), ("a[1]b", ord("a"), ord("b")), ("啊[1]啊", "啊".encode()[2], "啊".encode()[0])],
)
def test_bytes_beside_a_run(marked, before, behind):
    """None beyond its cell."""
    assert _beside(place_of(marked)) == (before, behind)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("甲19900000000", [("19900000000", "MOBILE")]),
        ("甲+86 19900000000", [("+86 19900000000", "MOBILE")]),
        ("8619900000000", [("8619900000000", "MOBILE")]),
        ("+8619900000000", [("+8619900000000", "MOBILE")]),
        ("86-19900000000", [("86-19900000000", "MOBILE")]),
        ("0571-20000000", [("0571-20000000", "LANDLINE")]),
        ("199----0000----0000", [("199----0000----0000", "MOBILE")]),
        ("4000000000", [("4000000000", "hotline")]),
        ("400-000-0000", [("400-000-0000", "HOTLINE")]),
        ("10.0.0.1", [("10.0.0.1", "dotted")]),
        ("116.000000,40.000000", [("116.000000,40.000000", "GEO_POINT")]),
        ("02:00:00:00:00:0A", [("02:00:00:00:00:0A", "MAC")]),
        ("1990-01-01", [("1990-01-01", "date")]),
        ("1990-01-01 12:30", []),  # no birth has a time of day
        ("京(2020)不动产权第0000号", [("京(2020)不动产权第0000号", "PROPERTY_TITLE")]),
        ("：房权证某市字第19900000号", [("房权证某市字第19900000号", "PROPERTY_TITLE")]),
        ("9.0.0.0.0.0.0.0.1", [("9.0.0.0.0.0.0.0.1", "separated")]),
    ],
)
def test_what_a_run_is_or_begins(cell, expected):
    """A number known by its form, or a shape, with all that belongs to it."""
    assert kinds_in(cell) == expected


@pytest.mark.parametrize(
    "cell",
    ["123456-7", "7-123456", "123456.7", "7*123456", "12345/6", "6/12345", "978-7-000-00000-0"],
)
def test_parts_of_longer_numbers_are_nothing(cell):
    """Up to ten digits that a separator and digits go on."""
    assert kinds_in(cell) == []

"""Tests of titles to property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.titles import title_bounds

from .passes import place_of


def title_in(marked):
    """The title that has its year in square brackets; nothing if there is none."""
    place = place_of(marked)
    start, stop = title_bounds(place)
    return place.data[start:stop].tobytes().decode() if stop else ""


@given(
    st.sampled_from(["()", "（）", "〔〕"]),
    st.integers(0, 28),
    st.integers(1, 9),
    st.sampled_from(["号", "", "。"]),
)
def test_titles_have_a_year_and_a_number(brackets, place, digits, end):
    """From the province's character to the sign of a number, which has four digits or more."""
    head, tail = f"京{brackets[0]}", f"{brackets[1]}{'某' * place}产权第{'0' * digits}"
    near = len(tail.encode()) - digits < 90
    found = f"{head}2020{tail}{'号' if end == '号' else ''}" if digits >= 4 and near else ""
    assert title_in(f"甲{head}[2020]{tail}{end}") == found


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("京([2020])权证第0000号", "京(2020)权证第0000号"),
        ("京([2020])某区第0000号", ""),  # nothing says that it is a title
        ("京[2020])产权第0000号", ""),  # no bracket before the year
        ("([2020])产权第0000号", ""),  # no province
        ("abc([2020])产权第0000号", ""),
        ("京([2020])\n产权第0000号", ""),  # another line
        ("京([2020])", ""),
        ("京([2020]", ""),
    ],
)
def test_what_belongs_to_a_title(marked, expected):
    """All of it on one line, with a bracket about the year."""
    assert title_in(marked) == expected

"""Tests of titles to property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.number_tables import number_tables
from leakbench.detectors.structured.titles import older_title_bounds, title_bounds

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


def older_title_in(marked):
    """The older title that has its number in square brackets; nothing if there is none."""
    place = place_of(marked)
    start, stop = older_title_bounds(place, number_tables())
    return place.data[start:stop].tobytes().decode() if stop else ""


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("甲房权证某市某区字第[00000000]号乙", "房权证某市某区字第00000000号"),
        ("甲京房权证字第[0000]", "京房权证字第0000"),
        ("粤房地权证某市字第[00000000]号", "粤房地权证某市字第00000000号"),
        ("房权证" + "某" * 18 + "字第[0000]号", "房权证" + "某" * 18 + "字第0000号"),
        ("房权证" + "某" * 30 + "字第[0000]号", ""),
        ("房权证某市字第[000]号", ""),  # too short
        ("房权证某市第[0000]号", ""),  # of no series
        ("某权证某市字第[0000]号", ""),  # of no house
        ("房权证\n某市字第[0000]号", ""),  # another line
        ("字第[0000]号", ""),
    ],
)
def test_older_titles_name_the_house(marked, expected):
    """Perhaps with a province before, and nothing else; up to the number's sign."""
    assert older_title_in(marked) == expected

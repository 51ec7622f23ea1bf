"""Tests of days."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.dates import day_end, is_day, year_month_day

from .passes import bytes_of, place_of


@given(st.integers(1900, 2099), st.integers(0, 13), st.integers(0, 32))
def test_days_are_those_of_the_calendar(year, month, day):
    """As numpy counts them."""
    try:
        np.datetime64(f"{year:04}-{month:02}-{day:02}")
        expected = True
    except ValueError:
        expected = False
    assert is_day(year, month, day) == expected


@pytest.mark.parametrize("form", ["{}-{:02}-{:02}", "{}/{}/{}", "{}.{}.{}", "{}年{}月{}日"])
@given(day=st.dates(min_value=np.datetime64("1900-01-01").item()))
def test_days_end_where_they_do(form, day):
    """However they are written, and whatever follows."""
    if day.year >= 2100:
        return
    text = form.format(day.year, day.month, day.day)
    size = len(text.encode())
    end, timed = day_end(place_of(f"[{text[:4]}]{text[4:]} 甲"))
    assert (end, timed) == (size, False)
    value = year_month_day(bytes_of(text), 0, size)
    assert value == day.year * 10000 + day.month * 100 + day.day


@pytest.mark.parametrize("text", ["1990-13-01", "1990-01-32", "1990-01/01", "1990-1-1-1", "1990-1"])
def test_what_is_no_day(text):
    """A month or day that is none, two separators, a fourth number, a part missing."""
    assert day_end(place_of(f"[{text[:4]}]{text[4:]}  "))[0] == -1


def test_times_of_day_are_seen():
    """No birth has one."""
    assert day_end(place_of("[1990]-01-01 12:30")) == (10, True)

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.dates import days_of, full_years, iso, numbers
from leakbench.generator.engine.strings import Arena

pytestmark = pytest.mark.slow


@given(st.lists(st.dates(min_value=date(1000, 1, 1)), min_size=1, max_size=20))
def test_dates_are_those_of_the_calendar(dates):
    """Day numbers turn into the dates that Python's calendar has."""
    days = np.array([days_of(day) for day in dates])
    arena = Arena()
    assert arena.texts(iso(days, arena)) == [day.isoformat() for day in dates]
    assert numbers(days).tolist() == [int(day.strftime("%Y%m%d")) for day in dates]


@given(st.dates(max_value=date(2025, 12, 31), min_value=date(1900, 1, 1)))
def test_age_changes_on_the_birthday(birth):
    """Ages count completed years."""
    days = np.array([days_of(birth)])
    for reference in (
        date(2026, birth.month, min(birth.day, 28)),
        date(2026, 1, 1),
    ):
        before = (reference.month, reference.day) < (birth.month, birth.day)
        assert full_years(numbers(days), reference)[0] == 2026 - birth.year - before

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.strings import Arena
from leakbench.generator.engine.times import DAY, clock, timestamps

pytestmark = pytest.mark.slow

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - local times of no named zone


@given(st.lists(st.integers(0, DAY - 1), min_size=1, max_size=50))
def test_clock_agrees_with_datetime(seconds: list[int]) -> None:
    """Every second of a day is written as datetime writes it."""
    arena = Arena()
    expected = [f"{_EPOCH + timedelta(seconds=second):%H:%M:%S}" for second in seconds]
    assert arena.texts(clock(np.array(seconds, np.int64), arena)) == expected


@given(
    st.lists(
        st.tuples(st.integers(0, 40_000), st.integers(-5 * DAY, 5 * DAY)), min_size=1, max_size=50
    )
)
def test_timestamps_carry_over_midnight(moments: list[tuple[int, int]]) -> None:
    """A day and an offset in seconds, beyond the day too, are the moment that datetime gives."""
    arena = Arena()
    days, seconds = np.array(moments, np.int64).T
    expected = [
        (_EPOCH + timedelta(days=day, seconds=second)).strftime("%Y-%m-%d %H:%M:%S")
        for day, second in moments
        if day * DAY + second >= 0
    ]
    kept = days * DAY + seconds >= 0
    assert arena.texts(timestamps(days[kept], seconds[kept], arena)) == expected

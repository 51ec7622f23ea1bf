"""Tests of moments in order."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.files import SPAN, run_of
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.times import DAY
from leakbench.generator.records.time_order import RUN, TWO_YEARS, moments

POPULATION = Population(7, "test", date(2026, 1, 1))
HOURS = st.sampled_from([(0, DAY), (12 * 3600, DAY), (8 * 3600, 20 * 3600)])
FILE = st.integers(0, 2**30)


@given(FILE, st.integers(0, SPAN - 700), HOURS, st.sampled_from([365, TWO_YEARS]))
def test_moments_ascend_in_a_run_within_the_hours_and_the_period(file, place, hours, period):
    """Row after row, at no other time of day, neither too long ago nor today."""
    number = file * SPAN + place + np.arange(600)
    moment = moments(POPULATION, "x", number, hours, period)
    same = np.diff(run_of(number, RUN)) == 0
    assert (np.diff(moment)[same] >= 0).all()
    assert (moment % DAY >= hours[0]).all()
    assert (moment % DAY < hours[1]).all()
    day = moment // DAY
    assert (POPULATION.today - period <= day).all()
    assert (day < POPULATION.today - 7).all()


@given(FILE, st.integers(0, 600))
def test_a_moment_alone_is_what_it_is_among_others(file, place):
    """It follows from its number."""
    numbers = file * SPAN + np.arange(601)
    alone = moments(POPULATION, "x", numbers[place : place + 1], (0, DAY))
    assert alone[0] == moments(POPULATION, "x", numbers, (0, DAY))[place]


def test_registers_begin_on_many_days_and_are_kept_at_many_speeds():
    """Some have a row every few minutes, others one a few hours."""
    files = np.arange(1000) * SPAN
    first, later = (moments(POPULATION, "x", files + place, (0, DAY)) for place in (0, 100))
    assert len(np.unique(first // DAY)) > 300
    speed = (later - first) / 100
    assert speed.min() < 2000
    assert speed.max() > 15_000

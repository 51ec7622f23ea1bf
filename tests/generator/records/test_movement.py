import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.records.movement import FIRST, HOME, ON_THE_WAY, SECOND, Plan, whereabouts

DAY = 86_400
STEP = 60
METRES = 0.1113  # of a millionth of a degree, at most
offsets = st.integers(-250_000, 250_000)


@st.composite
def plans(draw):
    """One day of somebody: home, two stops within 50 km, hours in which people are out."""
    east, north = ([[0], [draw(offsets)], [draw(offsets)]] for _ in range(2))
    numbers = [
        draw(st.integers(low, high))
        for low, high in ((20_000, 40_000), (43_000, 68_000), (600, 5_400), (16, 44))
    ]
    home = np.array([[120_000_000], [30_000_000]])
    return Plan(
        np.array(east) + home[0], np.array(north) + home[1], *(np.array([n]) for n in numbers)
    )


def whole_day(plan, times):
    """Where somebody is at many times of one day."""
    wide = Plan(*(np.repeat(part, len(times), axis=-1) for part in plan))
    return whereabouts(wide, times)


@given(plans())
def test_nobody_jumps_or_flies(plan):
    """From minute to minute nobody goes faster than 100 km/h, and days join at home."""
    longitude, latitude, _ = whole_day(plan, np.arange(0, DAY, STEP))
    metres = np.hypot(np.diff(longitude), np.diff(latitude)) * METRES
    assert metres.max() * 3.6 / STEP <= 100
    home = plan.longitude[0, 0], plan.latitude[0, 0]
    assert (longitude[0], latitude[0]) == home
    assert (longitude[-1], latitude[-1]) == home


@given(plans())
def test_stops_are_visited_in_order(plan):
    """Home, first stop, second stop, home; at a stop one is exactly there."""
    times = np.arange(0, DAY, STEP)
    longitude, latitude, stop = whole_day(plan, times)
    still = stop[stop != ON_THE_WAY]
    turns = still[np.flatnonzero(np.diff(still, prepend=-1))]
    assert turns.tolist() == [HOME, FIRST, SECOND, HOME]
    for which in (HOME, FIRST, SECOND):
        assert (longitude[stop == which] == plan.longitude[which, 0]).all()
        assert (latitude[stop == which] == plan.latitude[which, 0]).all()
    assert (stop[times < plan.leave[0]] == HOME).all()

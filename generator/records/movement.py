"""Where somebody is at a time of day: at home, at two stops one after another, or on the way.

People go from one stop to the next along streets: first east or west, then north or south. Longer
ways are faster. Since every day begins and ends at home, days join without a jump, and the place is
a function of the day's plan and the time alone.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.population.points import Micro

HOME, FIRST, SECOND, ON_THE_WAY = 0, 1, 2, 3

_PACE = 2500  # millionths of a degree in 1,000 seconds at 1 km/h
_KILOMETRE = 9000  # millionths of a degree
_FASTER_BY_AT_MOST = 45  # km/h: one for each kilometre of the way
_SHORTEST_STAY = 1200  # seconds at the first stop


class Plan(NamedTuple):
    """A day's plan of each row, int64.

    Attributes:
        longitude: Of home, first and second stop, shape (3, n); likewise ``latitude``.
        latitude: The same.
        leave: Second of the day at which home is left, shape (n,).
        until: Second of the day until which the first stop lasts, if one got there in time.
        stay: Seconds at the second stop.
        speed: Speed of a very short way in km/h.
    """

    longitude: NDArray[np.int64]
    latitude: NDArray[np.int64]
    leave: NDArray[np.int64]
    until: NDArray[np.int64]
    stay: NDArray[np.int64]
    speed: NDArray[np.int64]


@compiled
def _seconds(east: int, north: int, speed: int) -> int:
    """How long a way takes."""
    way = abs(east) + abs(north)
    return way * 1000 // ((speed + min(way // _KILOMETRE, _FASTER_BY_AT_MOST)) * _PACE) + 1


@compiled
def _walk(
    plan: tuple[NDArray[np.int64], ...], time: NDArray[np.int64], out: NDArray[np.int64]
) -> None:
    longitude, latitude, leave, until, stay, speed = plan
    for i in range(len(time)):
        now = time[i]
        depart = leave[i]
        stop = 0
        for leg in range(3):
            if now < depart:
                break
            stop = leg
            goal = (leg + 1) % 3
            east = longitude[goal, i] - longitude[leg, i]
            north = latitude[goal, i] - latitude[leg, i]
            takes = _seconds(east, north, speed[i])
            if now < depart + takes:
                done = (abs(east) + abs(north)) * (now - depart) // takes
                first = min(done, abs(east))
                rest = done - first
                out[0, i] = longitude[leg, i] + (first if east > 0 else -first)
                out[1, i] = latitude[leg, i] + (rest if north > 0 else -rest)
                out[2, i] = 3
                stop = 3
                break
            stop = goal
            arrived = depart + takes
            depart = max(until[i], arrived + _SHORTEST_STAY) if leg == 0 else arrived + stay[i]
        if stop < 3:
            out[0, i] = longitude[stop, i]
            out[1, i] = latitude[stop, i]
            out[2, i] = stop


def whereabouts(plan: Plan, time: NDArray[np.int64]) -> tuple[Micro, Micro, NDArray[np.int64]]:
    """Longitude, latitude and stop (``HOME`` to ``ON_THE_WAY``) of each row.

    Args:
        plan: The day's plans.
        time: Second of the day, 0 to 86,399, shape (n,).
    """
    out = np.empty((3, len(time)), np.int64)
    _walk(tuple(plan), time, out)
    return out[0], out[1], out[2]

"""Moments in the order in which registers are kept: one row after another, at certain hours."""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.files import run_of, step_of
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Index, below, lower
from leakbench.generator.engine.times import DAY

RUN = 512
"""Rows in order of time at most: a file rarely has more, and a longer one begins anew."""

TWO_YEARS = 730
"""Days that most registers go back."""

_LAST = 8  # days before today at which they end, at the latest
_GAPS = (600, 18_000)  # seconds of those hours from one row to the next, on the average of a run


def moments(
    population: Population,
    of: str,
    number: Index,
    hours: tuple[int, int],
    period: int = TWO_YEARS,
) -> NDArray[np.int64]:
    """Seconds since 1970-01-01, which ascend with the numbers of a run.

    Args:
        population: What they are drawn from.
        of: What happens then, the name of the random streams.
        number: Number of each row in its file.
        hours: Begin and end of the part of the day in which it happens, in seconds; the part must
            be 12 hours or more.
        period: Days that the register goes back, 300 or more.
    """
    opens, closes = hours
    least, most = _GAPS
    streams, run = population.streams, run_of(number, RUN)
    gap = least + below(streams.bits(f"{of}/gap", run), most - least)
    begin = streams.bits(f"{of}/begin", run)
    since = below(lower(begin), closes - opens) + step_of(number, RUN) * gap
    since += below(streams.bits(f"{of}/at", number), gap)
    longest = (RUN + 2) * most // (closes - opens) + 1
    first = population.today - _LAST - longest - below(begin, period - _LAST - longest)
    day = first + since // (closes - opens)
    return day * DAY + opens + since % (closes - opens)

"""Words for the part of the day, such as 中午, that agree with the time they stand beside."""

import numpy as np

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import slots, table, weights
from leakbench.generator.engine.times import Seconds

_HOURS = 24
_BITS = 8  # of the random number that the inverse distribution of an hour takes


class Dayparts:
    """Draws words out of ``data/dayparts.csv``, which says from and until which hour each fits."""

    def __init__(self, population: Population) -> None:
        rows, weight = table("dayparts"), weights("dayparts")
        first, last = (np.array(rows[name], np.int64) for name in ("first", "last"))
        self._words = population.arena.intern(rows["text"])
        # One row an hour, so that words of all hours are drawn at once.
        self._by_hour = np.stack(
            [slots(weight * ((first <= hour) & (hour <= last)), _BITS) for hour in range(_HOURS)]
        )

    def draw(self, seconds: Seconds, bits: Bits) -> Strings:
        """A word for each time of day.

        Args:
            seconds: Seconds from a midnight, shape (n,).
            bits: Random numbers.
        """
        hour = seconds // 3600 % _HOURS
        return self._words.take(self._by_hour[hour, bits >> np.uint64(64 - _BITS)])

"""Prefetching: things that are asked for one by one are made many at once.

The random numbers that say which come next are predicted from their state.
"""

from collections.abc import Callable, Iterable
from random import Random
from typing import Generic, TypeVar

import numpy as np

from leakbench.generator.engine.streams import Index

INDICES = 2**40
"""How much of a population is drawn from."""

_MOST_AT_ONCE = 64

Made = TypeVar("Made")


class Prefetcher(Generic[Made]):
    """Makes one thing for each index that Faker's random numbers give, several at once if it can.

    Making one costs nearly as much as making many. As long as nobody else draws in between, the
    next indices can be predicted from the state of the random numbers; what has been made for an
    index that does not come is dropped. This changes the speed, never what comes.
    """

    def __init__(self, make: Callable[[Index], Iterable[Made]]) -> None:
        self._make = make
        self._made: dict[int, Made] = {}
        self._size = 1

    def next(self, random: Random) -> Made:
        """What is made for the next index."""
        index = random.randrange(INDICES)
        if index not in self._made:
            self._size = 1 if self._made else min(2 * self._size, _MOST_AT_ONCE)
            ahead = Random()  # noqa: S311 - a copy that looks ahead
            ahead.setstate(random.getstate())
            indices = [index, *(ahead.randrange(INDICES) for _ in range(self._size - 1))]
            made = self._make(np.array(indices, np.int64))
            self._made = dict(zip(indices, made, strict=True))
        return self._made.pop(index)

"""Waybills of express companies; patterns and market shares stand in ``data/couriers.csv``.

In a pattern ``#`` is a digit, ``@`` a capital letter, ``*`` either of them, and ``?`` the check
digit of the eight digits before it (Universal Postal Union, S10: weights 8 6 4 2 3 5 9 7).
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.streams import Bits, lower
from leakbench.generator.engine.strings import Bytes, Packed, Strings
from leakbench.generator.engine.tables import pick, slots, table, weights

if TYPE_CHECKING:
    from leakbench.generator.population.population import Population

_POSTAL_WEIGHTS = np.array([8, 6, 4, 2, 3, 5, 9, 7], np.int64)


@compiled
def _fill(out: Bytes, at: int, pattern: Packed, bits: Bits, packed: Packed) -> int:
    for row in range(len(pattern)):
        state = bits[row]
        first = pattern[row] >> 32
        size = pattern[row] & 0xFFFF
        packed[row] = (at << 32) | (size << 16) | size
        for place in range(size):
            character = int(out[first + place])
            if character in (35, 42, 64):  # '#', '*', '@'
                state = state * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)
                draw = int(state >> np.uint64(32))
                if character == 42:
                    choice = (draw * 36) >> 32
                    character = 48 + choice if choice < 10 else 55 + choice
                elif character == 35:
                    character = 48 + ((draw * 10) >> 32)
                else:
                    character = 65 + ((draw * 26) >> 32)
            elif character == 63:  # '?'
                total = 0
                for i in range(8):
                    total += (int(out[at - 8 + i]) - 48) * _POSTAL_WEIGHTS[i]
                check = 11 - total % 11
                check = 0 if check == 10 else (5 if check == 11 else check)
                character = 48 + check
            out[at] = character
            at += 1
    return at


class Drawn(NamedTuple):
    """Waybills with the companies that issued them."""

    courier: Strings
    number: Strings


class Waybills:
    """Draws waybill numbers."""

    def __init__(self, population: "Population") -> None:
        self._arena = population.arena
        self._courier = self._arena.intern(table("couriers")["courier"])
        self._pattern = self._arena.intern(table("couriers")["pattern"])
        self._slots = slots(weights("couriers"))

    def draw(self, bits: Bits) -> Drawn:
        """A courier and a number of his for each random number."""
        which = pick(bits, self._slots)
        pattern = self._pattern.take(which)
        at = self._arena.reserve(int(pattern.size.sum()))
        packed = np.empty(len(bits), np.int64)
        _fill(self._arena.bytes, at, pattern.packed, lower(bits) ^ bits, packed)
        return Drawn(self._courier.take(which), Strings(packed))

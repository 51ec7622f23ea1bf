"""Number plates of cars: province character, city letter, and a serial without I and O.

Ordinary plates have five characters, mostly digits with up to two letters. New-energy plates have
six: small cars D or F, a digit or letter, and four digits; large ones five digits and D or F.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.ascii import CAPITAL_D, CAPITAL_F, ZERO
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.copying import copy_bytes
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, below, chance, lower
from leakbench.generator.engine.strings import Bytes, Packed, Strings
from leakbench.generator.engine.tables import table

_ORDINARY, _SMALL, _LARGE = 0, 1, 2

_ELECTRIC_SHARE = 0.15
_LARGE_SHARE = 0.06  # of the new-energy ones
_HEAD, _HEAD_CHARS = 4, 2  # bytes and code points: a character of the province and a letter
_LETTERS = np.frombuffer(b"ABCDEFGHJKLMNPQRSTUVWXYZ", np.uint8)
# Places of an ordinary serial that hold letters, as bits; five digits alone are used up in cities.
_LETTER_PLACES = np.array([1, 1, 1, 2, 3, 3, 5, 9, 16, 17, 0, 0, 4, 8, 6, 24], np.int64)


@compiled
def _serials(
    out: Bytes, at: int, kind: NDArray[np.int64], bits: Bits, columns: tuple[Packed, Packed]
) -> int:
    head, packed = columns
    for i in range(len(kind)):
        begin = at
        at = copy_bytes(out, at, out, head[i] >> 32, _HEAD)
        value = bits[i]
        letters = _LETTER_PLACES[value & np.uint64(15)]
        value >>= np.uint64(4)
        places = 5
        if kind[i] != _ORDINARY:
            places = 6
            # Pure battery (D) far more often than plug-in hybrid (F).
            marker = np.uint8(CAPITAL_D) if value & np.uint64(3) else np.uint8(CAPITAL_F)
            value >>= np.uint64(2)
            marked = 0 if kind[i] == _SMALL else 5
            letters = 2 if kind[i] == _SMALL and letters & 1 else 0
        for place in range(places):
            if kind[i] != _ORDINARY and place == marked:
                out[at + place] = marker
            elif (letters >> place) & 1:
                out[at + place] = _LETTERS[value % np.uint64(24)]
                value //= np.uint64(24)
            else:
                out[at + place] = ZERO + value % np.uint64(10)
                value //= np.uint64(10)
        at += places
        packed[i] = (begin << 32) | ((_HEAD + places) << 16) | (_HEAD_CHARS + places)
    return at


class Plates:
    """Draws the plates of cars that are registered in a county."""

    def __init__(self, population: Population) -> None:
        self._arena = population.arena
        provinces = table("province_shares")
        character = dict(zip(provinces["code"], provinces["plate"], strict=True))
        known = table("plate_letters")
        letters = dict(zip(known["prefix"], known["letters"], strict=True))
        heads: list[str] = []
        first: list[int] = []
        for code in table("divisions")["code"]:
            first.append(len(heads))
            heads += [character[code[:2]] + letter for letter in letters[code[:4]]]
        self._first = np.array(first, np.int64)
        self._count = np.diff(np.array([*first, len(heads)], np.int64))
        self._heads = self._arena.intern(heads)

    def draw(self, county: NDArray[np.integer], kind: Bits, bits: Bits) -> Strings:
        """Plates of the given counties.

        Args:
            county: Row of each county in ``data/divisions.csv``.
            kind: Random bits for the kind of plate and the city's letter.
            bits: Random bits for the serial.
        """
        rows = len(county)
        electric = chance(kind, _ELECTRIC_SHARE)
        large = chance(kind, _ELECTRIC_SHARE * _LARGE_SHARE)
        drawn = np.where(electric, np.where(large, _LARGE, _SMALL), _ORDINARY)
        letter = below(lower(kind), self._count[county])
        head = self._heads.take(self._first[county] + letter)
        at = self._arena.reserve(rows * (_HEAD + 6))
        packed = np.empty(rows, np.int64)
        arena = self._arena
        arena.used = _serials(arena.bytes, at, drawn, bits, (head.packed, packed))
        return Strings(packed)

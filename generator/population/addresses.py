"""Addresses down to the room, in a real county, on made-up roads and estates of one split."""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, below, chance, lower
from leakbench.generator.engine.strings import Strings, choose
from leakbench.generator.engine.tables import (
    code_points,
    owned,
    pick,
    points_hash,
    slots,
    table,
    weights,
)
from leakbench.generator.engine.template_choice import TemplateChoice, declared_templates
from leakbench.generator.population.divisions import Divisions

_FIELDS = ("division", "road", "number", "estate", "building", "unit", "room", "office", "floor")
_FIELDS_OF = {"home": _FIELDS[:-2], "work": _FIELDS}
_PROVINCE_LEFT_OUT = 0.25


class Compounds:
    """All combinations of two word lists that belong to one split, drawn by weight.

    Roads are such combinations (解放 + 路), and so are estates and office buildings.
    """

    def __init__(self, words: str, suffixes: str, population: Population) -> None:
        first, second = table(words)["text"], table(suffixes)["text"]
        points = [
            np.repeat(code_points(first), len(second), axis=0),
            np.tile(code_points(second), (len(first), 1)),
        ]
        hashes = points_hash(np.concatenate(points, axis=1))
        mine = np.flatnonzero(owned(hashes, population.split))
        word, suffix = np.divmod(mine, len(second))
        self.texts = population.arena.intern(
            [first[i] + second[j] for i, j in zip(word.tolist(), suffix.tolist(), strict=True)]
        )
        self._slots = slots(weights(words)[word] * weights(suffixes)[suffix])

    def draw(self, bits: Bits) -> Strings:
        """One combination for each random number."""
        return self.texts.take(pick(bits, self._slots))


class Addresses:
    """Composes the addresses of one split."""

    def __init__(self, population: Population) -> None:
        self._divisions = population.vocabulary(Divisions)
        self._streams = population.streams
        self._arena = population.arena
        self.roads = Compounds("road_words", "road_suffixes", population)
        self.estates = Compounds("estate_words", "estate_suffixes", population)
        self.offices = Compounds("office_words", "office_suffixes", population)
        self._templates = {
            use: TemplateChoice(declared, _FIELDS_OF[use], population.arena)
            for use, declared in declared_templates("addresses").items()
        }

    def at(self, use: str, index: Index, county: NDArray[np.integer]) -> Strings:
        """Addresses of a use (``home`` or ``work``) for each index, in the given counties."""
        arena = self._arena

        def bits(name: str) -> Bits:
            return self._streams.bits(f"address/{use}/{name}", index)

        style, place, house = bits("form"), bits("place"), bits("house")
        storey = 1 + below(house, 18)
        columns = [
            choose(
                chance(lower(style), _PROVINCE_LEFT_OUT),
                [self._divisions.full.take(county), self._divisions.city_county.take(county)],
            ),
            self.roads.draw(bits("road")),
            arena.whole(1 + below(place, 400)),
            self.estates.draw(bits("estate")),
            arena.whole(1 + below(lower(place), 30)),
            arena.whole(1 + below(bits("unit"), 4)),
            arena.whole(storey * 100 + 1 + below(lower(house), 6)),
        ]
        if use == "work":
            columns += [self.offices.draw(bits("office")), arena.whole(storey)]
        return self._templates[use].compose(style, columns)

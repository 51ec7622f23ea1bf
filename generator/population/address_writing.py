"""Writing places as addresses, in the manner of lists, parcels or neighbours."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.copying import SLACK
from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.strings import Room, Strings
from leakbench.generator.engine.tables import slots, table, weights
from leakbench.generator.population.address_grammar import Compiler
from leakbench.generator.population.address_kernels import (
    FORM_BITS,
    Manner,
    Words,
    Written,
    draw_and_write,
    write_places,
)
from leakbench.generator.population.place_drawing import CHUNK, COLUMNS, Source, Where
from leakbench.generator.population.place_kinds import kind_names
from leakbench.generator.population.place_vocabulary import PlaceVocabulary
from leakbench.generator.population.places import Places
from leakbench.generator.value_forms import value_form

COLUMN_OF_FIELD = {
    **dict.fromkeys(("province", "province_short", "city", "city_short"), "county"),
    **dict.fromkeys(("whole", "city_county", "county", "county_short", "seat"), "county"),
    **dict.fromkeys(("town", "town_bare"), "town"),
    **dict.fromkeys(("village", "village_bare"), "village"),
    **dict.fromkeys(("annex", "annex_stem"), "annex"),
    **dict.fromkeys(("building", "building_number"), "building"),
    **dict.fromkeys(("unit", "unit_number"), "unit"),
    **dict.fromkeys(("storey", "storey_han", "level", "level_letter"), "storey"),
    **dict.fromkeys(("group", "group_han"), "group"),
    **{name: name for name in ("road", "number", "name", "door", "room")},
}
"""The fields that rules may name, each with the column of a place that it writes."""

_LONGEST = CHUNK << 11  # bytes of as many addresses, of which tests show that none comes near

_Kernel = Callable[..., tuple[int, int]]


@cache
def _forms(manner: str) -> tuple[tuple[str, ...], NDArray[np.int8]]:
    """The rules that stand for kinds of places, and for each kind which of them bits choose."""
    rows = table("address_forms")
    names = tuple(f"{kind}.{form}" for kind, form in zip(rows["kind"], rows["form"], strict=True))
    share = weights("address_forms", manner)
    chosen = []
    for kind in kind_names():
        mine = np.flatnonzero(np.array(rows["kind"]) == kind)
        # A kind that is never written so still needs some form.
        often = share[mine] if share[mine].any() else np.ones(len(mine))
        chosen.append(mine[slots(often, FORM_BITS)])
    return names, np.concatenate(chosen).astype(np.int8)


class AddressWriter:
    """Writes the places of one split."""

    def __init__(self, population: Population) -> None:
        self._arena = population.arena
        self._words = population.vocabulary(PlaceVocabulary)
        self._manners: dict[str, Manner] = {}

    def _manner(self, name: str) -> Manner:
        if name not in self._manners:
            begin = self._words.fields
            fields = {
                field: (begin[field], COLUMNS.index(column))
                for field, column in COLUMN_OF_FIELD.items()
            }
            compiler = Compiler(name, fields, self._words.lists, self._words.literal)
            names, chosen = _forms(name)
            number = np.array([compiler.number[rule] for rule in names], np.int32)
            form = np.array([value_form(rule.partition(".")[2]) for rule in names], np.int16)
            self._manners[name] = Manner(compiler.grammar, number[chosen], form[chosen])
        return self._manners[name]

    def write(self, manner: str, places: Places, bits: Bits) -> Formed:
        """Addresses of places.

        Args:
            manner: How they are written: ``home``, ``work``, ``delivery``, ``property``, and
                ``house`` for a flat as neighbours call it.
            places: The places.
            bits: Random bits that decide how each is written.
        """
        return self._written(write_places, manner, (places.grid.ravel(), places.seed), bits)

    def draw_and_write(self, manner: str, source: Source, where: Where, bits: Bits) -> Formed:
        """The same for the places of these indices and counties, which are drawn on the way."""
        return self._written(draw_and_write, manner, (source, where), bits)

    def _written(self, kernel: _Kernel, manner: str, places: Any, bits: Bits) -> Formed:
        of = self._manner(manner)
        words, begin = self._words, self._words.fields
        begins = begin["village"], begin["town"], begin["road"]
        how = of, Words(words.words, words.drawn, begins)
        written = Written(np.empty(len(bits), np.int64), np.empty(len(bits), np.int16))
        arena, row = self._arena, 0
        while row < len(bits):
            at = arena.room(2 * _LONGEST + 128 * (len(bits) - row))
            room = Room(at, len(arena.bytes) - SLACK - _LONGEST, row)
            row, arena.used = kernel(how, places, bits, arena.bytes, (written, room))
        return Formed(Strings(written.packed), written.form)

    def field(self, name: str, places: Places) -> Strings:
        """A part of each address as it is written there, such as its ``building``."""
        entries = self._words.fields[name] + places.column(COLUMN_OF_FIELD[name])
        return Strings(self._words.words.take(entries))

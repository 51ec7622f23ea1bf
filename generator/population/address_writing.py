"""Writing places as addresses: one compiled kernel that follows the rules row by row."""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.copying import SLACK, copy_bytes
from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, mixed
from leakbench.generator.engine.strings import Bytes, Packed, Room, Strings
from leakbench.generator.engine.tables import slots, table, weights
from leakbench.generator.population.address_grammar import (
    CHOICE,
    CHOICE_BITS,
    DEPTH,
    DRAW,
    END,
    SKIP,
    Compiler,
    Grammar,
)
from leakbench.generator.population.place_kinds import kind_names
from leakbench.generator.population.place_vocabulary import Drawn, PlaceVocabulary
from leakbench.generator.population.places import COLUMNS, KIND, WATER, Grid, Places
from leakbench.generator.value_forms import value_form

COLUMN_OF_FIELD = {
    **dict.fromkeys(("province", "province_short", "city", "city_short"), "county"),
    **dict.fromkeys(("county", "county_short", "seat"), "county"),
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

_FORM_BITS = 8
_LONGEST = 2_048  # bytes of an address, of which tests show that none comes near
_FACTOR, _STEP = np.uint64(6364136223846793005), np.uint64(1442695040888963407)
_FORM_SHIFT, _WAY_SHIFT = np.uint64(64 - _FORM_BITS), np.uint64(64 - CHOICE_BITS)


class _Manner(NamedTuple):
    """A manner of writing.

    Attributes:
        grammar: Its rules.
        rule: For every kind of place the rules that random bits choose.
        form: Their value forms.
    """

    grammar: Grammar
    rule: NDArray[np.int32]
    form: NDArray[np.int16]


class _Rows(NamedTuple):
    """What is written, row by row, and what is written out of."""

    grid: Grid
    seed: Bits
    state: Bits
    words: Packed
    drawn: Drawn
    out: Packed
    form: NDArray[np.int16]


@compiled
def _write(manner: _Manner, rows: _Rows, bytes_: Bytes, room: Room) -> tuple[int, int]:
    """Write rows as long as there is room; gives the next row and byte."""
    # Arrays of a tuple are counted at every use; a name for each is counted once.
    (code, ways), rule_of, form_of = manner
    grid, seeds, states, words, (first, offset, shift, inverse), out, form = rows
    width = len(COLUMNS)
    above = np.empty(DEPTH, np.int64)
    at_byte, end_byte, row = room
    while row < len(seeds) and at_byte < end_byte:
        here = row * width
        state = states[row]
        begin, points, depth = at_byte, 0, 0
        chosen = (np.int64(grid[here + KIND]) << _FORM_BITS) + np.int64(state >> _FORM_SHIFT)
        form[row] = form_of[chosen]
        state = state * _FACTOR + _STEP
        way = (np.int64(rule_of[chosen]) << CHOICE_BITS) + np.int64(state >> _WAY_SHIFT)
        at = np.int64(ways[way])
        while True:
            step = code[at]
            at += 1
            kind = step & 3
            operand = (step >> 8) & 0xFFFFFFFF
            if kind == CHOICE:
                if step & END == 0:  # else there is nothing to come back to
                    above[depth] = at
                    depth += 1
                state = state * _FACTOR + _STEP
                at = np.int64(ways[(operand << CHOICE_BITS) + np.int64(state >> _WAY_SHIFT)])
                continue
            if kind == DRAW:
                bits = mixed(seeds[row], operand)
                entry = offset[operand, grid[here + WATER]] + np.int64(bits >> shift[operand])
                value = words[first[operand] + inverse[entry]]
            else:
                entry = operand + (grid[here + ((step >> 4) & 15)] & -((step >> 3) & 1))
                value = words[entry]
                if kind == SKIP:
                    if (value >> 16) & 0xFFFF == 0:
                        at = step >> 40
                    continue
            at_byte = copy_bytes(bytes_, at_byte, bytes_, value >> 32, (value >> 16) & 0xFFFF)
            points += value & 0xFFFF
            if step & END:
                if depth == 0:
                    break
                depth -= 1
                at = above[depth]
        out[row] = (begin << 32) | ((at_byte - begin) << 16) | points
        row += 1
    return row, at_byte


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
        chosen.append(mine[slots(often, _FORM_BITS)])
    return names, np.concatenate(chosen).astype(np.int8)


class AddressWriter:
    """Writes the places of one split."""

    def __init__(self, population: Population) -> None:
        self._arena = population.arena
        self._words = population.vocabulary(PlaceVocabulary)
        self._manners: dict[str, _Manner] = {}

    def _manner(self, name: str) -> _Manner:
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
            self._manners[name] = _Manner(compiler.grammar, number[chosen], form[chosen])
        return self._manners[name]

    def write(self, manner: str, places: Places, bits: Bits) -> Formed:
        """Addresses of places.

        Args:
            manner: How they are written: ``home``, ``work``, ``delivery``, ``property``, and
                ``house`` for a flat as neighbours call it.
            places: The places.
            bits: Random bits that decide how each is written.
        """
        how = self._manner(manner)
        rows = _Rows(
            places.grid.ravel(),
            places.seed,
            bits,
            self._words.words,
            self._words.drawn,
            out=np.empty(len(bits), np.int64),
            form=np.empty(len(bits), np.int16),
        )
        arena, row = self._arena, 0
        while row < len(bits):
            at = arena.room(2 * _LONGEST + 256 * (len(bits) - row))
            room = Room(at, len(arena.bytes) - SLACK - _LONGEST, row)
            row, arena.used = _write(how, rows, arena.bytes, room)
        return Formed(Strings(rows.out), rows.form)

    def field(self, name: str, places: Places) -> Strings:
        """A part of each address as it is written there, such as its ``building``."""
        entries = self._words.fields[name] + places.column(COLUMN_OF_FIELD[name])
        return Strings(self._words.words.take(entries))

"""Writing places as addresses: one compiled kernel that follows the rules row by row."""

from functools import cache
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.copying import SLACK, copy_bytes
from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.lanes import prefetch
from leakbench.generator.engine.streams import Bits, Index, mixed
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
from leakbench.generator.population.places import (
    CHUNK,
    COLUMNS,
    KIND,
    NAME,
    ROAD,
    TOWN,
    VILLAGE,
    WATER,
    WIDTH,
    Grid,
    Places,
    Source,
    draw_rows,
)
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

_FORM_BITS = 8
_LONGEST = CHUNK << 11  # bytes of as many addresses, of which tests show that none comes near
_FACTOR, _STEP = np.uint64(6364136223846793005), np.uint64(1442695040888963407)
_FORM_SHIFT, _WAY_SHIFT = np.uint64(64 - _FORM_BITS), np.uint64(64 - CHOICE_BITS)


_Kernel = Callable[..., tuple[int, int]]


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


class _Words(NamedTuple):
    """What is written out of.

    Attributes:
        words: All words, as ``Strings`` packs them.
        drawn: The lists.
        begins: Where the words of villages, towns and roads begin; those of names begin at 0.
    """

    words: Packed
    drawn: Drawn
    begins: tuple[int, int, int]


class _Written(NamedTuple):
    """What comes out, row by row."""

    packed: Packed
    form: NDArray[np.int16]


Chunk = tuple[Grid, Bits]
"""The grids of a few places, row after row, and their seeds."""


@compiled
def _fetch(of: _Words, grid: Grid, bytes_: Bytes) -> None:
    """Ask memory for the words that a few places may be written with, and for their bytes."""
    words, _, (village, town, road) = of
    for look_up in (True, False):
        for here in range(0, len(grid), WIDTH):
            for place in (
                village + grid[here + VILLAGE],
                town + grid[here + TOWN],
                road + grid[here + ROAD],
                np.int64(grid[here + NAME]),
            ):
                if look_up:
                    prefetch(words, place)
                else:
                    prefetch(bytes_, words[place] >> 32)


@compiled
def _write_chunk(
    how: tuple[_Manner, _Words], chunk: Chunk, bits: Bits, bytes_: Bytes, out: tuple[_Written, int, int]
) -> int:
    """Write a few places from a byte and a row on, where there is room; gives the next byte."""
    # Arrays of a tuple are counted at every use; a name for each is counted once.
    ((code, ways), rule_of, form_of), (words, (first, offset, shift, inverse), _) = how
    grid, seeds = chunk
    (packed, form), row, at_byte = out
    above = np.empty(DEPTH, np.int64)
    _fetch(how[1], grid, bytes_)
    for i in range(len(seeds)):
        here = i * WIDTH
        state = bits[row + i]
        begin, points, depth = at_byte, 0, 0
        chosen = (np.int64(grid[here + KIND]) << _FORM_BITS) + np.int64(state >> _FORM_SHIFT)
        form[row + i] = form_of[chosen]
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
                drawing = mixed(seeds[i], operand) >> shift[operand]
                entry = offset[operand, grid[here + WATER]] + np.int64(drawing)
                value = words[first[operand] + inverse[entry]]
            else:
                counted = grid[here + ((step >> 4) & 15)] & -((step >> 3) & 1)
                value = words[operand + counted]
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
        packed[row + i] = (begin << 32) | ((at_byte - begin) << 16) | points
    return at_byte


@compiled
def _write_places(
    how: tuple[_Manner, _Words], places: Chunk, bits: Bits, bytes_: Bytes, out: tuple[_Written, Room]
) -> tuple[int, int]:
    """Write places as long as there is room; gives the next row and byte."""
    grid, seeds = places
    written, (at_byte, end_byte, row) = out
    while row < len(bits) and at_byte < end_byte:
        end = min(row + CHUNK, len(bits))
        chunk = grid[row * WIDTH : end * WIDTH], seeds[row:end]
        at_byte = _write_chunk(how, chunk, bits, bytes_, (written, row, at_byte))
        row = end
    return row, at_byte


@compiled
def _draw_and_write(
    how: tuple[_Manner, _Words],
    places: tuple[Source, tuple[Index, Index]],
    bits: Bits,
    bytes_: Bytes,
    out: tuple[_Written, Room],
) -> tuple[int, int]:
    """The same of places that nobody else needs, so that they never leave the cache."""
    source, where = places
    written, (at_byte, end_byte, row) = out
    grid, seeds = np.empty(CHUNK * WIDTH, np.int32), np.empty(CHUNK, np.uint64)
    while row < len(bits) and at_byte < end_byte:
        rows = min(CHUNK, len(bits) - row)
        chunk = grid[: rows * WIDTH], seeds[:rows]
        draw_rows(source, where, row, chunk)
        at_byte = _write_chunk(how, chunk, bits, bytes_, (written, row, at_byte))
        row += rows
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
        return self._written(_write_places, manner, (places.grid.ravel(), places.seed), bits)

    def draw_and_write(
        self, manner: str, source: Source, where: tuple[Index, Index], bits: Bits
    ) -> Formed:
        """The same for the places of these indices and counties, which are drawn on the way."""
        return self._written(_draw_and_write, manner, (source, where), bits)

    def _written(self, kernel: _Kernel, manner: str, places: Any, bits: Bits) -> Formed:
        of = self._manner(manner)
        words, begin = self._words, self._words.fields
        begins = begin["village"], begin["town"], begin["road"]
        how = of, _Words(words.words, words.drawn, begins)
        written = _Written(np.empty(len(bits), np.int64), np.empty(len(bits), np.int16))
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

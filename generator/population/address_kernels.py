"""Writing places as addresses: compiled kernels that follow the rules row by row."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.copying import copy_bytes
from leakbench.generator.engine.intrinsics import entry, put
from leakbench.generator.engine.lanes import prefetch
from leakbench.generator.engine.streams import Bits, mixed
from leakbench.generator.engine.strings import Bytes, Packed, Room
from leakbench.generator.population.address_grammar import (
    CHOICE,
    CHOICE_BITS,
    DEPTH,
    DRAW,
    END,
    SKIP,
    Grammar,
)
from leakbench.generator.population.place_drawing import (
    CHUNK,
    KIND,
    NAME,
    ROAD,
    TOWN,
    VILLAGE,
    WATER,
    WIDTH,
    Grid,
    Source,
    Where,
    draw_rows,
)
from leakbench.generator.population.place_vocabulary import Drawn

FORM_BITS = 8
"""A form of a kind of place is drawn by so many bits."""

_FACTOR, _STEP = np.uint64(6364136223846793005), np.uint64(1442695040888963407)
_FORM_SHIFT, _WAY_SHIFT = np.uint64(64 - FORM_BITS), np.uint64(64 - CHOICE_BITS)


class Manner(NamedTuple):
    """A manner of writing.

    Attributes:
        grammar: Its rules.
        rule: For every kind of place the rules that random bits choose.
        form: Their value forms.
    """

    grammar: Grammar
    rule: NDArray[np.int32]
    form: NDArray[np.int16]


class Words(NamedTuple):
    """What is written out of.

    Attributes:
        words: All words, as ``Strings`` packs them.
        drawn: The lists.
        begins: Where the words of villages, towns and roads begin; those of names begin at 0.
    """

    words: Packed
    drawn: Drawn
    begins: tuple[int, int, int]


class Written(NamedTuple):
    """What comes out, row by row."""

    packed: Packed
    form: NDArray[np.int16]


class Laid(NamedTuple):
    """What a few places are written with, before it is copied.

    Attributes:
        pieces: The words, place after place.
        ends: Where the words of each end.
        forms: The form of each.
    """

    pieces: Packed
    ends: NDArray[np.int64]
    forms: NDArray[np.int16]


Chunk = tuple[Grid, Bits]
"""The grids of a few places, row after row, and their seeds."""


@compiled
def _fetch(of: Words, grid: Grid, bytes_: Bytes) -> None:
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
def _lay_chunk(
    how: tuple[Manner, Words], chunk: Chunk, bits: Bits, bytes_: Bytes, out: Laid
) -> None:
    """Find the words of a few places, and ask memory for their bytes."""
    # Arrays of a tuple are counted at every use; a name for each is counted once.
    ((code, ways, _), rule_of, form_of), (words, (first, offset, shift, inverse), _) = how
    grid, seeds = chunk
    pieces, ends, forms = out
    above = np.empty(DEPTH, np.int64)
    count = 0
    for i in range(len(seeds)):
        here = i * WIDTH
        state = entry(bits, i)
        depth = 0
        chosen = (np.int64(entry(grid, here + KIND)) << FORM_BITS) + np.int64(state >> _FORM_SHIFT)
        forms[i] = entry(form_of, chosen)
        state = state * _FACTOR + _STEP
        way = (np.int64(entry(rule_of, chosen)) << CHOICE_BITS) + np.int64(state >> _WAY_SHIFT)
        at = np.int64(entry(ways, way))
        while True:
            step = entry(code, at)
            at += 1
            kind = step & 3
            operand = (step >> 8) & 0xFFFFFFFF
            if kind == CHOICE:
                if step & END == 0:  # else there is nothing to come back to
                    above[depth] = at
                    depth += 1
                state = state * _FACTOR + _STEP
                way = (operand << CHOICE_BITS) + np.int64(state >> _WAY_SHIFT)
                at = np.int64(entry(ways, way))
                continue
            if kind == DRAW:
                drawing = mixed(seeds[i], operand) >> shift[operand]
                place = offset[operand, grid[here + WATER]] + np.int64(drawing)
                value = entry(words, first[operand] + entry(inverse, place))
            else:
                counted = entry(grid, here + ((step >> 4) & 15)) & -((step >> 3) & 1)
                value = entry(words, operand + counted)
                if kind == SKIP:
                    if (value >> 16) & 0xFFFF == 0:
                        at = step >> 40
                    continue
            prefetch(bytes_, value >> 32)
            put(pieces, count, value)
            count += value > 0
            if step & END:
                if depth == 0:
                    break
                depth -= 1
                at = above[depth]
        ends[i] = count


@compiled
def _write_chunk(
    how: tuple[Manner, Words],
    chunk: Chunk,
    bits: Bits,
    bytes_: Bytes,
    out: tuple[Written, int, int],
) -> int:
    """Write a few places from a byte and a row on, where there is room; gives the next byte."""
    (packed, form), row, at_byte = out
    rows = len(chunk[1])
    pieces = np.empty(rows * how[0].grammar.most, np.int64)
    ends = np.empty(rows, np.int64)
    _fetch(how[1], chunk[0], bytes_)
    laid = Laid(pieces, ends, form[row : row + rows])
    _lay_chunk(how, chunk, bits[row : row + rows], bytes_, laid)
    piece = 0
    for i in range(rows):
        begin, points = at_byte, 0
        while piece < ends[i]:
            value = entry(pieces, piece)
            at_byte = copy_bytes(bytes_, at_byte, bytes_, value >> 32, (value >> 16) & 0xFFFF)
            points += value & 0xFFFF
            piece += 1
        packed[row + i] = (begin << 32) | ((at_byte - begin) << 16) | points
    return at_byte


@compiled
def write_places(
    how: tuple[Manner, Words],
    places: Chunk,
    bits: Bits,
    bytes_: Bytes,
    out: tuple[Written, Room],
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
def draw_and_write(
    how: tuple[Manner, Words],
    places: tuple[Source, Where],
    bits: Bits,
    bytes_: Bytes,
    out: tuple[Written, Room],
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

"""What templates write, laid out piece by piece before it is copied.

Many texts go forward together, an operation each at a time: nobody foresees where a text goes on,
and so a processor that follows one text alone waits at every step.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.intrinsics import either, entry, put
from leakbench.generator.engine.lanes import prefetch
from leakbench.generator.engine.streams import Bits, drawn_of
from leakbench.generator.engine.strings import Bytes, Ints, Packed
from leakbench.generator.engine.templates import (
    FIELD_MASK,
    HAS_FIELD,
    IS_SKIP,
    NEXT_SHIFT,
    WAY_MASK,
    WAY_SHIFT,
    WORDS,
    Programs,
)

TOGETHER_BITS = 6
TOGETHER = 1 << TOGETHER_BITS
"""Rows that are laid out together."""

NO_FIELD = -1


class Texts(NamedTuple):
    """Which templates texts are written by, and what decides between alternatives.

    Attributes:
        program: The template of each part, shape (parts, rows); -1 writes nothing.
        bits: Random bits, of the same shape.
        programs: The templates.
    """

    program: NDArray[np.int32]
    bits: Bits
    programs: Programs


class Laid(NamedTuple):
    """Room for what ``TOGETHER`` rows write: texts are numbered part by part, row by row.

    Attributes:
        room: Pieces for which a text has room: its own begin at ``room`` times its number.
        pieces: The pieces as ``Strings`` packs them, shape (texts * room + 2,).
        field: Which field each is, or ``NO_FIELD``.
        end: Where each text's pieces end, shape (texts,).
        at: Its next operation.
        live: Texts that go on.
    """

    room: int
    pieces: Packed
    field: Ints
    end: NDArray[np.int64]
    at: NDArray[np.int64]
    live: NDArray[np.int64]


def room_to_lay(texts: Texts) -> Laid:
    """Room for some rows of these texts; an operation writes two pieces at most."""
    count, room = TOGETHER * len(texts.program), 2 * texts.programs.longest
    pieces = np.empty(count * room + 2, np.int64)  # what is dropped again is written behind them
    end, at, live = np.empty((3, count), np.int64)
    return Laid(room, pieces, np.empty(len(pieces), np.int32), end, at, live)


@compiled
def fetch_rows(columns: NDArray[np.number], first: int) -> None:
    """Ask memory for ``TOGETHER`` rows of columns, if there are as many."""
    flat = columns.ravel()
    stride = columns.shape[1]
    step = 64 // columns.itemsize
    end = min(first + TOGETHER, stride)
    for column in range(columns.shape[0]):
        for row in range(first, end, step):
            prefetch(flat, column * stride + row)


@compiled
def lay(first_row: int, texts: Texts, packed: Packed, source: Bytes, laid: Laid) -> None:
    """Lay out the texts of up to ``TOGETHER`` rows, and ask memory for what they are made of.

    Args:
        first_row: The first of the rows.
        texts: The texts of all rows, contiguous.
        packed: The fields, shape (fields, rows), contiguous.
        source: Where fields and literals stand.
        laid: Where the pieces go.
    """
    first, code = texts.programs[:2]
    room, pieces, fields, end, ats, live = laid
    operations, values = code.ravel(), packed.ravel()
    programs_of, bits = texts.program.ravel(), texts.bits.ravel()
    parts, stride = texts.program.shape
    rows = min(TOGETHER, stride - first_row)
    fetch_rows(packed, first_row + TOGETHER)
    going = 0
    for part in range(parts):
        for row in range(rows):
            chosen = programs_of[part * stride + first_row + row]
            text = part * TOGETHER + row
            end[text] = text * room
            ats[text] = first[max(chosen, 0)]
            live[going] = text
            going += chosen >= 0
    while going > 0:
        kept = 0
        for turn in range(going):
            text = entry(live, turn)
            row, part = first_row + (text & (TOGETHER - 1)), text >> TOGETHER_BITS
            at, here = entry(ats, text), entry(end, text)
            literal, word = entry(operations, at), entry(operations, at + 1)
            step = np.uint64(entry(operations, at + 2))
            which = word & FIELD_MASK
            value = entry(values, which * stride + row) & -((word >> HAS_FIELD) & 1)
            size = (value >> 16) & 0xFFFF
            way = drawn_of(entry(bits, part * stride + row) + step, (word >> WAY_SHIFT) & WAY_MASK)
            skips = (word >> IS_SKIP) & 1
            way = either(skips > 0, np.int64(size == 0), way)
            put(pieces, here, literal)
            put(fields, here, NO_FIELD)
            prefetch(source, literal >> 32)
            prefetch(source, value >> 32)
            here += literal > 0
            put(pieces, here, value)
            put(fields, here, which)
            here += (size > 0) & (skips == 0)
            at = (word >> NEXT_SHIFT) + WORDS * way
            put(ats, text, at)
            put(end, text, here)
            put(live, kept, text)
            kept += at >= 0
        going = kept

"""The compiled writer of surfaces: one loop writes every form, out of parameters a form each."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.compiled import compiled, inlined, inner
from leakbench.generator.form_parameters import HAN_END, Parameters
from leakbench.generator.spelling import (
    Spelling,
    code_point,
    put,
    spell_altered,
    spell_any,
    spell_ascii,
    spell_pattern,
    spell_settled,
)
from leakbench.generator.streams import Bits
from leakbench.generator.strings import Bytes, Packed


class Column(NamedTuple):
    """What is to be written, one entry a row, and where the result goes.

    Attributes:
        value: The values as ``Strings`` packs them.
        second: A second value for forms that write two; shape (0,) if there is none.
        bits: Random bits.
        strength: How much of the noise a row gets, of 2**32; shape (0,) if all get all of it.
        form: The form; becomes 0 where a value does not fit it.
        written: The strings as written; hold the values to begin with.
        marks: As in ``Written``; hold the values' lengths to begin with.
    """

    value: Packed
    second: Packed
    bits: Bits
    strength: NDArray[np.uint64]
    form: NDArray[np.int16]
    written: Packed
    marks: Packed


_OMITTED = 11  # one more than the characters among which ``omit`` is looked for


@inlined
def _behind(out: Bytes, at: int, end: int, wanted: int) -> tuple[int, int]:
    """The place behind a character among the first, and how many are left out; else 0 of them."""
    source = at
    for count in range(1, _OMITTED):
        if source >= end:
            break
        byte = out[source]
        width = 1 if byte < 0x80 else (2 if byte < 0xE0 else (3 if byte < 0xF0 else 4))
        if source + width < end and code_point(out, source, width) == wanted:
            return source + width, count
        source += width
    return at, 0


NEAR = 2048


@compiled
def group_rows(form: NDArray[np.int16], ends: NDArray[np.intp], rows: NDArray[np.intp]) -> int:
    at = 0
    for near in range(len(ends)):
        first, last = near * NEAR, min(near * NEAR + NEAR, len(form))
        for row in range(first, last):
            ends[near, form[row]] += 1
        ends[near, 0] = at
        for f in range(1, ends.shape[1]):
            count = ends[near, f]
            ends[near, f] = at
            at += count
        for row in range(first, last):
            if form[row] > 0:
                rows[ends[near, form[row]]] = row
                ends[near, form[row]] += 1
    return at


@inlined
def _spelling(f: int, p: Parameters) -> Spelling:
    inserts = np.int64(p.insert_first[f + 1] - p.insert_first[f])
    return Spelling(
        np.int64(f) * 128,
        p.limit[f],
        p.cuts[f],
        np.int64(p.separator_first[f]),
        np.int64(p.separator_first[f + 1] - 1),
        p.insert_first[f] * 256 + inserts if inserts > 0 else np.int64(0),
        p.insert_limit[f],
        np.int64(p.respell[f]),
        np.int64(p.other_first[f]),
        np.int64(p.other_first[f + 1]),
        p.bloom[f],
        p.settled[f],
    )


@inner
def _write_rows(
    out: Bytes,
    at: int,
    end: int,
    rows: NDArray[np.intp],
    ends: NDArray[np.intp],
    turn: int,
    c: Column,
    p: Parameters,
) -> tuple[int, int]:
    alone, bare = len(c.second) == 0, len(c.strength) == 0
    while turn < len(rows) and at < end:
        f = c.form[rows[turn]]
        stop = ends[rows[turn] // NEAR, f]
        spelling = _spelling(f, p)
        whole, altered, before, lead, join, after = (
            p.whole[f],
            p.altered[f],
            p.before[f],
            p.lead[f],
            p.join[f],
            p.after[f],
        )
        first, last, omit, han, keep, reverse = (
            p.within[f, 0],
            p.within[f, 1],
            p.omit[f],
            p.han[f],
            p.keep[f],
            p.reverse[f],
        )
        needed, need, pattern = p.needs[f, 0], p.needs[f, 1], p.step_size[f]
        while turn < stop and at < end:
            row = rows[turn]
            turn += 1
            value, state = c.value[row], c.bits[row]
            begin, size, length = value >> 32, (value >> 16) & 0xFFFF, value & 0xFFFF
            source, omitted = begin, 0
            if omit > 0:
                source, omitted = _behind(out, begin, begin + size, omit)
            if (
                size == 0
                or (not bare and (state & np.uint64(0xFFFFFFFF)) >= c.strength[row])
                or (join & 0xFFFF > 0 and alone)
                or ((reverse or pattern > 0) and size != length)
                or length < pattern
                or (han and out[begin] < 0x80)
                or (keep > 0 and length <= keep)
                or (omit > 0 and omitted == 0)
                or (needed >= 0 and (size <= needed or out[begin + needed] != need))
            ):
                c.form[row] = 0
                continue
            made = put(out, at, 0, before)
            first_point = made & 0xFFFF
            made = put(out, at, made, lead)
            size -= source - begin
            length -= omitted
            low = first if first >= 0 else length + first
            high = last if last > 0 else length + last
            if whole:
                made = put(out, at, made, value)
            elif pattern > 0:
                made = spell_pattern(out, at, made, state, source, low, high, f, spelling, p)
            elif altered:
                made = spell_altered(
                    out, at, made, state, source, length, low, high, f, spelling, p
                )
            elif size > length:
                made = spell_any(out, at, made, state, source, size, length, low, high, spelling, p)
            elif spelling.settled and first == 0 and last == 0:
                made = spell_settled(out, at, made, source, length, spelling, p)
            else:
                made = spell_ascii(out, at, made, state, source, length, low, high, spelling, p)
            mark = (first_point << 48) | ((made & 0xFFFF) << 32)  # what leads is part of the value
            if join & 0xFFFF > 0:
                made = put(out, at, made, join)
                mark |= (made & 0xFFFF) << 16
                made = put(out, at, made, c.second[row])
                mark |= made & 0xFFFF
            made = put(out, at, made, after)
            c.marks[row] = mark
            c.written[row] = (at << 32) | made
            at += made >> 16
    return turn, at


@compiled
def write_rows(
    out: Bytes,
    at: int,
    end: int,
    rows: NDArray[np.intp],
    ends: NDArray[np.intp],
    turn: int,
    c: Column,
    p: Parameters,
) -> tuple[int, int]:
    """Write rows from the turn on while there is room; gives the next turn and the next byte."""
    return _write_rows(out, at, end, rows, ends, turn, c, p)

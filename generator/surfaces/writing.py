"""The compiled writer of surfaces: one loop writes every form, out of parameters a form each."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled, inlined
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.strings import Bytes, Packed, Room
from leakbench.generator.surfaces.altering import write_altered, write_pattern
from leakbench.generator.surfaces.parameters import Parameters
from leakbench.generator.surfaces.spelling import (
    Cursor,
    Source,
    code_point,
    put,
    spell_any,
    spell_ascii,
    spell_settled,
)


class Column(NamedTuple):
    """What is to be written, one entry a row, and where the result goes.

    Attributes:
        value: The values as ``Strings`` packs them.
        second: A second value for forms that write two; shape (0,) if there is none.
        bits: Random bits.
        way: Random bits that decide with ``strength`` whether a row is written otherwise.
        strength: How much of the noise a row gets, of 2**32; shape (0,) if all get all of it.
        form: The form; becomes 0 where a value does not fit it.
        written: The strings as written.
        extents: As in ``WrittenColumn``.
    """

    value: Packed
    second: Packed
    bits: Bits
    way: Bits
    strength: NDArray[np.uint64]
    form: NDArray[np.int16]
    written: Packed
    extents: Packed


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


@compiled
def start_plainly(c: Column, rows: NDArray[np.intp]) -> int:
    """Write every value as it is, and list the rows whose form is another; gives their number."""
    values, _, _, _, _, form, written, extents = c
    count = 0
    for row in range(len(form)):
        written[row] = values[row]
        extents[row] = (values[row] & 0xFFFF) << 32
        rows[count] = row
        count += form[row] > 0
    return count


@compiled
def write_rows(
    out: Bytes, room: Room, rows: NDArray[np.intp], c: Column, p: Parameters
) -> tuple[int, int]:
    """Write rows while there is room; gives the next turn of ``rows`` and the next byte."""
    at, end, turn = room
    # Arrays of a tuple are counted at every use; a name for each is counted once.
    values, seconds, all_bits, ways, strength, forms_of, written, extents = c
    forms = p.forms
    while turn < len(rows) and at < end:
        row = rows[turn]
        turn += 1
        form = forms[forms_of[row]]
        value, state = values[row], all_bits[row]
        begin, size, length = value >> 32, (value >> 16) & 0xFFFF, value & 0xFFFF
        source, omitted = begin, 0
        if form.omit > 0:
            source, omitted = _behind(out, begin, begin + size, form.omit)
        if (
            size == 0
            or (len(strength) > 0 and (ways[row] & np.uint64(0xFFFFFFFF)) >= strength[row])
            or (form.join & 0xFFFF > 0 and len(seconds) == 0)
            or ((form.reverse or form.size > 0) and size != length)
            or length < form.size
            or (form.han and out[begin] < 0x80)
            or (form.keep > 0 and length <= form.keep)
            or (form.omit > 0 and omitted == 0)
            or (form.needed >= 0 and (size <= form.needed or out[begin + form.needed] != form.need))
        ):
            forms_of[row] = 0
            continue
        made = put(out, at, 0, form.before)
        first_point = made & 0xFFFF
        made = put(out, at, made, form.lead)
        size -= source - begin
        length -= omitted
        low = form.within if form.within >= 0 else length + form.within
        high = form.within_end if form.within_end > 0 else length + form.within_end
        rest, cursor = Source(source, size, length, low, high), Cursor(at, made, state)
        if form.whole:
            made = put(out, at, made, (source << 32) | (size << 16) | length)
        elif form.step_end > form.step:
            made = write_pattern(out, cursor, rest, form, p)
        elif form.altered:
            made = write_altered(out, cursor, rest, form, p)
        elif size > length:
            made = spell_any(out, cursor, rest, form, p)
        elif form.settled and form.within == 0 and form.within_end == 0:
            made = spell_settled(out, cursor, rest, form, p)
        else:
            made = spell_ascii(out, cursor, rest, form, p)
        if made & 0xFFFF == first_point:  # nothing of it is left
            forms_of[row] = 0
            continue
        extent = (first_point << 48) | ((made & 0xFFFF) << 32)  # what leads is part of the value
        if form.join & 0xFFFF > 0:
            made = put(out, at, made, form.join)
            extent |= (made & 0xFFFF) << 16
            made = put(out, at, made, seconds[row])
            extent |= made & 0xFFFF
        made = put(out, at, made, form.after)
        extents[row] = extent
        written[row] = (at << 32) | made
        at += made >> 16
    return turn, at

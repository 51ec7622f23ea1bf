"""The compiled writer of surfaces: one loop writes every form, out of parameters a form each."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.compiled import compiled
from leakbench.generator.copying import copy_bytes
from leakbench.generator.form_parameters import Parameters
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


@compiled
def _put(out: Bytes, at: int, text: int) -> int:
    return copy_bytes(out, at, out, text >> 32, (text >> 16) & 0xFFFF)


@compiled
def _step(state: np.uint64) -> np.uint64:
    return state * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)


@compiled
def _point(out: Bytes, at: int, width: int) -> int:
    """Code point of the UTF-8 character of a width."""
    value = int(out[at]) & (0xFF >> (width + 1) if width > 1 else 0x7F)
    for i in range(1, width):
        value = (value << 6) | (int(out[at + i]) & 0x3F)
    return value


@compiled
def _serial(out: Bytes, at: int, date: int) -> int:
    """Write a date YYYY-MM-DD as the number of its day in spreadsheets; gives the end."""
    year = (out[date] * 10 + out[date + 1]) * 100 + out[date + 2] * 10 + out[date + 3] - 48 * 1111
    month = out[date + 5] * 10 + out[date + 6] - 48 * 11
    day = out[date + 8] * 10 + out[date + 9] - 48 * 11
    if month < 3:  # years counted from 1 March, so that the leap day comes last
        year -= 1
        month += 12
    number = 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + day
    number -= 693900  # day 1 is 1900-01-01, after a 29 February 1900 that there never was
    width = 1 + (number > 9) + (number > 99) + (number > 999) + (number > 9999) + (number > 99999)
    for place in range(width - 1, -1, -1):
        out[at + place] = 48 + number % 10
        number //= 10
    return at + width


@compiled
def _drawn(state: np.uint64, ways: int) -> int:
    """Place of one of the ways, of which the upper half of the random state draws one."""
    draw = state >> np.uint64(32)
    return (ways >> 8) + int((draw * np.uint64(ways & 0xFF)) >> np.uint64(32))


@compiled
def _behind(out: Bytes, at: int, end: int, wanted: int) -> tuple[int, int]:
    """The place behind a character among the first, and how many are left out; else 0 of them."""
    source = at
    for count in range(1, _OMITTED):
        if source >= end:
            break
        byte = out[source]
        width = 1 if byte < 0x80 else (2 if byte < 0xE0 else (3 if byte < 0xF0 else 4))
        if source + width < end and _point(out, source, width) == wanted:
            return source + width, count
        source += width
    return at, 0


@compiled
def write_rows(
    out: Bytes, at: int, end: int, rows: NDArray[np.intp], turn: int, c: Column, p: Parameters
) -> tuple[int, int]:
    """Write rows from the turn on while there is room; gives the next turn and the next byte."""
    # Arrays of a tuple are counted at every use; a name for each is counted once.
    values, seconds, all_bits, strength, forms_of, written, marks = c
    whole, cuts_of, separator_first, separators, befores, leads, afters, joins = p[:8]
    insert_first, inserts, insert_shares, way_of, ways, other_first, other = p[8:15]
    respells, respelled, shares, withins, repeats, counters, masks, stars = p[15:23]
    drops, omits, keeps, hans, needs, step_first, step, step_text, step_size, reverses = p[23:]
    while turn < len(rows) and at < end:
        row = rows[turn]
        turn += 1
        f = forms_of[row]
        value = values[row]
        state = all_bits[row]
        begin, size, length = value >> 32, (value >> 16) & 0xFFFF, value & 0xFFFF
        keep, reverse, join, needed = keeps[f], reverses[f], joins[f], needs[f, 0]
        source, omitted = begin, 0
        if omits[f] > 0:
            source, omitted = _behind(out, begin, begin + size, omits[f])
        if (
            size == 0
            or (len(strength) > 0 and (state & np.uint64(0xFFFFFFFF)) >= strength[row])
            or (join & 0xFFFF > 0 and len(seconds) == 0)
            or ((reverse or step_size[f] > 0) and size != length)
            or length < step_size[f]
            or (hans[f] and out[begin] < 0x80)
            or (keep > 0 and length <= keep)
            or (omits[f] > 0 and omitted == 0)
            or (needed >= 0 and (size <= needed or out[begin + needed] != needs[f, 1]))
        ):
            forms_of[row] = 0
            continue
        first_byte = at
        at = _put(out, at, befores[f])
        first_point = befores[f] & 0xFFFF
        at = _put(out, at, leads[f])
        points = first_point + (leads[f] & 0xFFFF)
        length -= omitted
        cuts, below, star, counted = cuts_of[f], shares[f], stars[f], repeats[f]
        separator, last_separator = separator_first[f], separator_first[f + 1] - 1
        insert = insert_first[f] * 256 + insert_first[f + 1] - insert_first[f]
        insert_below = insert_shares[f]
        drop_1, drop_1_end, drop_2, drop_2_end = drops[f, 0], drops[f, 1], drops[f, 2], drops[f, 3]
        respell, other_begin, other_end = respells[f], other_first[f], other_first[f + 1]
        decode = respell >= 0 or other_end > other_begin
        low = withins[f, 0] if withins[f, 0] >= 0 else length + withins[f, 0]
        high = withins[f, 1] if withins[f, 1] > 0 else length + withins[f, 1]
        mask = masks[f, 0] if masks[f, 0] >= 0 else length + masks[f, 0]
        mask_end = masks[f, 1] if masks[f, 1] > 0 else length + masks[f, 1]
        if whole[f]:
            at = _put(out, at, value)
            points += length
            length = 0
        for turned in range(step_first[f], step_first[f + 1]):
            at = _put(out, at, step_text[turned])
            points += step_text[turned] & 0xFFFF
            place, stop = begin + step[turned, 0], begin + step[turned, 1]
            length = 0
            if place < begin:
                done = _serial(out, at, begin)
                points += done - at
                at = done
                continue
            while step[turned, 2] and place < stop - 1 and out[place] == 48:
                place += 1
            for here in range(place, stop):
                way = way_of[f * 128 + out[here]] if low <= here - begin < high else 0
                if way > 0:
                    state = _step(state)
                    if (state >> np.uint64(32)) < below:
                        state = _step(state)
                        text = ways[_drawn(state, way)]
                        at = _put(out, at, text)
                        points += text & 0xFFFF
                        continue
                out[at] = out[here]
                at += 1
                points += 1
        shortened = keep > 0 or drop_1_end > 0 or drop_2_end > 0 or mask < length
        kept = 0
        i = 0
        while i < length:
            here, i = i, i + 1
            place = begin + length - 1 - here if reverse else source
            byte = out[place]
            width = 1 if byte < 0x80 else (2 if byte < 0xE0 else (3 if byte < 0xF0 else 4))
            source += width
            if shortened:
                if drop_1 <= here < drop_1_end or drop_2 <= here < drop_2_end:
                    continue
                if keep > 0 and kept == keep:
                    break
                kept += 1
            if here > 0:
                if here < 32 and (cuts >> np.uint32(here)) & np.uint32(1):
                    at = _put(out, at, separators[separator])
                    points += separators[separator] & 0xFFFF
                    separator = min(separator + 1, last_separator)
                if insert_below > 0:
                    state = _step(state)
                    if (state >> np.uint64(32)) < insert_below:
                        if insert & 0xFF > 1:
                            state = _step(state)
                        text = inserts[_drawn(state, insert)]
                        at = _put(out, at, text)
                        points += text & 0xFFFF
            if shortened and mask <= here < mask_end:
                at = _put(out, at, star)
                points += star & 0xFFFF
                continue
            if counted and 48 <= byte < 58:
                again = 0
                while again < len(counters) and i < length and out[source] == byte:
                    again += 1
                    i += 1
                    source += 1
                if again > 0:
                    at = _put(out, at, counters[again - 1])
                    points += counters[again - 1] & 0xFFFF
            way = 0
            if here < low or here >= high:
                pass
            elif byte < 0x80:
                way = way_of[f * 128 + byte]
            elif decode:
                code = _point(out, place, width)
                for j in range(other_begin, other_end):
                    if other[j, 0] == code:
                        way = other[j, 1]
                if way == 0 and respell >= 0 and 0x4E00 <= code < 0xA000:
                    way = respelled[respell, code - 0x4E00]
            if way > 0:
                state = _step(state)
                if (state >> np.uint64(32)) < below:
                    if way & 0xFF > 1:
                        state = _step(state)
                    text = ways[_drawn(state, way)]
                    at = _put(out, at, text)
                    points += text & 0xFFFF
                    continue
            at = copy_bytes(out, at, out, place, width)
            points += 1
        mark = (first_point << 48) | (points << 32)  # what leads is part of the value
        if join & 0xFFFF > 0:
            at = _put(out, at, join)
            points += join & 0xFFFF
            mark |= points << 16
            at = _put(out, at, seconds[row])
            points += seconds[row] & 0xFFFF
            mark |= points
        at = _put(out, at, afters[f])
        points += afters[f] & 0xFFFF
        marks[row] = mark
        written[row] = (first_byte << 32) | ((at - first_byte) << 16) | points
    return turn, at

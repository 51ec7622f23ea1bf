"""Altering: the loops of the compiled writer that do not spell a value character by character.

Characters are left out, masked, counted or turned round, or a value is put together anew.
"""

import numpy as np

from leakbench.generator.engine.ascii import NINE, ZERO
from leakbench.generator.engine.compiled import inner
from leakbench.generator.engine.digits import number_at, put_digits
from leakbench.generator.engine.intrinsics import either
from leakbench.generator.engine.strings import Bytes
from leakbench.generator.surfaces.parameters import HAN_END, Parameters
from leakbench.generator.surfaces.spelling import (
    Cursor,
    FormRecord,
    Source,
    Whole,
    code_point,
    put,
    put_insert,
    taken,
    way_of_han,
    way_of_other,
)


@inner
def write_altered(
    out: Bytes, cursor: Cursor, value: Source, form: FormRecord, p: Parameters
) -> Whole:
    """Spell characters of which some are left out, masked, counted or turned round."""
    at, made, state = cursor
    begin, _, length, low, high = value
    keep = form.keep
    mask = form.mask if form.mask >= 0 else length + form.mask
    mask_end = form.mask_end if form.mask_end > 0 else length + form.mask_end
    source, separator = begin, form.separator
    kept = 0
    i = 0
    while i < length:
        here, i = i, i + 1
        place = begin + length - 1 - here if form.reverse else source
        byte = np.int64(out[place])
        width = 1 if byte < 0x80 else (2 if byte < 0xE0 else (3 if byte < 0xF0 else 4))
        source += width
        if form.drop <= here < form.drop_end or form.drop_too <= here < form.drop_too_end:
            continue
        if keep > 0 and kept == keep:
            break
        kept += 1
        if here > 0:
            if here < 32 and (form.cuts >> np.uint64(here)) & np.uint64(1):
                made = put(out, at, made, p.separators[separator])
                separator = min(separator + 1, form.last_separator)
            if form.insert > 0:
                made, state = put_insert(out, Cursor(at, made, state), form, p)
        if mask <= here < mask_end:
            made = put(out, at, made, form.star)
            continue
        if form.repeats and ZERO <= byte <= NINE:
            again = 0
            while again < len(p.counters) and i < length and out[source] == byte:
                again += 1
                i += 1
                source += 1
            if again > 0:
                made = put(out, at, made, p.counters[again - 1])
        way = np.int64(0)
        if low <= here < high:
            if byte < 0x80:
                way = np.int64(p.way[form.way + byte])
            elif form.respell > -HAN_END:
                way = way_of_han(code_point(out, place, width), form, p)
            elif form.bloom > 0:
                way = way_of_other(code_point(out, place, width), form, p)
        text = (place << 32) | (width << 16) | 1
        if way & 0xFF > 0:
            hit, drawn, state = taken(state, form.limit, way)
            text = either(hit, p.ways[drawn], text)
        made = put(out, at, made, text)
    return made


@inner
def _serial(out: Bytes, at: Whole, date: Whole) -> Whole:
    """Write a date YYYY-MM-DD as the number of its day in spreadsheets; gives its width."""
    year = number_at(out, date, 4)
    month, day = number_at(out, date + 5, 2), number_at(out, date + 8, 2)
    if month < 3:  # years counted from 1 March, so that the leap day comes last
        year -= 1
        month += 12
    number = 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + day
    number -= 693900  # day 1 is 1900-01-01, after a 29 February 1900 that there never was
    width = 1 + (number > 9) + (number > 99) + (number > 999) + (number > 9999) + (number > 99999)
    put_digits(out, at, number, width)
    return width


@inner
def write_pattern(
    out: Bytes, cursor: Cursor, value: Source, form: FormRecord, p: Parameters
) -> Whole:
    """Write anew out of parts of the value."""
    at, made, state = cursor
    begin, _, _, low, high = value
    for turn in range(form.step, form.step_end):
        made = put(out, at, made, p.step_text[turn])
        place, stop = begin + p.step[turn, 0], begin + p.step[turn, 1]
        if place < begin:
            made += _serial(out, at + (made >> 16), begin) * 0x10001
            continue
        while p.step[turn, 2] and place < stop - 1 and out[place] == ZERO:
            place += 1
        for here in range(place, stop):
            text = (here << 32) | 0x10001
            way = np.int64(p.way[form.way + out[here]])
            if way & 0xFF > 0 and low <= here - begin < high:
                hit, drawn, state = taken(state, form.limit, way)
                text = either(hit, p.ways[drawn], text)
            made = put(out, at, made, text)
    return made

"""Spelling: the loops of the compiled writer over the characters of one value.

What is made of a value is counted in one number, bytes times 2**16 and code points, as ``Strings``
counts them. Random choices are taken without branches, which they would mislead, and in as few
steps as the next one can wait for.
"""

from typing import Any

import numpy as np

from leakbench.generator.compiled import inlined
from leakbench.generator.copying import copy_bytes, either, entry
from leakbench.generator.form_parameters import HAN, HAN_END, Parameters
from leakbench.generator.strings import Bytes

_ONCE, _ONCE_MORE = 6364136223846793005, 1442695040888963407  # a step of the random state
_TWICE, _TWICE_MORE = _ONCE**2 % 2**64, (_ONCE + 1) * _ONCE_MORE % 2**64  # two of them


Form = Any
"""A record of the type ``FORM``."""


@inlined
def put(out: Bytes, at: int, made: int, text: int) -> int:
    """Write a text behind what is made from a byte on."""
    copy_bytes(out, at + (made >> 16), out, text >> 32, (text >> 16) & 0xFFFF)
    return made + (text & 0xFFFFFFFF)


@inlined
def _step(state: np.uint64) -> np.uint64:
    return state * np.uint64(_ONCE) + np.uint64(_ONCE_MORE)


@inlined
def _drawn(state: np.uint64, ways: int) -> int:
    """Place of one of the ways, of which the upper half of the random state draws one."""
    draw = state >> np.uint64(32)
    return (ways >> 8) + np.int64((draw * np.uint64(ways & 0xFF)) >> np.uint64(32))


@inlined
def _chosen(state: np.uint64, limit: np.uint64, ways: int) -> tuple[bool, int, np.uint64]:
    """Whether one of the ways is taken, which one, and the state behind; without ways, no step."""
    count = ways & 0xFF
    one, more = count > 0, count > 1
    factor = either(one, np.uint64(_ONCE), np.uint64(1))
    term = either(one, np.uint64(_ONCE_MORE), np.uint64(0))
    once = state * factor + term
    twice = state * either(more, np.uint64(_TWICE), factor) + either(
        more, np.uint64(_TWICE_MORE), term
    )
    hit = once <= limit
    return hit & one, _drawn(twice, ways), either(hit, twice, once)


@inlined
def _of_several(state: np.uint64, limit: np.uint64, ways: int) -> tuple[bool, int, np.uint64]:
    """The same where there are ways."""
    more = ways & 0xFF > 1
    once = _step(state)
    twice = state * either(more, np.uint64(_TWICE), np.uint64(_ONCE)) + either(
        more, np.uint64(_TWICE_MORE), np.uint64(_ONCE_MORE)
    )
    hit = once <= limit
    return hit, _drawn(twice, ways), either(hit, twice, once)


@inlined
def code_point(out: Bytes, at: int, width: int) -> int:
    """Code point of the UTF-8 character of a width."""
    value = np.int64(entry(out, at)) & (0xFF >> (width + 1) if width > 1 else 0x7F)
    for i in range(1, width):
        value = (value << 6) | (np.int64(entry(out, at + i)) & 0x3F)
    return value


@inlined
def spell_settled(
    out: Bytes, at: int, made: int, begin: int, length: int, form: Form, p: Parameters
) -> int:
    """Spell ASCII characters each of which has one way only."""
    cuts, separator = form.cuts, form.separator
    for place in range(begin, begin + length):
        if cuts & np.uint64(1):
            made = put(out, at, made, entry(p.separators, separator))
            separator = min(separator + 1, form.last_separator)
        cuts >>= np.uint64(1)
        way = entry(p.way, form.way + entry(out, place))
        made = put(out, at, made, entry(p.ways, way >> 8))
    return made


@inlined
def spell_ascii(
    out: Bytes,
    at: int,
    made: int,
    state: np.uint64,
    begin: int,
    length: int,
    low: int,
    high: int,
    form: Form,
    p: Parameters,
) -> int:
    """Spell ASCII characters, those from ``low`` to ``high`` in other ways."""
    cuts, separator = form.cuts, form.separator
    for here in range(length):
        if here > 0:
            if cuts & np.uint64(1):
                made = put(out, at, made, entry(p.separators, separator))
                separator = min(separator + 1, form.last_separator)
            if form.insert > 0:
                hit, drawn, state = _of_several(state, form.insert_limit, form.insert)
                made = put(out, at, made, either(hit, entry(p.inserts, drawn), 0))
        cuts >>= np.uint64(1)
        byte = np.int64(entry(out, begin + here))
        way = np.int64(entry(p.way, form.way + byte))
        chosen = byte
        if way & 0xFF > 0 and low <= here < high:
            hit, drawn, state = _of_several(state, form.limit, way)
            chosen = either(hit, drawn, byte)
        made = put(out, at, made, entry(p.ways, chosen))
    return made


@inlined
def _may_be_other(last: np.uint8, form: Form) -> bool:
    """Whether a character with this last byte may be one of the form's further ones."""
    return (form.bloom >> np.uint64(last & 0x3F)) & np.uint64(1) > 0


@inlined
def _way_of_other(code: int, form: Form, p: Parameters) -> int:
    for j in range(form.other, form.other_end):
        if p.other[j, 0] == code:
            return np.int64(p.other[j, 1])
    return np.int64(0)


@inlined
def spell_any(
    out: Bytes,
    at: int,
    made: int,
    state: np.uint64,
    begin: int,
    size: int,
    length: int,
    low: int,
    high: int,
    form: Form,
    p: Parameters,
) -> int:
    """Spell characters of any width, those from ``low`` to ``high`` in other ways."""
    cuts, separator = form.cuts, form.separator
    between = form.cuts > 0 or form.insert > 0
    respells = form.respell > -HAN_END
    source = begin
    stop = length if between else min(length, high)
    for here in range(stop):
        if between and here > 0:
            if cuts & np.uint64(1):
                made = put(out, at, made, entry(p.separators, separator))
                separator = min(separator + 1, form.last_separator)
            if form.insert > 0:
                hit, drawn, state = _of_several(state, form.insert_limit, form.insert)
                made = put(out, at, made, either(hit, entry(p.inserts, drawn), 0))
        cuts >>= np.uint64(1)
        inside = low <= here < high
        byte = np.int64(entry(out, source))
        if byte < 0x80:
            text = (source << 32) | 0x10001
            source += 1
            way = np.int64(entry(p.way, form.way + byte))
            if inside and way & 0xFF > 0:
                hit, drawn, state = _of_several(state, form.limit, way)
                text = either(hit, entry(p.ways, drawn), text)
        elif 0xE0 <= byte < 0xF0:
            text = (source << 32) | 0x30001
            if inside and respells:
                code = code_point(out, source, 3)
                way = np.int64(0)
                if HAN <= code < HAN_END:
                    way = np.int64(entry(p.respelled, form.respell + code))
                if form.settled:
                    text = either(way > 0, entry(p.ways, way >> 8), text)
                else:
                    hit, drawn, state = _chosen(state, form.limit, way)
                    text = either(hit, entry(p.ways, drawn), text)
            elif inside and _may_be_other(entry(out, source + 2), form):
                way = _way_of_other(code_point(out, source, 3), form, p)
                if way > 0:
                    hit, drawn, state = _of_several(state, form.limit, way)
                    text = either(hit, entry(p.ways, drawn), text)
            source += 3
        else:
            width = 2 if byte < 0xE0 else 4
            text = (source << 32) | (width << 16) | 1
            if inside and _may_be_other(entry(out, source + width - 1), form):
                way = _way_of_other(code_point(out, source, width), form, p)
                if way > 0:
                    hit, drawn, state = _of_several(state, form.limit, way)
                    text = either(hit, entry(p.ways, drawn), text)
            source += width
        made = put(out, at, made, text)
    if stop < length:
        rest = (source << 32) | ((begin + size - source) << 16) | (length - stop)
        made = put(out, at, made, rest)
    return made


@inlined
def spell_altered(
    out: Bytes,
    at: int,
    made: int,
    state: np.uint64,
    begin: int,
    length: int,
    low: int,
    high: int,
    form: Form,
    p: Parameters,
) -> int:
    """Spell characters of which some are left out, masked, counted or turned round."""
    keep = form.keep
    mask = form.mask if form.mask >= 0 else length + form.mask
    mask_end = form.mask_end if form.mask_end > 0 else length + form.mask_end
    decodes = form.respell > -HAN_END or form.bloom > 0
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
                hit, drawn, state = _of_several(state, form.insert_limit, form.insert)
                made = put(out, at, made, either(hit, p.inserts[drawn], 0))
        if mask <= here < mask_end:
            made = put(out, at, made, form.star)
            continue
        if form.repeats and 48 <= byte < 58:
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
            elif decodes:
                code = code_point(out, place, width)
                way = _way_of_other(code, form, p)
                if form.respell > -HAN_END and HAN <= code < HAN_END:
                    way = np.int64(p.respelled[form.respell + code])
        text = (place << 32) | (width << 16) | 1
        if way & 0xFF > 0:
            hit, drawn, state = _of_several(state, form.limit, way)
            text = either(hit, p.ways[drawn], text)
        made = put(out, at, made, text)
    return made


@inlined
def _serial(out: Bytes, at: int, date: int) -> int:
    """Write a date YYYY-MM-DD as the number of its day in spreadsheets; gives its width."""
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
    return width


@inlined
def spell_pattern(
    out: Bytes,
    at: int,
    made: int,
    state: np.uint64,
    begin: int,
    low: int,
    high: int,
    form: Form,
    p: Parameters,
) -> int:
    """Write anew out of parts of the value."""
    for turn in range(form.step, form.step_end):
        made = put(out, at, made, p.step_text[turn])
        place, stop = begin + p.step[turn, 0], begin + p.step[turn, 1]
        if place < begin:
            made += _serial(out, at + (made >> 16), begin) * 0x10001
            continue
        while p.step[turn, 2] and place < stop - 1 and out[place] == 48:
            place += 1
        for here in range(place, stop):
            way = (
                np.int64(p.way[form.way + out[here]]) if low <= here - begin < high else np.int64(0)
            )
            hit, drawn, state = _chosen(state, form.limit, way)
            made = put(out, at, made, either(hit, p.ways[drawn], (here << 32) | 0x10001))
    return made

"""Spelling: the loops of the compiled writer over the characters of one value.

What is made of a value is counted in one number, bytes times 2**16 and code points, as ``Strings``
counts them. Random choices are taken without branches, which they would mislead, and in as few
steps as the next one can wait for.
"""

from typing import Any, NamedTuple

import numpy as np

from leakbench.generator.engine.compiled import inlined
from leakbench.generator.engine.copying import copy_bytes
from leakbench.generator.engine.intrinsics import either, entry
from leakbench.generator.engine.strings import Bytes
from leakbench.generator.surfaces.parameters import HAN, HAN_END, Parameters

_ONCE, _ONCE_MORE = 6364136223846793005, 1442695040888963407  # a step of the random state
_TWICE, _TWICE_MORE = _ONCE**2 % 2**64, (_ONCE + 1) * _ONCE_MORE % 2**64  # two of them


FormRecord = Any  # a record of the type ``FORM``
Whole = Any  # a Python number or one of numpy, which are the same where this is compiled
Flag = bool | np.bool_


class Source(NamedTuple):
    """A value that is written in another way.

    Attributes:
        begin: Its first byte.
        size: Its bytes.
        length: Its code points.
        low: The first code point that may be written in other ways.
        high: The one behind the last of them.
    """

    begin: Whole
    size: Whole
    length: Whole
    low: Whole
    high: Whole


class Cursor(NamedTuple):
    """How far the writing of a row is.

    Attributes:
        at: The row's first byte.
        made: What is made of it: bytes times 2**16, and code points.
        state: The random state.
    """

    at: Whole
    made: Whole
    state: np.uint64


@inlined
def put(out: Bytes, at: Whole, made: Whole, text: Whole) -> Whole:
    """Write a text behind what is made from a byte on."""
    copy_bytes(out, at + (made >> 16), out, text >> 32, (text >> 16) & 0xFFFF)
    return made + (text & 0xFFFFFFFF)


@inlined
def _step(state: np.uint64) -> np.uint64:
    return state * np.uint64(_ONCE) + np.uint64(_ONCE_MORE)


@inlined
def _drawn(state: np.uint64, ways: Whole) -> Whole:
    """Place of one of the ways, of which the upper half of the random state draws one."""
    draw = state >> np.uint64(32)
    return (ways >> 8) + np.int64((draw * np.uint64(ways & 0xFF)) >> np.uint64(32))


@inlined
def taken(state: np.uint64, limit: np.uint64, ways: Whole) -> tuple[Flag, Whole, np.uint64]:
    """Whether one of the ways is taken, which one, and the state behind."""
    more = ways & 0xFF > 1
    once = _step(state)
    twice = state * either(more, np.uint64(_TWICE), np.uint64(_ONCE)) + either(
        more, np.uint64(_TWICE_MORE), np.uint64(_ONCE_MORE)
    )
    hit = once <= limit
    return hit, _drawn(twice, ways), either(hit, twice, once)


@inlined
def _taken_if_any(state: np.uint64, limit: np.uint64, ways: Whole) -> tuple[Flag, Whole, np.uint64]:
    """The same where there may be no ways, and then no step; for where that is hard to predict."""
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
def put_insert(
    out: Bytes, cursor: Cursor, form: FormRecord, p: Parameters
) -> tuple[Whole, np.uint64]:
    """Insert a text, if the state says so; gives what is made then, and the state behind."""
    at, made, state = cursor
    hit, drawn, state = taken(state, form.insert_limit, form.insert)
    return put(out, at, made, either(hit, entry(p.inserts, drawn), 0)), state


@inlined
def code_point(out: Bytes, at: Whole, width: Whole) -> Whole:
    """Code point of the UTF-8 character of a width."""
    value = np.int64(entry(out, at)) & (0xFF >> (width + 1) if width > 1 else 0x7F)
    for i in range(1, width):
        value = (value << 6) | (np.int64(entry(out, at + i)) & 0x3F)
    return value


@inlined
def spell_settled(
    out: Bytes, cursor: Cursor, source: Source, form: FormRecord, p: Parameters
) -> Whole:
    """Spell ASCII characters each of which has one way only."""
    at, made, _ = cursor
    cuts, separator = form.cuts, form.separator
    for place in range(source.begin, source.begin + source.length):
        if cuts & np.uint64(1):
            made = put(out, at, made, entry(p.separators, separator))
            separator = min(separator + 1, form.last_separator)
        cuts >>= np.uint64(1)
        way = entry(p.way, form.way + entry(out, place))
        made = put(out, at, made, entry(p.ways, way >> 8))
    return made


@inlined
def spell_ascii(
    out: Bytes, cursor: Cursor, source: Source, form: FormRecord, p: Parameters
) -> Whole:
    """Spell ASCII characters, those from ``low`` to ``high`` in other ways."""
    at, made, state = cursor
    begin, _, length, low, high = source
    cuts, separator = form.cuts, form.separator
    for here in range(length):
        if here > 0:
            if cuts & np.uint64(1):
                made = put(out, at, made, entry(p.separators, separator))
                separator = min(separator + 1, form.last_separator)
            if form.insert > 0:
                made, state = put_insert(out, Cursor(at, made, state), form, p)
        cuts >>= np.uint64(1)
        byte = np.int64(entry(out, begin + here))
        way = np.int64(entry(p.way, form.way + byte))
        chosen = byte
        if way & 0xFF > 0 and low <= here < high:
            hit, drawn, state = taken(state, form.limit, way)
            chosen = either(hit, drawn, byte)
        made = put(out, at, made, entry(p.ways, chosen))
    return made


@inlined
def _may_be_other(last: np.uint8, form: FormRecord) -> Flag:
    """Whether a character with this last byte may be one of the form's further ones."""
    return (form.bloom >> np.uint64(last & 0x3F)) & np.uint64(1) > 0


@inlined
def way_of_other(code: Whole, form: FormRecord, p: Parameters) -> Whole:
    """The ways of one of the form's further characters; 0 if it is none."""
    for j in range(form.other, form.other_end):
        if p.other[j, 0] == code:
            return np.int64(p.other[j, 1])
    return np.int64(0)


@inlined
def way_of_han(code: Whole, form: FormRecord, p: Parameters) -> Whole:
    """The ways of a character that the form may respell."""
    way = way_of_other(code, form, p)
    if way == 0 and HAN <= code < HAN_END:
        way = np.int64(entry(p.respelled, form.respell + code))
    return way


@inlined
def spell_any(out: Bytes, cursor: Cursor, value: Source, form: FormRecord, p: Parameters) -> Whole:
    """Spell characters of any width, those from ``low`` to ``high`` in other ways."""
    at, made, state = cursor
    begin, size, length, low, high = value
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
                made, state = put_insert(out, Cursor(at, made, state), form, p)
        cuts >>= np.uint64(1)
        inside = low <= here < high
        byte = np.int64(entry(out, source))
        if byte < 0x80:
            text = (source << 32) | 0x10001
            source += 1
            way = np.int64(entry(p.way, form.way + byte))
            if inside and way & 0xFF > 0:
                hit, drawn, state = taken(state, form.limit, way)
                text = either(hit, entry(p.ways, drawn), text)
        elif 0xE0 <= byte < 0xF0:
            text = (source << 32) | 0x30001
            if inside and respells:
                way = way_of_han(code_point(out, source, 3), form, p)
                if form.settled:
                    text = either(way > 0, entry(p.ways, way >> 8), text)
                else:
                    hit, drawn, state = _taken_if_any(state, form.limit, way)
                    text = either(hit, entry(p.ways, drawn), text)
            elif inside and _may_be_other(entry(out, source + 2), form):
                way = way_of_other(code_point(out, source, 3), form, p)
                if way > 0:
                    hit, drawn, state = taken(state, form.limit, way)
                    text = either(hit, entry(p.ways, drawn), text)
            source += 3
        else:
            width = 2 if byte < 0xE0 else 4
            text = (source << 32) | (width << 16) | 1
            if inside and _may_be_other(entry(out, source + width - 1), form):
                way = way_of_other(code_point(out, source, width), form, p)
                if way > 0:
                    hit, drawn, state = taken(state, form.limit, way)
                    text = either(hit, entry(p.ways, drawn), text)
            source += width
        made = put(out, at, made, text)
    if stop < length:
        rest = (source << 32) | ((begin + size - source) << 16) | (length - stop)
        made = put(out, at, made, rest)
    return made

"""Telephone numbers of several parts: country codes, area codes, extensions, groups with words.

Which digits make a mobile number is a rule; where such a number begins and ends among brackets,
plus signs, dashes and words is told here.
"""

import numpy as np

from leakbench.detectors.normalize.characters import (
    CLASS,
    CLOSE,
    DIGIT,
    DOT,
    HYPHEN,
    OPEN,
    PLUS,
    SPACE,
    Bytes,
    digits_from,
    number_at,
)
from leakbench.detectors.structured.candidates import Place
from leakbench.detectors.structured.labels import label
from leakbench.detectors.structured.literals import THREE, follows, follows_latin, precedes, utf8
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.detectors.structured.rules.kernels import digits_by_form
from leakbench.detectors.structured.separated import separated_end
from leakbench.generator.engine.compiled import inlined, inner

_MOBILE, _LANDLINE = label("MOBILE"), label("LANDLINE")
_ONE, _TWO, _EIGHT = b"128"
_CHINA, _CHINA_DIALLED = utf8("86"), utf8("0086")
_EN_DASH, _EM_DASH, _HYPHEN_WIDE = utf8("–"), utf8("—"), utf8("－")
_OPEN_WIDE, _CLOSE_WIDE = utf8("（"), utf8("）")
_TURN, _INNER_LINE, _EXT = utf8("转"), utf8("分机"), utf8("ext")  # before an extension
_WIDEST_GAP = 16  # bytes of the words between the groups of a mobile number


@inlined
def _part(place: Place, start: int, stop: int) -> Place:
    """Another part of the same cell."""
    return Place(place.data, place.cell_start, place.search_from, start, stop, place.cell_end)


@inlined
def national_kind(place: Place, tables: NumberTables) -> int:
    """What digits are behind a country code that is written on to them; -1 is nothing."""
    data, at, stop = place.data, place.start, place.stop
    width = stop - at
    code = 0
    if width == 13 and follows(data, at, stop, _CHINA):
        code = 2
    elif width == 15 and follows(data, at, stop, _CHINA_DIALLED):
        code = 4
    if code and digits_by_form(_part(place, at + code, stop), tables) == _MOBILE:
        return _MOBILE
    return -1


@inner
def code_start(data: Bytes, low: int, at: int) -> int:
    """Where a mobile number begins: at its country code, if one stands before it."""
    i = at
    if i > low and data[i - 1] in (CLOSE, SPACE, HYPHEN):
        i -= 1
        if i > low and data[i - 1] == CLOSE:
            i -= 1
    if not precedes(data, low, i, _CHINA) or i - _CHINA.size == low:
        return at
    i -= _CHINA.size
    if data[i - 1] == PLUS:
        i -= 1
        bracketed = data[at - 1] == CLOSE and i > low and data[i - 1] == OPEN
        return i - 1 if bracketed else i
    dialled = precedes(data, low, i + _CHINA.size, _CHINA_DIALLED)
    return i - 2 if dialled and (i - 3 < low or not CLASS[data[i - 3]]) else at


@inner
def after_code(place: Place, tables: NumberTables, scratch: Bytes) -> tuple[int, int, int]:
    """(start, stop, kind) of the number behind the country code that stands here; stop 0 is none.

    A landline goes without the zero of its area code there.
    """
    data, at, run, end = place.data, place.start, place.stop, place.cell_end
    behind = data[run] if run < end else np.uint8(0)
    before = data[at - 1] if at > place.cell_start else np.uint8(0)
    signed = before == PLUS
    if not (behind == HYPHEN or (behind == CLOSE and signed) or (behind == SPACE and signed)):
        return at, 0, -1
    i = run + 1
    if behind == CLOSE and i < end and data[i] in (SPACE, HYPHEN):
        i += 1
    if i + 2 >= end or CLASS[data[i]] != DIGIT:
        return at, 0, -1
    width = 0
    while i + width < end and CLASS[data[i + width]] == DIGIT:
        width += 1
    stop, kind = 0, -1
    if data[i] == _ONE:
        national = _part(place, i, i + width)
        if digits_by_form(national, tables) == _MOBILE:
            stop, kind = i + width, _MOBILE
        elif width == 3:
            stop, kind = separated_end(national, tables, scratch)
            if kind != _MOBILE:
                stop = 0
    elif signed and width in (2, 3) and i + width + 1 < end:
        local = digits_from(data, i + width + 1, end)
        length = tables.local[number_at(data, i, width)]
        if length and local == length and data[i + width] in (HYPHEN, SPACE):
            stop, kind = i + width + 1 + local, _LANDLINE
    start = at
    if stop > 0 and signed:
        start -= 1
        if behind == CLOSE and start > place.cell_start and data[start - 1] == OPEN:
            start -= 1
    return start, max(stop, 0), kind


@inlined
def _is_wide_gap(data: Bytes, at: int, end: int) -> bool:
    """Whether a dash, a wide hyphen or a wide closing bracket stands at a place."""
    return (
        follows(data, at, end, _EN_DASH)
        or follows(data, at, end, _EM_DASH)
        or follows(data, at, end, _HYPHEN_WIDE)
        or follows(data, at, end, _CLOSE_WIDE)
    )


@inlined
def _gap_end(data: Bytes, at: int, end: int) -> int:
    """Where up to three dashes, spaces and closing brackets end."""
    for _ in range(3):
        if at < end and data[at] in (HYPHEN, SPACE, CLOSE):
            at += 1
        elif _is_wide_gap(data, at, end):
            at += THREE
        else:
            break
    return at


@inner
def landline_bounds(place: Place, tables: NumberTables) -> tuple[int, int]:
    """(start, stop) of the landline whose area code these digits are; stop 0 is none."""
    data, start, run, end = place.data, place.start, place.stop, place.cell_end
    length = tables.local[number_at(data, start, run - start)]
    at = _gap_end(data, run, end)
    if not length or at == run or at >= end or not _TWO <= data[at] <= _EIGHT:
        return start, 0
    found = digits_from(data, at, end)
    if found != length:
        halved = found == length - 4 and at + found < end and data[at + found] in (HYPHEN, SPACE)
        if not halved or digits_from(data, at + found + 1, end) != 4:
            return start, 0
        length += 1
    if start > place.cell_start and data[start - 1] == OPEN and data[run] == CLOSE:
        start -= 1
    elif precedes(data, place.cell_start, start, _OPEN_WIDE) and follows(
        data, run, end, _CLOSE_WIDE
    ):
        start -= _OPEN_WIDE.size
    return start, extension_end(data, at + length, end)


@inner
def extension_end(data: Bytes, at: int, end: int) -> int:
    """End of the extension after a landline, or the place itself."""
    if at + 1 >= end:
        return at
    i = at
    longest = 6
    if data[i] == HYPHEN:
        i += 1
        longest = 5
    else:
        if data[i] == SPACE:
            i += 1
        word = _extension_word(data, i, end)
        if not word:
            return at
        i += word
        if i < end and data[i] == SPACE:
            i += 1
    width = digits_from(data, i, end)
    return i + width if 1 <= width <= longest else at


@inlined
def _extension_word(data: Bytes, at: int, end: int) -> int:
    """How many bytes 转, 分机, ext or ext. has at a place."""
    if follows(data, at, end, _TURN):
        return _TURN.size
    if follows(data, at, end, _INNER_LINE):
        return _INNER_LINE.size
    if follows_latin(data, at, end - 1, _EXT):
        return _EXT.size + (data[at + _EXT.size] == DOT)
    return 0


@inner
def grouped_mobile_end(place: Place, tables: NumberTables, scratch: Bytes) -> int:
    """End of a mobile in groups of 3, 4 and 4 with the same few words between them; 0 if none."""
    data, at, gap, end = place.data, place.start, place.stop, place.cell_end
    i = gap
    while i < end and i - gap <= _WIDEST_GAP and not CLASS[data[i]]:
        i += 1
    size = i - gap
    if size == 0 or size > _WIDEST_GAP or digits_from(data, i, end) != 4 or i + 8 + size > end:
        return 0
    for k in range(size):
        if data[i + 4 + k] != data[gap + k]:
            return 0
    last = i + 4 + size
    if digits_from(data, last, end) != 4:
        return 0
    for k in range(3):
        scratch[k] = data[at + k]
    for k in range(4):
        scratch[3 + k], scratch[7 + k] = data[i + k], data[last + k]
    together = Place(scratch, 0, 0, 0, 11, 11)
    return last + 4 if digits_by_form(together, tables) == _MOBILE else 0

"""Conditions on what stands right beside a value: pauses, keys, units, fields, sentences.

Rules name these functions; ``rules.compiler`` gives each what it takes. They take the value's
``Place``, so that all of them ask the same way.
"""

from leakbench.detectors.normalize.characters import (
    CAPITAL_A,
    CAPITAL_Z,
    CLASS,
    COLON,
    DIGIT,
    DOT,
    HYPHEN,
    SMALL_A,
    SMALL_Z,
    SPACE,
    UNDERSCORE,
    Bytes,
    byte_set,
    is_letter,
)
from leakbench.detectors.structured.candidates import Place
from leakbench.detectors.structured.literals import (
    FIELD,
    LEAD,
    MONEY,
    PAUSE,
    STOP,
    THREE,
    UNIT,
    follows,
    has_role,
    has_role_before,
    precedes,
    utf8,
)
from leakbench.detectors.structured.surroundings import over_space
from leakbench.generator.engine.compiled import inlined, inner

_FIELD_ENDS = byte_set(b"\t\n,-;_|/")
_SERVICE_ENDS = byte_set(b"\n ,;!)")
_TAB, _LINE_END, _APOSTROPHE, _EQUALS = b"\t\n'="
_OPEN, _CLOSE = b"()"
_ZERO = ord("0")
_ASCII_END = 0b1000_0000  # bytes from here on belong to characters outside ASCII
_HAN = 0xE4, 0xE9  # first bytes of nearly all Chinese characters
_COMMA_WIDE = utf8("，")
_SHORT_LINE = 40  # bytes of a line that only says how to get in touch


@inner
def stands_alone(place: Place) -> bool:
    """Whether a value fills a field: nothing but separators on both sides."""
    data, low, at, stop, end = _outline(place)
    if at > low and data[at - 1] == _APOSTROPHE:  # a spreadsheet's
        at -= 1
    left = at == low or _FIELD_ENDS[data[at - 1]]
    right = stop == end or _FIELD_ENDS[data[stop]]
    comma_left = precedes(data, low, at, _COMMA_WIDE)
    comma_right = follows(data, stop, end, _COMMA_WIDE)
    return (left or comma_left) and (right or comma_right) and not (comma_left and stop == end)


@inlined
def _outline(place: Place) -> tuple[Bytes, int, int, int, int]:
    """(data, start of the cell, start and stop of the value, end of the cell)."""
    return place.data, place.cell_start, place.start, place.stop, place.cell_end


@inner
def fills_field(place: Place) -> bool:
    """Whether a value is the last of a line's fields, or stands alone in one."""
    if stands_alone(place):
        return True
    data, low, at, stop, end = _outline(place)
    if at > low and not _FIELD_ENDS[data[at - 1]] and not has_role_before(data, low, at, FIELD):
        return False
    return bool(
        stop == end
        or data[stop] in (_TAB, _LINE_END, SPACE)
        or has_role(data, stop, end, PAUSE | FIELD)
    )


@inner
def counted(place: Place) -> bool:
    """Whether a unit stands behind a number."""
    return has_role(place.data, place.stop, place.cell_end, UNIT)


@inner
def follows_word(place: Place) -> bool:
    """Whether words, or a bracket or pause after them, stand before a number, and no unit after."""
    data, low, at, stop, end = _outline(place)
    i = over_space(data, low, at)
    if i - THREE < low or has_role(data, stop, end, UNIT):
        return False
    if data[i - 1] < _ASCII_END:
        return data[i - 1] in (_OPEN, _CLOSE)
    first, last = _HAN
    return first <= data[i - THREE] <= last or has_role_before(data, low, i, LEAD | PAUSE)


@inner
def is_appended(place: Place) -> bool:
    """Whether a number comes last, after a space or pause, in a line that is not a short one."""
    data, low, at, stop, end = _outline(place)
    if stop < end or not (over_space(data, low, at) < at or has_role_before(data, low, at, PAUSE)):
        return False
    if has_role_before(data, low, at, STOP):
        return True
    i = at
    while i > low and at - i < _SHORT_LINE:
        if data[i - 1] == _LINE_END:
            return False
        i -= 1
    return True


@inner
def is_key(place: Place) -> bool:
    """Whether a colon or an equals sign stands behind: it is a key, not a value."""
    data, stop = place.data, place.stop
    return stop < place.cell_end and data[stop] in (COLON, _EQUALS)


@inner
def is_service(place: Place) -> bool:
    """Whether a sentence has a short number as it has a service's, not as a price or a count."""
    data, low, at, stop, end = _outline(place)
    if data[stop - 1] == _ZERO and data[stop - 2] == _ZERO:  # a round sum
        return False
    i = at - 1 if at > low and data[at - 1] in (SPACE, COLON) else at
    before = Place(data, low, low, i, stop, end)
    if not follows_word(before) or has_role_before(data, low, i, MONEY):
        return False
    return stop == end or data[stop] >= _ASCII_END or _SERVICE_ENDS[data[stop]]


@inner
def letter_first(place: Place) -> bool:
    """Whether a value's first character is a Latin letter."""
    return is_letter(place.data[place.start])


@inner
def capital_first(place: Place) -> bool:
    """Whether a value's first character is a capital, or a digit."""
    return bool(place.data[place.start] <= CAPITAL_Z)


@inner
def follows_letters(place: Place) -> bool:
    """Whether at least three letters stand right before a value: a word, not a product's code."""
    data, at = place.data, place.start
    if at - place.search_from < 3:
        return False
    return is_letter(data[at - 1]) and is_letter(data[at - 2]) and is_letter(data[at - 3])


@inner
def looks_like_wechat(place: Place) -> bool:
    """Whether a name looks like an account's: small letters, one hyphen or underscore, digits."""
    data, at, stop = place.data, place.start, place.stop
    if not SMALL_A <= data[at] <= SMALL_Z:
        return False
    joints = 0
    tail = 0
    for i in range(at, stop):
        byte = data[i]
        if CLASS[byte] == DIGIT:
            tail += 1
            continue
        tail = 0
        if byte in (HYPHEN, UNDERSCORE):
            joints += 1
        elif CAPITAL_A <= byte <= CAPITAL_Z or byte == DOT:
            return False
    return joints == 1 and tail >= 5


@inner
def follows_letter(place: Place) -> bool:
    """Whether a Latin letter stands right before a value."""
    return place.start > place.cell_start and is_letter(place.data[place.start - 1])

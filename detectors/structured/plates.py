"""Number plates, GA 36: a province's character, then letters and digits, seven with new energy.

They begin with a Chinese character and may have dots or spaces anywhere, so no rule tells them.
"""

from leakbench.detectors.normalize.characters import (
    CLASS,
    DIGIT,
    DOT,
    HYPHEN,
    JOINT,
    SPACE,
    UNDERSCORE,
    Bytes,
    character_at,
)
from leakbench.detectors.structured.candidates import Place
from leakbench.detectors.structured.literals import THREE, follows, utf8
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.generator.engine.compiled import inlined, inner

_LINE_END, _STAR, _HASH = b"\n*#"
_HAN = 0xE4, 0xF0  # first bytes of Chinese characters: from the former up to the latter
_NEVER = ord("i"), ord("o")  # they look like digits
_SMALL = 0b0010_0000  # the bit that small letters have and capitals have not
_MIDDLE_DOT, _BULLET = utf8("·"), utf8("•")
_USUAL, _NEW_ENERGY, _LONGEST = 6, 7, 9  # characters behind the province's
_MOST_LETTERS = 3


@inlined
def _province_start(place: Place, tables: NumberTables) -> int:
    """Where the province's character before a place begins; the place itself if there is none."""
    data, low, at = place.data, place.cell_start, place.start
    if at - THREE < low:
        return at
    i = at - 1 if data[at - 1] in (DOT, _STAR, _HASH) else at
    first, beyond = _HAN
    if i - THREE < low or not first <= data[i - THREE] < beyond:
        return at
    return i - THREE if tables.plate[character_at(data, i - THREE)] else at


@inlined
def _separator_size(data: Bytes, at: int, end: int) -> int:
    """How many bytes what may stand between the characters has; 0 if it stands not here."""
    if JOINT[data[at]] and data[at] != _LINE_END:
        return 1
    if follows(data, at, end, _MIDDLE_DOT):
        return _MIDDLE_DOT.size
    return _BULLET.size if follows(data, at, end, _BULLET) else 0


@inner
def plate_bounds(place: Place, tables: NumberTables) -> tuple[int, int]:
    """(start, stop) of the number plate whose letters begin here; stop 0 is none."""
    data, at, end = place.data, place.start, place.cell_end
    start = _province_start(place, tables)
    if start == at or CLASS[data[at]] == DIGIT:
        return at, 0
    count = digits = 0
    i = at
    while i < end and count < _LONGEST:
        byte = data[i]
        if CLASS[byte]:
            digits += CLASS[byte] == DIGIT
            if byte | _SMALL in _NEVER:
                return at, 0
            count += 1
            i += 1
            continue
        size = _separator_size(data, i, end)
        if count >= _NEW_ENERGY or not size or i + size >= end or not CLASS[data[i + size]]:
            break
        if count == _USUAL and byte in (SPACE, HYPHEN, UNDERSCORE):
            break
        i += size
    if count not in (_USUAL, _NEW_ENERGY) or digits < count - _MOST_LETTERS:
        return at, 0
    return start, i

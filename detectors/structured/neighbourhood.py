"""Conditions on what else the cell of a value holds: names, illnesses, lodgings, other values."""

from leakbench.detectors.normalize.characters import (
    CLASS,
    DIGIT,
    DOT,
    Bytes,
    Ints,
    byte_set,
    character_at,
    is_letter,
)
from leakbench.detectors.structured.candidates import (
    KIND,
    ROW,
    START,
    STOP,
    Neighbours,
    Place,
)
from leakbench.detectors.structured.conditions import fills_field
from leakbench.detectors.structured.cue_search import word_after
from leakbench.detectors.structured.cues import CueTables, kinds_mask
from leakbench.detectors.structured.dates import born_in, year_month_day
from leakbench.detectors.structured.labels import label
from leakbench.detectors.structured.literals import (
    THREE,
    follows,
    lead,
    precedes,
    utf8,
)
from leakbench.detectors.structured.surroundings import follows_key, sentence_around
from leakbench.generator.engine.compiled import inlined, inner

_RESIDENT_ID = label("RESIDENT_ID")
_ILLNESS, _LODGING = kinds_mask(["ILLNESS"]), kinds_mask(["LODGING"])
_MALE, _FEMALE = utf8("男"), utf8("女")
_FIRST_ILL, _LAST_ILL = ord("疒"), ord("癳")  # characters with the radical of illness
_HEAL = ord("疗")  # in the names of many firms
_CAPITAL_A, _CAPITAL_Z = b"AZ"
_ASCII_END = 0b1000_0000  # bytes from here on belong to characters outside ASCII
_MIDDLE_DOT = utf8("·")
_WIDE = lead("，")  # first byte of wide commas, bars, hyphens
_FAR = 600  # bytes of a cell within which a word tells of it
_NEAR = 12  # candidates that count as neighbours, on either side
_SAME_LINE = 4  # bytes between a landline and one more local number
_LONGEST_NAME = 45  # bytes of a foreign name
_ILL_LEAD = lead("疒")
# What parts a value from the field before or behind it.
_SEX_ENDS = byte_set(b"\t ,/;_|")
_FOREIGN_ENDS = byte_set(b"\t ,-;_|")


@inner
def next_to(neighbours: Neighbours, kind: int) -> bool:
    """Whether a value known to be of some kind stands in the same cell, up to twelve places off."""
    candidates, size, own, _, _ = neighbours
    for other in range(max(0, own - _NEAR), min(size, own + _NEAR)):
        if candidates[ROW, other] == candidates[ROW, own] and candidates[KIND, other] == kind:
            return True
    return False


@inner
def right_after(place: Place, neighbours: Neighbours, kind: int) -> bool:
    """Whether a value of some kind, and at most a separator, stands right before."""
    near = place.start - neighbours.last_stop <= _SAME_LINE
    return neighbours.last_label == kind and near


@inner
def born_by_id(place: Place, neighbours: Neighbours) -> bool:
    """Whether a resident ID beside a day has it as its day of birth."""
    same, _ = _births_beside(place, neighbours)
    return same


@inner
def others_born(place: Place, neighbours: Neighbours) -> bool:
    """Whether a resident ID beside a day has another one as its day of birth."""
    _, other = _births_beside(place, neighbours)
    return other


@inner
def _births_beside(place: Place, neighbours: Neighbours) -> tuple[bool, bool]:
    """(whether a resident ID beside a day has it as day of birth, whether one has another)."""
    candidates, size, own, _, _ = neighbours
    value = year_month_day(place.data, place.start, place.stop)
    same = other = False
    for near in range(max(0, own - _NEAR), min(size, own + _NEAR)):
        if candidates[ROW, near] == candidates[ROW, own] and candidates[KIND, near] == _RESIDENT_ID:
            born = born_in(place.data, candidates[START, near], candidates[STOP, near])
            same |= born == value
            other |= born not in (0, value)
    return same, other


@inner
def year_from(place: Place, year: int) -> bool:
    """Whether a day is of that year or of a later one."""
    return year_month_day(place.data, place.start, place.stop) >= year * 10000


@inner
def sex_follows(place: Place) -> bool:
    """Whether the next field holds no more than a person's sex."""
    data, at, end = place.data, place.stop, place.cell_end
    if at >= end or not _SEX_ENDS[data[at]]:
        return False
    at += 1
    if not follows(data, at, end, _MALE) and not follows(data, at, end, _FEMALE):
        return False
    return at + THREE == end or data[at + THREE] < _ASCII_END


@inlined
def _is_field_end(data: Bytes, low: int, i: int) -> bool:
    """Whether a byte parts fields, or belongs to a wide mark that may."""
    return bool(_FOREIGN_ENDS[data[i]] or (i - 2 >= low and data[i - 2] == _WIDE))


@inner
def after_foreign_name(place: Place) -> bool:
    """Whether a name in capitals, or one with a middle dot, stands before a value."""
    data, low, at = place.data, place.cell_start, place.start
    i = at - 1
    while i >= low and _is_field_end(data, low, i):
        i -= THREE if data[i] >= _ASCII_END else 1
    if i > low and _is_capital(data[i]) and _is_capital(data[i - 1]):
        return True
    while i > max(low, at - _LONGEST_NAME) and data[i] >= _ASCII_END:
        if precedes(data, low, i + 1, _MIDDLE_DOT):
            return True
        i -= 1
    return False


@inlined
def _is_capital(byte: int) -> bool:
    return bool(_CAPITAL_A <= byte <= _CAPITAL_Z)


@inner
def tells_lodging(place: Place, words_after: CueTables) -> bool:
    """Whether a cell speaks of guests, hotels, rooms."""
    low, end = place.cell_start, place.cell_end
    return word_after(place.data, low, end, _FAR, _LODGING, words_after) > 0


@inner
def tells_illness(place: Place, words_after: CueTables, memo: Ints) -> bool:
    """Whether a number's sentence speaks of a disease; its cell, if it fills a field of its own.

    A cell of many numbers is searched once: ``memo`` holds the last one asked about and the answer.
    """
    data, low, at, end = place.data, place.cell_start, place.start, place.cell_end
    if memo[0] != low:
        memo[0] = low
        memo[1] = _has_illness(data, low, end, words_after)
    if not memo[1]:
        return False
    plain = at == low or data[at - 1] < _ASCII_END
    if (plain and fills_field(place)) or follows_key(place):
        return True
    start, stop = sentence_around(place)
    return _has_illness(data, start, stop, words_after)


@inner
def _has_illness(data: Bytes, low: int, end: int, words_after: CueTables) -> bool:
    """Whether a disease is spoken of: by a word, a code, or a character with the radical 疒."""
    for i in range(low, end - 2):
        if data[i] == _ILL_LEAD:
            code = character_at(data, i)
            if _FIRST_ILL <= code <= _LAST_ILL and code != _HEAL:
                return True
    if _has_disease_code(data, low, end):
        return True
    return word_after(data, low, end, _FAR, _ILLNESS, words_after) > 0


@inner
def _has_disease_code(data: Bytes, low: int, end: int) -> bool:
    """Whether a code of ICD-10 is written: a capital, two digits, a dot, a digit."""
    for i in range(low, end - 4):
        if (
            data[i + 3] == DOT
            and _is_capital(data[i])
            and CLASS[data[i + 1]] == DIGIT
            and CLASS[data[i + 2]] == DIGIT
            and CLASS[data[i + 4]] == DIGIT
            and (i + 5 == end or CLASS[data[i + 5]] != DIGIT)
            and (i == low or not is_letter(data[i - 1]))
        ):
            return True
    return False

"""Titles to property, mostly Chinese, so that no rule tells them.

Those of the uniform register are 省简称(YYYY)…不动产权第NNNNNNN号; older ones are 房权证…字第N号,
perhaps with the province before.
"""

from leakbench.detectors.normalize.characters import (
    CLASS,
    DIGIT,
    OPEN,
    Bytes,
    character_at,
    digits_from,
)
from leakbench.detectors.structured.candidates import Place
from leakbench.detectors.structured.literals import THREE, follows, lead, precedes, utf8
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.generator.engine.compiled import inlined, inner

_NUMBER, _SIGN = utf8("第"), utf8("号")
_RIGHT, _PROOF = utf8("权"), utf8("证")  # 产权 or 权证 stands right before the number
_OPEN_MARKS = lead("（"), lead("〔")
_FIRST_HAN = 0xE4  # the lowest first byte of Chinese characters
_WIDEST, _SHORTEST = 90, 4  # bytes from the year to the number, digits of the number
_LINE_END = ord("\n")
_CERTIFICATE, _OF_LAND, _HOUSE = utf8("权证"), utf8("地"), utf8("房")
_SERIES = utf8("字第")
_REACH = 66  # bytes from 权证 to the number


@inlined
def _province_start(data: Bytes, low: int, year: int) -> int:
    """Where the character before the bracket before a year begins; -1 if there is none."""
    i = year
    if data[i - 1] == OPEN:
        i -= 1
    elif i - THREE >= low and data[i - THREE] in _OPEN_MARKS:
        i -= THREE
    else:
        return -1
    return i - THREE if i - THREE >= low and data[i - THREE] >= _FIRST_HAN else -1


@inner
def title_bounds(place: Place) -> tuple[int, int]:
    """(start, stop) of a property title that has its year here, in brackets; stop 0 is none."""
    data, year, run, end = place.data, place.start, place.stop, place.cell_end
    start = _province_start(data, place.cell_start, year) if run + 1 < end else -1
    if start < 0:
        return year, 0
    i = run
    limit = min(end, run + _WIDEST)
    while i + THREE < limit and data[i] != _LINE_END:
        if follows(data, i, end, _NUMBER) and CLASS[data[i + THREE]] == DIGIT:
            proven = precedes(data, run, i, _RIGHT) or precedes(data, run, i, _PROOF)
            i += _NUMBER.size
            width = digits_from(data, i, end)
            if not proven or width < _SHORTEST:
                return year, 0
            i += width
            return start, i + _SIGN.size if follows(data, i, end, _SIGN) else i
        i += 1
    return year, 0


@inner
def older_title_bounds(place: Place, tables: NumberTables) -> tuple[int, int]:
    """(start, stop) of a property title of an older form that has its number here; stop 0 is none.

    A character before 房 belongs to it if it stands for a province.
    """
    data, low, number, end = place.data, place.cell_start, place.start, place.cell_end
    if place.stop - number < _SHORTEST or not precedes(data, low, number, _SERIES):
        return number, 0
    i = number - _SERIES.size
    limit = max(low, number - _REACH)
    while i > limit and data[i - 1] != _LINE_END:
        if precedes(data, low, i, _CERTIFICATE):
            start = i - _CERTIFICATE.size
            if precedes(data, low, start, _OF_LAND):
                start -= _OF_LAND.size
            if not precedes(data, low, start, _HOUSE):
                return number, 0
            start -= _HOUSE.size
            head = start - THREE
            if head >= low and data[head] >= _FIRST_HAN and tables.plate[character_at(data, head)]:
                start = head
            stop = place.stop
            return start, stop + _SIGN.size if follows(data, stop, end, _SIGN) else stop
        i -= 1
    return number, 0

"""Titles to property: 省简称(YYYY)…不动产权第NNNNNNN号, mostly Chinese, so no rule tells them."""

from leakbench.detectors.normalize.characters import CLASS, DIGIT, OPEN, Bytes, digits_from
from leakbench.detectors.structured.candidates import Place
from leakbench.detectors.structured.literals import THREE, follows, lead, precedes, utf8
from leakbench.generator.engine.compiled import inlined, inner

_NUMBER, _SIGN = utf8("第"), utf8("号")
_RIGHT, _PROOF = utf8("权"), utf8("证")  # 产权 or 权证 stands right before the number
_OPEN_MARKS = lead("（"), lead("〔")
_FIRST_HAN = 0xE4  # the lowest first byte of Chinese characters
_WIDEST, _SHORTEST = 90, 4  # bytes from the year to the number, digits of the number
_LINE_END = ord("\n")


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

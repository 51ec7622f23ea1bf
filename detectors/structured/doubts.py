"""What makes a cell be put off, to be read in the normalising view."""

import numpy as np

from leakbench.detectors.structured.folds import (
    HINT,
    NUMERAL,
    OPEN_WIDE,
    PICTURE,
    PLACE_WORD,
    TAIL,
    TELLING,
)
from leakbench.detectors.structured.lookalikes import names_account
from leakbench.detectors.structured.symbols import CLASS, DIGIT, Bytes
from leakbench.generator.compiled import inlined, inner

ODD = np.zeros(256, np.bool_)  # what the view may read in another way
ODD[np.frombuffer(b"=~^+*[!(", np.uint8)] = True
_TOUCHES = CLASS > 0  # beside which a hint counts: what may be a digit
_TOUCHES[0x80:] = True
_LOOKS = np.zeros(256, np.bool_)  # letters that look like digits
_LOOKS[np.frombuffer(b"OoQIlLZzEASsbGTBgq", np.uint8)] = True
_ONE, _TWO = np.uint64(1), np.uint64(2)
_MUGWORT = ord("艾")
_MIDDLE, _FACE = ord("间"), ord("面")


@inner
def is_lookalike(data: Bytes, at: int, run: int) -> bool:
    """Whether a run has the length of a number, and its only letters look like digits."""
    width = run - at
    if width not in (11, 18, 16, 19, 10, 12, 15) or names_account(data, at, run):
        return False
    letters = 0
    for i in range(at, run):
        byte = data[i]
        if CLASS[byte] != DIGIT:
            if _LOOKS[byte]:
                letters += 1
            elif i < run - 1 or byte not in (88, 120):  # an X may end a resident ID
                return False
    return letters > 0 and letters * 3 <= width * 2


@inner
def is_suspicious(
    data: Bytes, first: int, at: int, end: int, fold: int, code: int, alarms: Bytes
) -> bool:
    """Whether a numeral, picture, separator or word stands where it may belong to a number."""
    before = at > first and CLASS[data[at - 1]] == DIGIT
    behind = at + 3 < end and CLASS[data[at + 3]] == DIGIT
    if fold == NUMERAL:
        if before or behind:
            return True
        return (
            at + 5 < end
            and 0xE0 <= data[at + 3] < 0xF0
            and alarms[
                ((data[at + 3] & 15) << 12) | ((data[at + 4] & 63) << 6) | (data[at + 5] & 63)
            ]
            == NUMERAL
        )
    if fold == PICTURE:
        return (at > first and CLASS[data[at - 1]] > 0) or (
            at + 3 < end and CLASS[data[at + 3]] > 0
        )
    if before and (behind or code == OPEN_WIDE):
        return True
    if code == PLACE_WORD:
        return (
            at - 3 >= first
            and 0xE0 <= data[at - 3] < 0xF0
            and alarms[
                ((data[at - 3] & 15) << 12) | ((data[at - 2] & 63) << 6) | (data[at - 1] & 63)
            ]
            == NUMERAL
        )
    return (behind and code in (_MIDDLE, _FACE)) or (
        code == _MUGWORT and at > first and CLASS[data[at - 1]] > 0
    )


@inlined
def words_end(data: Bytes, first: int, at: int, end: int, hints: Bytes) -> tuple[int, bool]:
    """(end of the Chinese characters at a place, whether one may make the cell be put off)."""
    u = np.uint64(at)
    doubt, hint, hint_before, leads = 0, 0, 0, 0
    i = at
    while i < end and 0xE4 <= data[u] < 0xEA:
        hint = int(hints[np.uint64((data[u + _ONE] & 63) << 6 | (data[u + _TWO] & 63))])
        doubt |= (hint & hint_before) | (hint & TELLING)
        hint_before = hint & HINT
        if i == at:
            leads = hint
        i += 3
        u = np.uint64(i)
    return i, bool(
        doubt
        or (leads and at > first and _TOUCHES[data[np.uint64(at - 1)]])
        or (hint and i < end and _TOUCHES[data[u]])
    )


@inner
def is_doubtful(data: Bytes, first: int, at: int, stop: int, end: int, alarms: Bytes) -> bool:
    """Whether one of the Chinese characters between two places makes the cell be put off."""
    for i in range(at, stop, 3):
        code = ((data[i] & 15) << 12) | ((data[i + 1] & 63) << 6) | (data[i + 2] & 63)
        fold = alarms[code]
        if fold and (code == TAIL or is_suspicious(data, first, i, end, fold, code, alarms)):
            return True
    return False


@inner
def is_odd_gap(data: Bytes, first: int, at: int, end: int) -> bool:
    """Whether an odd ASCII character stands where it may belong to a value."""
    if at <= first or at + 1 >= end or not CLASS[data[at - 1]]:
        return False
    byte, behind = data[at], data[at + 1]
    if CLASS[data[at - 1]] == DIGIT and CLASS[behind] == DIGIT:
        return True
    if byte == 91:  # [name of a picture]
        return bool(behind >= 0xE4)
    if byte == 33:
        return CLASS[behind] > 0
    if byte != 40 or at + 3 >= end:
        return False
    return bool(behind == 97 and data[at + 2] == 116 and data[at + 3] == 41)  # (at)

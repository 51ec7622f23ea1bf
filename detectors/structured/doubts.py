"""What makes a cell be put off, to be read in the normalising view."""

import numpy as np

from leakbench.detectors.structured.bit_rows import BLOCK, NONE, ONE, Words, lowest
from leakbench.detectors.structured.byte_masks import two_bytes
from leakbench.detectors.structured.folds import (
    DROPPED,
    FOLDED,
    NUMERAL,
    OPEN_WIDE,
    PICTURE,
    PLACE_WORD,
    SEPARATOR,
    TAIL,
)
from leakbench.detectors.structured.lookalikes import names_account
from leakbench.detectors.structured.symbols import CLASS, DIGIT, Bytes, character_at
from leakbench.generator.engine.compiled import inlined, inner

ODD = np.zeros(256, np.bool_)  # what the view may read in another way
ODD[np.frombuffer(b"=~^+*[!(", np.uint8)] = True
_LOOKS = np.zeros(256, np.bool_)  # letters that look like digits
_LOOKS[np.frombuffer(b"OoQIlLZzEASsbGTBgq", np.uint8)] = True
_TWO, _FOUR, _IN_BLOCK = np.uint64(2), np.uint64(4), np.uint64(BLOCK - 1)
_MATHEMATICAL = 0x9D  # second byte of mathematical letters and digits
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
            and alarms[character_at(data, at + 3)] == NUMERAL
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
            and alarms[character_at(data, at - 3)] == NUMERAL
        )
    return (behind and code in (_MIDDLE, _FACE)) or (
        code == _MUGWORT and at > first and CLASS[data[at - 1]] > 0
    )


@inlined
def hinting(data: Bytes, at: int, leads: np.uint64, hints: Bytes) -> np.uint64:
    """Which of some Chinese characters of a block hint at digits.

    Two at a time, for the end of a loop that is as long as they are many comes by surprise.
    """
    bits = NONE
    while leads:
        for _ in range(2):
            place = np.uint64(lowest(leads)) & _IN_BLOCK
            hint = hints[np.uint64(two_bytes(data, np.uint64(at) + place + ONE))]
            bits |= np.uint64(hint & (leads != NONE)) << place
            leads &= leads - ONE
    return bits


@inlined
def odd_characters(
    data: Bytes, first: int, end: int, base: int, leads: np.uint64, alarms: Bytes
) -> tuple[np.uint64, bool]:
    """(which other characters of a block are numerals, whether one makes the cell be put off)."""
    numerals = NONE
    while leads:
        i = base + lowest(leads)
        u = np.uint64(i)
        byte = data[u]
        if 0xE0 <= byte < 0xF0:
            code = character_at(data, i)
            fold = alarms[code]
            if fold:
                if (
                    fold == DROPPED
                    or fold >= FOLDED
                    or is_suspicious(data, first, i, end, fold, int(code), alarms)
                ):
                    return numerals, True
                if fold == NUMERAL:
                    numerals |= leads & (NONE - leads)
        elif byte < 0xE0:
            fold = alarms[np.uint64((byte & 31) << 6 | (data[u + ONE] & 63))]
            if fold and (
                fold != SEPARATOR
                or (
                    i > first
                    and i + 2 < end
                    and CLASS[data[u - ONE]] == DIGIT
                    and CLASS[data[u + _TWO]] == DIGIT
                )
            ):
                return numerals, True
        elif (
            data[u + ONE] == _MATHEMATICAL
            or (i > first and CLASS[data[u - ONE]])
            or (i + 4 < end and CLASS[data[u + _FOUR]])
        ):
            return numerals, True
        leads &= leads - ONE
    return numerals, False


@inner
def is_doubtful(
    data: Bytes, first: int, end: int, hinted: Words, blocks: int, alarms: Bytes
) -> bool:
    """Whether one of a cell's characters that hint at digits makes the cell be put off."""
    for block in range(blocks):
        bits = hinted[block]
        while bits:
            at = first + block * BLOCK + lowest(bits)
            code = int(character_at(data, at))
            fold = alarms[code]
            if fold and (code == TAIL or is_suspicious(data, first, at, end, fold, code, alarms)):
                return True
            bits &= bits - ONE
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

"""What makes a cell need normalising: it is deferred, to be read in the normalising view."""

import numpy as np

from leakbench.detectors.normalize.bitmaps import NONE, ONE, Words
from leakbench.detectors.normalize.blocks import Block
from leakbench.detectors.normalize.character_kinds import (
    AT_ONE,
    DROPPED,
    FACE,
    FOLDED,
    MIDDLE,
    NUMERAL,
    OPEN_WIDE,
    PICTURE,
    PLACE_WORD,
    SEPARATOR,
    TAIL,
)
from leakbench.detectors.normalize.characters import (
    ALNUM,
    DIGITAL,
    EXCLAMATION,
    LEAD_HAN,
    LEAD_THREE,
    OPEN_SQUARE,
    Bytes,
    Cell,
    Flags,
    byte_set,
    character_at,
    follows,
    has_three_bytes,
    short_character_at,
    utf8,
)
from leakbench.generator.engine.compiled import inlined, inner
from leakbench.generator.engine.intrinsics import BLOCK, load_u16, trailing_zeros

ODD_BYTES = byte_set(b"=~^+*[!(")  # ASCII that the view may read in another way
_IN_BLOCK = np.uint64(BLOCK - 1)
_MATHEMATICAL = "𝟏".encode()[1]  # second byte of mathematical letters and digits
_AT = utf8("(at)")


@inlined
def _has_before(cell: Cell, at: int, among: Flags) -> bool:
    """Whether the byte before a place of a cell is among some."""
    return at > cell.start and among[cell.data[np.uint64(at) - ONE]]


@inlined
def _has_at(cell: Cell, at: int, among: Flags) -> bool:
    """Whether the byte at a place, if that is in the cell, is among some."""
    return at < cell.end and among[cell.data[np.uint64(at)]]


@inner
def is_suspicious(cell: Cell, at: int, fold: int, code: int, alarms: Bytes) -> bool:
    """Whether a character of three bytes stands where it may belong to a number.

    Args:
        cell: The cell.
        at: Where the character stands.
        fold: Its kind: a numeral, picture, separator or word.
        code: Its code point.
        alarms: The kinds of all characters, see ``FoldTables.alarms``.
    """
    before = _has_before(cell, at, DIGITAL)
    behind = _has_at(cell, at + 3, DIGITAL)
    if fold == NUMERAL:
        if before or behind:
            return True
        return (
            at + 5 < cell.end
            and has_three_bytes(cell.data[at + 3])
            and alarms[character_at(cell.data, at + 3)] == NUMERAL
        )
    if fold == PICTURE:
        return _has_before(cell, at, ALNUM) or _has_at(cell, at + 3, ALNUM)
    if before and (behind or code == OPEN_WIDE):
        return True
    if code == PLACE_WORD:
        return (
            at - 3 >= cell.start
            and has_three_bytes(cell.data[at - 3])
            and alarms[character_at(cell.data, at - 3)] == NUMERAL
        )
    return (behind and code in (MIDDLE, FACE)) or (code == AT_ONE and _has_before(cell, at, ALNUM))


@inlined
def hinting(block: Block, leads: np.uint64, hints: Bytes) -> np.uint64:
    """Which of some Chinese characters of a block hint at digits.

    Two at a time, for the end of a loop that is as long as they are many is mispredicted.
    """
    bits = NONE
    while leads:
        for _ in range(2):
            place = np.uint64(trailing_zeros(leads)) & _IN_BLOCK
            hint = hints[np.uint64(load_u16(block.source, np.uint64(block.at) + place + ONE))]
            bits |= np.uint64(hint & (leads != NONE)) << place
            leads &= leads - ONE
    return bits


@inlined
def odd_characters(
    cell: Cell, base: int, leads: np.uint64, alarms: Bytes
) -> tuple[np.uint64, bool]:
    """Look at the characters of a block that are neither ASCII nor Chinese.

    Args:
        cell: The cell.
        base: Where the block begins.
        leads: Where in it those characters begin.
        alarms: The kinds of all characters, see ``FoldTables.alarms``.

    Returns:
        Which of them are numerals, and whether one makes the cell need normalising.
    """
    numerals = NONE
    while leads:
        i = base + trailing_zeros(leads)
        lead = cell.data[np.uint64(i)]
        if has_three_bytes(lead):
            code = character_at(cell.data, i)
            fold = alarms[code]
            if fold:
                if (
                    fold == DROPPED
                    or fold >= FOLDED
                    or is_suspicious(cell, i, fold, int(code), alarms)
                ):
                    return numerals, True
                if fold == NUMERAL:
                    numerals |= leads & (NONE - leads)
        elif lead < LEAD_THREE:
            fold = alarms[short_character_at(cell.data, np.uint64(i))]
            if fold and (
                fold != SEPARATOR
                or (_has_before(cell, i, DIGITAL) and _has_at(cell, i + 2, DIGITAL))
            ):
                return numerals, True
        elif (
            cell.data[np.uint64(i) + ONE] == _MATHEMATICAL
            or _has_before(cell, i, ALNUM)
            or _has_at(cell, i + 4, ALNUM)
        ):
            return numerals, True
        leads &= leads - ONE
    return numerals, False


@inner
def any_suspicious(cell: Cell, hinted: Words, blocks: int, alarms: Bytes) -> bool:
    """Whether one of a cell's characters that hint at digits makes it need normalising."""
    for block in range(blocks):
        bits = hinted[block]
        while bits:
            at = cell.start + block * BLOCK + trailing_zeros(bits)
            code = int(character_at(cell.data, at))
            fold = alarms[code]
            if fold and (code == TAIL or is_suspicious(cell, at, fold, code, alarms)):
                return True
            bits &= bits - ONE
    return False


@inner
def is_odd_gap(data: Bytes, start: int, at: int, end: int) -> bool:
    """Whether an odd ASCII character stands where it may belong to a value of a cell."""
    if at <= start or at + 1 >= end or not ALNUM[data[at - 1]]:
        return False
    byte, behind = data[at], data[at + 1]
    if DIGITAL[data[at - 1]] and DIGITAL[behind]:
        return True
    if byte == OPEN_SQUARE:  # [name of a picture]
        return bool(behind >= LEAD_HAN)
    if byte == EXCLAMATION:
        return ALNUM[behind]
    return follows(data, at, end, _AT)

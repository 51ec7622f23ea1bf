"""Words, remarks and pictures that were put between the parts of a value."""

from leakbench.detectors.normalize.character_kinds import (
    BORN,
    CLOSE_WIDE,
    FOLDED,
    JOINING,
    NUMERAL,
    OPEN_WIDE,
    PICTURE,
    PIECES,
    PLACE_WORD,
)
from leakbench.detectors.normalize.characters import (
    ALNUM,
    ASCII_END,
    CLOSE_SQUARE,
    HOST,
    LEAD_BEYOND_HAN,
    LEAD_FOUR,
    LEAD_HAN,
    OPEN_SQUARE,
    ZERO,
    Bytes,
    Cell,
    code_at,
    follows,
    is_digit,
    utf8,
)
from leakbench.detectors.normalize.fold_tables import Meanings
from leakbench.generator.engine.compiled import inner

_LEAD_MATHEMATICAL, _SECOND_MATHEMATICAL = "𝟏".encode()[:2]
_LONGEST_NAME = 13  # bytes of [ and the name of a picture
_LONGEST_REMARK = 24  # bytes of （ and a remark
_LONGEST_WORDS = 48  # bytes
_AT, _DOT = utf8("(at)"), utf8("(dot)")


@inner
def digit_at(cell: Cell, at: int, meanings: Meanings) -> int:
    """The digit that is written or meant at a place; 0 if none."""
    if at >= cell.end:
        return 0
    lead = cell.data[at]
    if lead < ASCII_END:
        return lead if is_digit(lead) else 0
    code = code_at(cell, at)
    if not code:
        mathematical = (
            lead == _LEAD_MATHEMATICAL
            and at + 1 < cell.end
            and cell.data[at + 1] == _SECOND_MATHEMATICAL
        )
        return ZERO if mathematical else 0  # which one does not matter
    if meanings.folds[code] == NUMERAL:
        return meanings.digits[code]
    return meanings.folds[code] if is_digit(meanings.folds[code]) else 0


@inner
def named_picture_end(cell: Cell, at: int, meanings: Meanings) -> int:
    """End of the name of a picture in square brackets within a value; 0 if there is none."""
    data, end = cell.data, cell.end
    j = at + 1
    while j < end and j - at <= _LONGEST_NAME and data[j] >= LEAD_HAN:
        j += 3
    if j == at + 1 or j >= end or data[j] != CLOSE_SQUARE:
        return 0
    goes_on = digit_at(cell, j + 1, meanings) or (
        j + 1 < end and (ALNUM[data[j + 1]] or data[j + 1] == OPEN_SQUARE)
    )
    return j + 1 if goes_on else 0


@inner
def _remark_end(cell: Cell, at: int, meanings: Meanings) -> int:
    """End of a remark in full-width brackets with a digit behind it; 0 if there is none."""
    j = at + 3
    while j < cell.end and j - at <= _LONGEST_REMARK and LEAD_HAN <= cell.data[j] < LEAD_BEYOND_HAN:
        j += 3
    if j > at + 3 and code_at(cell, j) == CLOSE_WIDE and digit_at(cell, j + 3, meanings):
        return j + 3
    return 0


@inner
def insertion_end(cell: Cell, at: int, meanings: Meanings) -> int:
    """End of the words or the remark between two parts of a number; 0 if there are none."""
    if code_at(cell, at) == OPEN_WIDE:
        return _remark_end(cell, at, meanings)
    joining = False
    j = at
    while j - at < _LONGEST_WORDS:
        code = code_at(cell, j)
        if not code:
            break
        if meanings.between[code]:
            joining |= meanings.folds[code] == JOINING or code == BORN
        elif not (meanings.folds[code] == NUMERAL and code_at(cell, j + 3) == PLACE_WORD):
            break
        j += 3
    return j if j > at and joining and digit_at(cell, j, meanings) else 0


@inner
def is_within_value(before: int, cell: Cell, at: int, folds: Bytes) -> bool:
    """Whether a picture between one byte of the view and a place was put into a value."""
    if not HOST[before] or at >= cell.end:
        return False
    lead = cell.data[at]
    if lead < ASCII_END:
        return HOST[lead]
    if lead >= LEAD_FOUR:
        return True
    fold = folds[code_at(cell, at)]
    return fold in (NUMERAL, PICTURE) or (fold >= FOLDED and HOST[fold])


@inner
def spelt_sign_end(cell: Cell, at: int) -> int:
    """End of "(at)" or "(dot)"; 0 if neither stands here."""
    if follows(cell.data, at, cell.end, _AT):
        return at + len(_AT)
    if follows(cell.data, at, cell.end, _DOT):
        return at + len(_DOT)
    return 0


@inner
def repeated_digit_end(
    cell: Cell,
    at: int,
    meanings: Meanings,
    after_digit: bool,  # noqa: FBT001 - kernels take no keywords
) -> tuple[int, int]:
    """(end, digit) of the digit that so many of are meant, as in 3个8; 0 if there is none."""
    if code_at(cell, at) != PIECES or at + 3 >= cell.end or cell.data[at + 3] >= LEAD_FOUR:
        return 0, 0
    digit = digit_at(cell, at + 3, meanings)
    j = at + 3 + (1 if cell.data[at + 3] < ASCII_END else 3)
    if digit and (after_digit or digit_at(cell, j, meanings)):
        return j, digit
    return 0, 0

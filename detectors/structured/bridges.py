"""Words, remarks and pictures between the parts of a value."""

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.structured.folds import (
    BORN,
    BRIDGE,
    CLOSE_WIDE,
    FOLDED,
    NUMERAL,
    OPEN_WIDE,
    PICTURE,
    PIECES,
    PLACE_WORD,
)
from leakbench.detectors.structured.symbols import ALNUM, HOST, Bytes, character_at
from leakbench.generator.engine.compiled import inner


@inner
def code_at(data: Bytes, i: int, end: int) -> int:
    """The three-byte character at a place; 0 if there is none."""
    if i + 3 > end or not 0xE0 <= data[i] < 0xF0:
        return 0
    return int(character_at(data, i))


@inner
def digit_at(data: Bytes, i: int, end: int, folds: Bytes, digits: Bytes) -> int:
    """The digit that is written or meant at a place; 0 if none."""
    if i >= end:
        return 0
    if data[i] < 0x80:
        return data[i] if 48 <= data[i] < 58 else 0
    code = code_at(data, i, end)
    if not code:
        return 48 if data[i] == 0xF0 and i + 1 < end and data[i + 1] == 0x9D else 0
    if folds[code] == NUMERAL:
        return digits[code]
    return folds[code] if 48 <= folds[code] < 58 else 0


@inner
def bridge_end(
    data: Bytes, i: int, end: int, folds: Bytes, digits: Bytes, between: NDArray[np.bool_]
) -> int:
    """End of the words or the remark between two parts of a number; 0 if there are none."""
    if data[i] == 91:  # [name of a picture]
        j = i + 1
        while j < end and j - i <= 13 and data[j] >= 0xE4:
            j += 3
        if (
            j > i + 1
            and j < end
            and data[j] == 93
            and (
                digit_at(data, j + 1, end, folds, digits)
                or (j + 1 < end and (ALNUM[data[j + 1]] or data[j + 1] == 91))
            )
        ):
            return j + 1
        return 0
    code = code_at(data, i, end)
    if code == OPEN_WIDE:
        j = i + 3
        while j < end and j - i <= 24 and 0xE4 <= data[j] < 0xEA:
            j += 3
        if (
            j > i + 3
            and code_at(data, j, end) == CLOSE_WIDE
            and digit_at(data, j + 3, end, folds, digits)
        ):
            return j + 3
        return 0
    strong = False
    j = i
    while j - i < 48:
        code = code_at(data, j, end)
        if not code:
            break
        if between[code]:
            strong |= folds[code] == BRIDGE or code == BORN
        elif not (folds[code] == NUMERAL and code_at(data, j + 3, end) == PLACE_WORD):
            break
        j += 3
    return j if j > i and strong and digit_at(data, j, end, folds, digits) else 0


@inner
def is_host(before: int, data: Bytes, i: int, end: int, folds: Bytes) -> bool:
    """Whether a picture between one byte of the view and a place was put into a value."""
    if not HOST[before] or i >= end:
        return False
    if data[i] < 0x80:
        return HOST[data[i]]
    if data[i] >= 0xF0:
        return True
    fold = folds[code_at(data, i, end)]
    return fold in (NUMERAL, PICTURE) or (fold >= FOLDED and HOST[fold])


@inner
def spelt_end(data: Bytes, i: int, end: int) -> int:
    """End of "(at)" or "(dot)"; 0 if neither stands here."""
    if i + 4 <= end and data[i + 1] == 97 and data[i + 2] == 116 and data[i + 3] == 41:
        return i + 4
    if (
        i + 5 <= end
        and data[i + 1] == 100
        and data[i + 2] == 111
        and data[i + 3] == 116
        and data[i + 4] == 41
    ):
        return i + 5
    return 0


@inner
def pieces_end(
    data: Bytes,
    i: int,
    end: int,
    folds: Bytes,
    digits: Bytes,
    after_digit: bool,  # noqa: FBT001 - kernels take no keywords
) -> tuple[int, int]:
    """(end, digit) of the digit of which there are so many pieces, as in 3个8; 0 if none."""
    if code_at(data, i, end) != PIECES or i + 3 >= end or data[i + 3] >= 0xF0:
        return 0, 0
    digit = digit_at(data, i + 3, end, folds, digits)
    j = i + 3 + (1 if data[i + 3] < 0x80 else 3)
    if digit and (after_digit or digit_at(data, j, end, folds, digits)):
        return j, digit
    return 0, 0

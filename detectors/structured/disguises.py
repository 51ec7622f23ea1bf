"""What is meant by a character that is no ordinary one, and by those around it."""

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.structured.bridges import (
    bridge_end,
    code_at,
    digit_at,
    is_host,
    pieces_end,
    spelt_end,
)
from leakbench.detectors.structured.folds import (
    AT_ONE,
    AT_TWO,
    BRIDGE,
    DROPPED,
    NUMERAL,
    OPEN_WIDE,
    PICTURE,
    POINT,
    SEPARATOR,
    VARIANT,
    WORD,
)
from leakbench.detectors.structured.symbols import ALNUM, HOST, Bytes
from leakbench.generator.engine.compiled import inlined

_ASTRAL = 0x1D400  # where mathematical letters and digits begin


@inlined
def meant_by_ascii(
    data: Bytes,
    i: int,
    end: int,
    before: int,
    folds: Bytes,
    digits: Bytes,
    between: NDArray[np.bool_],
) -> tuple[int, int, int]:
    """(character meant, bytes read, how often it stands there) of ASCII."""
    byte = int(data[i])
    if byte == 40:
        j = spelt_end(data, i, end) if ALNUM[before] else 0
        if j:
            return 64 if j == i + 4 else 46, j - i, 1
    elif byte == 91:
        j = bridge_end(data, i, end, folds, digits, between) if HOST[before] else 0
        if j:
            return DROPPED, j - i, 1
    elif 50 <= byte <= 53 and i + 1 < end and data[i + 1] == 0xE4:
        j, digit = pieces_end(data, i + 1, end, folds, digits, bool(48 <= before < 58))
        if j:
            return digit, j - i, byte - 48
    return byte, 1, 1


@inlined
def meant_by_three(
    data: Bytes,
    i: int,
    end: int,
    before: int,
    fold: int,
    folds: Bytes,
    digits: Bytes,
    between: NDArray[np.bool_],
) -> tuple[int, int, int]:
    """The same of a character of three bytes; what stays as it is means 0."""
    code = code_at(data, i, end)
    meant = int(digits[code])
    if (
        48 <= before < 58
        and data[i] >= 0xE3
        and (fold == NUMERAL or code == OPEN_WIDE or between[code])
    ):
        j = bridge_end(data, i, end, folds, digits, between)
        if j:
            return DROPPED, j - i, 1
    if 50 <= meant <= 53 and i + 3 < end and data[i + 3] == 0xE4:
        j, digit = pieces_end(data, i + 3, end, folds, digits, bool(48 <= before < 58))
        if j:
            return digit, j - i, meant - 48
    if fold == PICTURE:
        j = i + 3
        if code_at(data, j, end) == VARIANT:
            j += 3
        meant = DROPPED if is_host(before, data, j, end, folds) else 0
    elif code == POINT and ALNUM[before]:
        more = digit_at(data, i + 3, end, folds, digits)
        meant = 46 if more or (i + 3 < end and ALNUM[data[i + 3]]) else 0
    elif code == AT_ONE and ALNUM[before] and code_at(data, i + 3, end) == AT_TWO:
        return 64, 6, 1
    elif fold in (BRIDGE, SEPARATOR, WORD):
        meant = 40 if code == OPEN_WIDE else 0
    return meant, 3, 1


@inlined
def meant_by_four(
    data: Bytes, i: int, end: int, before: int, folds: Bytes, mathematical: Bytes
) -> int:
    """The character meant by one of four bytes; 0 if it stays."""
    place = (
        ((data[i] & 7) << 18)
        + ((data[i + 1] & 63) << 12)
        + ((data[i + 2] & 63) << 6)
        + (data[i + 3] & 63)
        - _ASTRAL
    )
    if 0 <= place < len(mathematical):
        return int(mathematical[place])
    # A picture between two characters of a value was put there, as was one between province and
    # letter of a number plate.
    if is_host(before, data, i + 4, end, folds) or (
        i + 4 < end and before >= 0x80 and 65 <= data[i + 4] <= 90
    ):
        return DROPPED
    return 0

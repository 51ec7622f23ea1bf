"""Telephone numbers: landlines, extensions, hotlines, mobiles in three parts."""

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.normalize.characters import (
    CLASS,
    CLOSE,
    DOT,
    HYPHEN,
    SPACE,
    Bytes,
    Flags,
    digits_from,
    number_at,
)
from leakbench.generator.engine.compiled import inner


@inner
def landline_end(data: Bytes, at: int, width: int, end: int, local: NDArray[np.int8]) -> int:
    """End of the landline whose area code is the run of digits here; -1 if there is none."""
    length = local[number_at(data, at, width)]
    after = at + width
    if not length or after >= end:
        return -1
    gap = 0
    while after < end and gap < 3:
        byte = data[after]
        if byte in (HYPHEN, SPACE, CLOSE):
            after += 1
        elif (
            after + 2 < end
            and byte == 0xE2
            and data[after + 1] == 0x80
            and data[after + 2] in (0x93, 0x94)
        ):
            after += 3  # dashes
        elif (
            after + 2 < end
            and byte == 0xEF
            and data[after + 1] == 0xBC
            and data[after + 2] in (0x8D, 0x89)
        ):
            after += 3  # full-width hyphen and bracket
        else:
            break
        gap += 1
    if not gap or after >= end or not 50 <= data[after] <= 56:
        return -1
    found = digits_from(data, after, end)
    if found != length:
        if (
            found == length - 4
            and after + found + 5 <= end
            and data[after + found] in (HYPHEN, SPACE)
            and digits_from(data, after + found + 1, end) == 4
        ):
            return after + found + 5
        return -1
    return after + length


@inner
def extension_end(data: Bytes, at: int, end: int) -> int:
    """End of the extension after a landline, or the place itself."""
    if at + 1 >= end:
        return at
    i = at
    if data[i] == HYPHEN:
        i += 1
        width = digits_from(data, i, end)
        return i + width if 1 <= width <= 5 else at
    if data[i] == SPACE:
        i += 1
    if i + 3 < end and data[i] == 0xE8 and data[i + 1] == 0xBD and data[i + 2] == 0xAC:  # 转
        i += 3
    elif i + 6 < end and data[i] == 0xE5 and data[i + 1] == 0x88 and data[i + 2] == 0x86:  # 分机
        i += 6
    elif (
        i + 3 < end
        and (data[i] | 32) == 101
        and (data[i + 1] | 32) == 120
        and (data[i + 2] | 32) == 116
    ):
        i += 3
        if i < end and data[i] == DOT:
            i += 1
    else:
        return at
    if i < end and data[i] == SPACE:
        i += 1
    width = digits_from(data, i, end)
    return i + width if 1 <= width <= 6 else at


@inner
def hotline_end(data: Bytes, at: int, width: int, end: int) -> int:
    """End of the 400 or 800 number that begins here; -1 if there is none."""
    if data[at + 1] != 48 or data[at + 2] != 48 or data[at] not in (52, 56):
        return -1
    if width == 10:
        return at + 10
    digits = width
    i = at + width
    gaps = 0
    while i + 1 < end and data[i] in (HYPHEN, SPACE) and gaps < 3 and digits < 10:
        more = digits_from(data, i + 1, end)
        if more == 0:
            break
        digits += more
        i += 1 + more
        gaps += 1
    return i if digits == 10 and width in (3, 4, 6, 7) else -1


@inner
def split_end(data: Bytes, at: int, end: int, mobile: Flags) -> int:
    """End of a mobile number in groups of 3, 4 and 4 with the same few words between; else -1."""
    if not mobile[number_at(data, at, 3)]:
        return -1
    gap = at + 3
    i = gap
    while i < end and i - gap <= 16 and not CLASS[data[i]]:
        i += 1
    size = i - gap
    if size == 0 or size > 16 or digits_from(data, i, end) != 4 or i + 8 + size > end:
        return -1
    for k in range(size):
        if data[i + 4 + k] != data[gap + k]:
            return -1
    i += 4 + size
    return i + 4 if digits_from(data, i, end) == 4 else -1


@inner
def bare_landline(data: Bytes, at: int, width: int, local: NDArray[np.int8]) -> bool:
    """Whether an area code and a number as long as that area's follow each other."""
    if data[at] != 48:
        return False
    code = 3 if data[at + 1] in (49, 50) else 4
    return local[number_at(data, at, code)] == width - code and 50 <= data[at + code] <= 56

"""Addresses of machines and places: numbers with dots or colons between them."""

import numpy as np

from leakbench.detectors.normalize.characters import (
    CLASS,
    COLON,
    COMMA,
    DIGIT,
    DOT,
    HYPHEN,
    SPACE,
    Bytes,
    number_at,
)
from leakbench.generator.engine.compiled import inner

HEX = np.zeros(256, np.bool_)
HEX[np.frombuffer(b"0123456789abcdefABCDEF", np.uint8)] = True


@inner
def dotted_end(data: Bytes, at: int, end: int) -> int:
    """End of four numbers up to 255 with dots between them; -1 if there are none."""
    i = at
    for place in range(4):
        width = 0
        while i + width < end and width < 4 and CLASS[data[i + width]] == DIGIT:
            width += 1
        if not 1 <= width <= 3 or number_at(data, i, width) > 255 or (width > 1 and data[i] == 48):
            return -1
        i += width
        if place < 3:
            if i >= end or data[i] != DOT:
                return -1
            i += 1
    if i < end and (
        CLASS[data[i]] or (data[i] == DOT and i + 1 < end and CLASS[data[i + 1]] == DIGIT)
    ):
        return -1
    return i


@inner
def _degrees_end(data: Bytes, at: int, end: int, limit: int) -> int:
    """End of a decimal number with four or more places and up to a limit; -1 if there is none."""
    i = at
    if i < end and data[i] == HYPHEN:
        i += 1
    width = 0
    while i + width < end and width < 4 and CLASS[data[i + width]] == DIGIT:
        width += 1
    if not 1 <= width <= 3 or number_at(data, i, width) > limit:
        return -1
    i += width
    if i >= end or data[i] != DOT:
        return -1
    i += 1
    places = 0
    while i + places < end and CLASS[data[i + places]] == DIGIT:
        places += 1
    if places < 4 or places > 10:
        return -1
    return i + places


@inner
def point_end(data: Bytes, at: int, end: int) -> int:
    """End of longitude and latitude, in either order; -1 if there are none."""
    i = _degrees_end(data, at, end, 180)
    if i < 0 or i + 1 >= end or data[i] not in (COMMA, SPACE):
        return -1
    i += 1
    if data[i] == SPACE:
        i += 1
    return _degrees_end(data, i, end, 180)


@inner
def mac_end(data: Bytes, i: int, end: int) -> int:
    """End of the hardware address that begins here; 0 if there is none."""
    if i + 17 > end or (i + 17 < end and (CLASS[data[i + 17]] or data[i + 17] == COLON)):
        return 0
    for k in range(17):
        if not (data[i + k] == COLON if k % 3 == 2 else HEX[data[i + k]]):
            return 0
    return i + 17

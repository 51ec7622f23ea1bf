"""Addresses of machines and places: numbers with dots, colons or commas between them.

Their parts are bounded by value, not by width, so no rule tells them.
"""

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
from leakbench.detectors.structured.candidates import Place
from leakbench.generator.engine.compiled import inner

HEX = np.zeros(256, np.bool_)
HEX[np.frombuffer(b"0123456789abcdefABCDEF", np.uint8)] = True
_ZERO = ord("0")
_HIGHEST_BYTE, _WIDEST_DEGREES = 255, 180
_PLACES = 4, 10  # fewest and most digits behind a point's decimal points
_MAC_SIZE, _MAC_STEP = 17, 3  # six pairs of digits, five colons


@inner
def _short_width(data: Bytes, at: int, end: int) -> int:
    """How many digits stand at a place, if they are one to three; else 0."""
    width = 0
    while at + width < end and CLASS[data[at + width]] == DIGIT:
        width += 1
    return width if width <= 3 else 0


@inner
def dotted_end(place: Place) -> int:
    """End of four numbers up to 255 with dots between them; 0 if there are none."""
    data, i, end = place.data, place.start, place.cell_end
    for part in range(4):
        width = _short_width(data, i, end)
        padded = width > 1 and data[i] == _ZERO
        if not width or number_at(data, i, width) > _HIGHEST_BYTE or padded:
            return 0
        i += width
        if part < 3:
            if i >= end or data[i] != DOT:
                return 0
            i += 1
    if i < end and (
        CLASS[data[i]] or (data[i] == DOT and i + 1 < end and CLASS[data[i + 1]] == DIGIT)
    ):
        return 0
    return i


@inner
def _degrees_end(data: Bytes, at: int, end: int) -> int:
    """End of a decimal number of degrees with at least four places; 0 if there is none."""
    i = at
    if i < end and data[i] == HYPHEN:
        i += 1
    width = _short_width(data, i, end)
    if not width or number_at(data, i, width) > _WIDEST_DEGREES:
        return 0
    i += width
    if i >= end or data[i] != DOT:
        return 0
    i += 1
    places = 0
    while i + places < end and CLASS[data[i + places]] == DIGIT:
        places += 1
    fewest, most = _PLACES
    return i + places if fewest <= places <= most else 0


@inner
def point_end(place: Place) -> int:
    """End of longitude and latitude, in either order; 0 if there are none."""
    data, end = place.data, place.cell_end
    i = _degrees_end(data, place.start, end)
    if not i or i + 1 >= end or data[i] not in (COMMA, SPACE):
        return 0
    i += 1
    if data[i] == SPACE:
        i += 1
    return _degrees_end(data, i, end)


@inner
def mac_end(place: Place) -> int:
    """End of the hardware address that begins here; 0 if there is none."""
    data, i, end = place.data, place.start, place.cell_end
    stop = i + _MAC_SIZE
    if stop > end or (stop < end and (CLASS[data[stop]] or data[stop] == COLON)):
        return 0
    for k in range(_MAC_SIZE):
        between = k % _MAC_STEP == _MAC_STEP - 1
        if not (data[i + k] == COLON if between else HEX[data[i + k]]):
            return 0
    return stop

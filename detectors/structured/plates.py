"""Number plates."""

from leakbench.detectors.normalize.characters import (
    CLASS,
    DIGIT,
    DOT,
    HYPHEN,
    JOINT,
    SPACE,
    UNDERSCORE,
    Bytes,
    Flags,
)
from leakbench.generator.engine.compiled import inner


@inner
def plate_bounds(
    data: Bytes, first: int, at: int, end: int, plates: Flags, scratch: Bytes
) -> tuple[int, int]:
    """(begin, end) of the number plate whose letters begin here; equal if there is none."""
    begin = at
    before = at
    if before - 3 < first:
        return at, at
    if data[before - 1] in (DOT, 42, 35):
        before -= 1
    if before - 3 < first or data[before - 3] < 0xE4 or data[before - 3] >= 0xF0:
        return at, at
    code = (
        ((data[before - 3] & 15) << 12) | ((data[before - 2] & 63) << 6) | (data[before - 1] & 63)
    )
    if not plates[code]:
        return at, at
    begin = before - 3
    count = 0
    digits = 0
    i = at
    while i < end and count < 9:
        byte = data[i]
        if CLASS[byte]:
            if CLASS[byte] == DIGIT:
                digits += 1
            elif (byte | 32) in (105, 111) or (count == 0 and CLASS[byte] == DIGIT):  # no I, no O
                return at, at
            scratch[count] = byte
            count += 1
            i += 1
            continue
        if count >= 7:
            break
        step = 0
        if JOINT[byte] and byte != 10:
            step = 1
        elif byte == 0xC2 and i + 1 < end and data[i + 1] == 0xB7:  # ·
            step = 2
        elif byte == 0xE2 and i + 2 < end and data[i + 1] == 0x80 and data[i + 2] == 0xA2:  # •
            step = 3
        if not step or i + step >= end or not CLASS[data[i + step]]:
            break
        if count == 6 and byte in (SPACE, HYPHEN, UNDERSCORE):
            break
        i += step
    if count not in (6, 7) or digits < count - 3 or CLASS[scratch[0]] == DIGIT:
        return at, at
    return begin, i

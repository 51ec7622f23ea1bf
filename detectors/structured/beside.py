"""What else the cell of a value holds: a person's name or sex, an address, other values."""

from leakbench.detectors.normalize.characters import Bytes, Flags, Ints
from leakbench.detectors.structured.candidates import KIND, ROW
from leakbench.detectors.structured.surroundings import PAUSES, is_one_of
from leakbench.generator.engine.compiled import inner


@inner
def sex_follows(data: Bytes, at: int, end: int) -> bool:
    """Whether the next field holds no more than a person's sex."""
    if at + 4 > end or data[at] not in (44, 9, 124, 47, 32, 95, 59):
        return False
    male = data[at + 1] == 0xE7 and data[at + 2] == 0x94 and data[at + 3] == 0xB7
    female = data[at + 1] == 0xE5 and data[at + 2] == 0xA5 and data[at + 3] == 0xB3
    return (male or female) and (at + 4 == end or data[at + 4] < 128)


@inner
def after_foreign_name(data: Bytes, low: int, at: int) -> bool:
    """Whether a name in capitals, or one with a middle dot, stands before a value."""
    i = at - 1
    while i >= low and (
        data[i] in (9, 32, 44, 45, 59, 95, 124) or (i - 2 >= low and data[i - 2] == 0xEF)
    ):
        i -= 3 if data[i] >= 0x80 else 1
    if i > low and 65 <= data[i] <= 90 and 65 <= data[i - 1] <= 90:
        return True
    while i > max(low, at - 45) and data[i] >= 0x80:
        if data[i] == 0xB7 and data[i - 1] == 0xC2:
            return True
        i -= 1
    return False


@inner
def after_name(data: Bytes, low: int, at: int, surnames: Flags) -> bool:
    """Whether the field before a value is two to four characters that begin with a surname."""
    i = at
    while i > low and (data[i - 1] in (9, 32, 44, 45, 59, 95, 124, 47)):
        i -= 1
    if i == at and i - 3 >= low and is_one_of(data, i - 3, i, PAUSES):
        i -= 3
    size = 0
    while size < 5 and i - 3 >= low and 0xE4 <= data[i - 3] <= 0xE9:
        i -= 3
        size += 1
    if not 2 <= size <= 4 or (i > low and (data[i - 1] >= 0x80 or 48 <= data[i - 1] < 58)):
        return False
    return bool(surnames[((data[i] & 15) << 12) | ((data[i + 1] & 63) << 6) | (data[i + 2] & 63)])


@inner
def has_mail(data: Bytes, low: int, at: int, stop: int, end: int) -> bool:
    """Whether the digits of a number also stand before an @ in its cell."""
    width = stop - at
    for i in range(low + width, end):
        if data[i] == 64:
            same = True
            for k in range(1, width + 1):
                if data[i - k] != data[stop - k]:
                    same = False
                    break
            if same:
                return True
    return False


@inner
def has_neighbour(found: Ints, count: int, place: int, wanted: int) -> bool:
    """Whether a candidate of some kind stands in the same cell, up to twelve places away."""
    for other in range(max(0, place - 12), min(count, place + 12)):
        if found[ROW, other] == found[ROW, place] and found[KIND, other] == wanted:
            return True
    return False

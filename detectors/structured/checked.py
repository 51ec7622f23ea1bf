"""Numbers with a check digit: resident IDs, companies' codes, bank cards."""

import numpy as np

from leakbench.detectors.normalize.characters import CLASS, DIGIT, Bytes, Flags, number_at
from leakbench.detectors.structured.days import is_day
from leakbench.generator.engine.compiled import inner

_ID_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.int64)
_ID_CHECK = np.frombuffer(b"10X98765432", np.uint8)
_USCC_WEIGHTS = np.array([3**i % 31 for i in range(17)], np.int64)
_USCC_VALUE = np.full(256, -1, np.int64)
_USCC_VALUE[np.frombuffer(b"0123456789ABCDEFGHJKLMNPQRTUWXY", np.uint8)] = np.arange(31)


@inner
def is_resident_id(text: Bytes, at: int, provinces: Flags) -> bool:
    """Whether 18 characters are a resident ID: province, day of birth and check digit."""
    if not provinces[number_at(text, at, 2)]:
        return False
    if not is_day(
        number_at(text, at + 6, 4), number_at(text, at + 10, 2), number_at(text, at + 12, 2)
    ):
        return False
    total = 0
    for i in range(17):
        total += (text[at + i] - 48) * _ID_WEIGHTS[i]
    check = text[at + 17]
    if check == 120:  # x
        check = np.uint8(88)
    return check == _ID_CHECK[total % 11]


@inner
def is_uscc(text: Bytes, at: int, provinces: Flags) -> bool:
    """Whether 18 characters are a company's code: class, province and check character."""
    if text[at + 1] not in (49, 50, 51, 57):  # classes of organisation: 1, 2, 3 and 9 (other)
        return False
    for i in range(2, 8):
        if CLASS[text[at + i]] != DIGIT:
            return False
    if not provinces[number_at(text, at + 2, 2)]:
        return False
    total = 0
    for i in range(17):
        byte = text[at + i]
        if byte >= 97:
            byte -= np.uint8(32)
        value = _USCC_VALUE[byte]
        if value < 0:
            return False
        total += value * _USCC_WEIGHTS[i]
    byte = text[at + 17]
    if byte >= 97:
        byte -= np.uint8(32)
    return _USCC_VALUE[byte] == (31 - total % 31) % 31


@inner
def is_card(text: Bytes, at: int, width: int) -> bool:
    """Whether digits begin like a card of that length and pass Luhn."""
    two = number_at(text, at, 2)
    if two in (62, 60, 95):
        if width < 16 or width > 19:
            return False
    elif not ((40 <= two < 56 or two == 35) and width == 16):
        return False
    total = 0
    same = True
    for i in range(width):
        digit = text[at + width - 1 - i] - 48
        same &= i >= width - 2 or text[at + width - 1 - i] == text[at + width - 1]
        if i % 2:
            digit *= 2
            if digit > 9:
                digit -= 9
        total += digit
    return total % 10 == 0 and not same

"""Whether digits that were written apart are a number of a known form."""

from leakbench.detectors.normalize.characters import ZERO, Bytes, is_x
from leakbench.generator.engine.compiled import inner

_ONE, _THREE, _FOUR, _FIVE, _SIX, _NINE = b"134569"
RESIDENT_BODY = 17  # digits of a resident ID before its check digit


@inner
def _luhn(digits: Bytes, width: int) -> bool:
    total = 0
    for i in range(width):
        digit = digits[width - 1 - i] - ZERO
        if i % 2:
            digit *= 2
            if digit > 9:
                digit -= 9
        total += digit
    return total % 10 == 0


@inner
def _is_resident_id(digits: Bytes) -> bool:
    """Whether the last of 18 digits, or an X, is the check digit of those before."""
    total = 0
    weight = 2
    for k in range(RESIDENT_BODY):
        total += (digits[RESIDENT_BODY - 1 - k] - ZERO) * weight
        weight = weight * 2 % 11
    last = 10 if is_x(digits[RESIDENT_BODY]) else digits[RESIDENT_BODY] - ZERO
    return (12 - total % 11) % 11 == last


@inner
def is_known_number(digits: Bytes, width: int) -> bool:
    """Whether so many digits, the last of which may be an X, are a number of a known form.

    These are mobile numbers and those that begin with an area code, resident IDs, IMEI and IMSI,
    cards, and orders of 14 digits.
    """
    one, two = digits[0], digits[1]
    if is_x(digits[width - 1]) and width != RESIDENT_BODY + 1:
        return False
    if width == 11:
        return (one == _ONE and two >= _THREE) or one == ZERO
    if width == RESIDENT_BODY + 1 and _is_resident_id(digits):
        return True
    if width == 15:
        return (one == _FOUR and two == _SIX and digits[2] == ZERO) or _luhn(digits, 15)
    if 16 <= width <= 19:
        return one in (_FOUR, _FIVE, _SIX, _NINE, _THREE) and _luhn(digits, width)
    return width == 14 or (width in (10, 12) and one == ZERO)

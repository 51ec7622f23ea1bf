"""Check digits and dates of Chinese identifiers, one value at a time.

For patterns that judge one value at a time in plain Python, without numba, whose import takes
longer than they do. Kernels use ``leakbench.generator.identifiers.check_digits``; both are held
against python-stdnum.
"""

from datetime import date

_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_CHECK = "10X98765432"
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_OLD_RESIDENT_LENGTH = 15
_NINE = 9


def resident_check(first: str) -> str:
    """The last character of a resident ID (GB 11643) after its first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first, _RESIDENT_WEIGHTS, strict=True))
    return _RESIDENT_CHECK[total % 11]


def credit_check(first: str) -> str:
    """The last character of a social credit code (GB 32100) after its first 17, upper case."""
    total = sum(
        _CREDIT_ALPHABET.index(character) * weight
        for character, weight in zip(first, _CREDIT_WEIGHTS, strict=True)
    )
    return _CREDIT_ALPHABET[-total % 31]


def luhn_check(first: str) -> str:
    """The last digit of a bank card after all digits before it."""
    total = 0
    for place, digit in enumerate(reversed(first)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - _NINE if doubled > _NINE else doubled
    return str(-total % 10)


def is_resident_id(value: str) -> bool:
    """Whether 18 characters have a true check digit and date, or 15 digits a true date."""
    if len(value) == _OLD_RESIDENT_LENGTH:
        return _is_date(f"19{value[6:12]}")
    return _is_date(value[6:14]) and resident_check(value[:17]) == value[17].upper()


def is_credit_code(value: str) -> bool:
    """Whether a social credit code's last character is right."""
    return credit_check(value[:17].upper()) == value[17].upper()


def is_bank_card(value: str) -> bool:
    """Whether a card number passes Luhn and is not one digit repeated."""
    return luhn_check(value[:-1]) == value[-1] and len(set(value[2:])) > 1


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True

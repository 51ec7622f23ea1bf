"""Check digits: what the last character of a number is after the characters before it.

Each rule is a kernel over ASCII characters, so that the generator writes with it and a detector
reads with it. Its tables are public for whoever weighs characters in a loop of his own.
"""

import numpy as np

from leakbench.generator.engine.ascii import CAPITAL_A, NINE, ZERO
from leakbench.generator.engine.compiled import inlined
from leakbench.generator.engine.strings import Bytes

RESIDENT_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.int64)
RESIDENT_CHECKS = np.frombuffer(b"10X98765432", np.uint8)
"""Check character by the weighed sum modulo 11; likewise the two below."""

ORGANISATION_WEIGHTS = np.array([3, 7, 9, 10, 5, 8, 4, 2], np.int64)
ORGANISATION_CHECKS = np.frombuffer(b"0X987654321", np.uint8)

POSTAL_WEIGHTS = np.array([8, 6, 4, 2, 3, 5, 9, 7], np.int64)
POSTAL_CHECKS = np.frombuffer(b"50987654321", np.uint8)

CREDIT_ALPHABET = np.frombuffer(b"0123456789ABCDEFGHJKLMNPQRTUWXY", np.uint8)
CREDIT_WEIGHTS = np.array([3**i % 31 for i in range(17)], np.int64)
CREDIT_VALUE = np.full(256, -1, np.int64)
"""What an ASCII character counts in a social credit code; -1 if it cannot stand there."""
CREDIT_VALUE[CREDIT_ALPHABET] = np.arange(31)

_ABOVE = 31 * 500  # a multiple of 31 above every weighed sum


@inlined
def resident_check(text: Bytes, at: int) -> np.uint8:
    """Check character of a resident ID after the 17 digits from ``at`` (GB 11643, MOD 11-2)."""
    total = 0
    for place in range(17):
        total += (text[at + place] - ZERO) * RESIDENT_WEIGHTS[place]
    return RESIDENT_CHECKS[np.uint32(total) % np.uint32(11)]


@inlined
def organisation_check(text: Bytes, at: int) -> np.uint8:
    """Check character of an organisation code after the 8 characters from ``at`` (GB 11714)."""
    total = 0
    for place in range(8):
        character = text[at + place]
        value = character - ZERO if character <= NINE else character - CAPITAL_A + 10
        total += value * ORGANISATION_WEIGHTS[place]
    return ORGANISATION_CHECKS[np.uint32(total) % np.uint32(11)]


@inlined
def credit_check(text: Bytes, at: int) -> np.uint8:
    """Check character of a social credit code after the 17 characters from ``at`` (GB 32100)."""
    total = 0
    for place in range(17):
        total += CREDIT_VALUE[text[at + place]] * CREDIT_WEIGHTS[place]
    return CREDIT_ALPHABET[np.uint32(_ABOVE - total) % np.uint32(31)]


@inlined
def luhn_check(text: Bytes, begin: int, end: int) -> int:
    """Check digit of a bank card or an IMEI after the digits from ``begin`` to ``end`` (Luhn)."""
    total = 0
    for place in range(end - 1, begin - 1, -1):
        digit = text[place] - ZERO
        if (end - place) % 2 == 1:
            digit *= 2
            if digit > 9:
                digit -= 9
        total += digit
    return ZERO + (10 - total % 10) % 10


@inlined
def postal_check(text: Bytes, at: int) -> np.uint8:
    """Check digit of a postal item after the 8 digits from ``at`` (Universal Postal Union, S10)."""
    total = 0
    for place in range(8):
        total += (text[at + place] - ZERO) * POSTAL_WEIGHTS[place]
    return POSTAL_CHECKS[np.uint32(total) % np.uint32(11)]

"""Numbers with check digits: resident ID, organisation and social credit codes, bank cards.

Rules: GB 11643 (resident ID, ISO 7064 MOD 11-2), GB 32100-2015 (social credit code, weights are
powers of 3 modulo 31), GB 11714 (organisation code), Luhn (bank cards).
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.strings import Arena, Bytes, Strings

Numbers = NDArray[np.int64]

_ID_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.int64)
_ID_CHECK = np.frombuffer(b"10X98765432", np.uint8)
_USCC_ALPHABET = np.frombuffer(b"0123456789ABCDEFGHJKLMNPQRTUWXY", np.uint8)
_USCC_WEIGHTS = np.array([3**i % 31 for i in range(17)], np.int64)
_ORGANISATION_WEIGHTS = np.array([3, 7, 9, 10, 5, 8, 4, 2], np.int64)
_USCC_VALUE = np.zeros(128, np.int64)
_USCC_VALUE[_USCC_ALPHABET] = np.arange(31)


@compiled
def _digits(out: Bytes, at: int, number: int, width: int) -> None:
    value = np.uint32(number)  # unsigned division by a constant is a multiplication
    for place in range(width - 1, -1, -1):
        quotient = value // np.uint32(10)
        out[at + place] = np.uint8(48) + np.uint8(value - quotient * np.uint32(10))
        value = quotient


@compiled
def _resident_ids(out: Bytes, at: int, area: Numbers, birth: Numbers, sequence: Numbers) -> None:
    for i in range(len(area)):
        _digits(out, at, area[i], 6)
        _digits(out, at + 6, birth[i], 8)
        _digits(out, at + 14, sequence[i], 3)
        total = 0
        for place in range(17):
            total += (out[at + place] - 48) * _ID_WEIGHTS[place]
        out[at + 17] = _ID_CHECK[np.uint32(total) % np.uint32(11)]
        at += 18


def resident_ids(area: Numbers, birth: Numbers, sequence: Numbers, arena: Arena) -> Strings:
    """Resident ID numbers of 18 characters.

    Args:
        area: Six-digit area codes.
        birth: Birth dates as YYYYMMDD.
        sequence: 1 to 999, odd for men.
        arena: Where they are written.
    """
    at = arena.reserve(18 * len(area))
    _resident_ids(arena.bytes, at, area, birth, sequence)
    return arena.fixed(at, 18, len(area))


@compiled
def _social_credit_codes(
    out: Bytes, at: int, kind: Bytes, area: Numbers, serial: Numbers, numeric: NDArray[np.bool_]
) -> None:
    for i in range(len(area)):
        out[at] = 57  # 9: registered by the market regulator
        out[at + 1] = kind[i]
        _digits(out, at + 2, area[i], 6)
        if numeric[i]:
            _digits(out, at + 8, serial[i] % 100000000, 8)
        else:
            out[at + 8] = 77  # MA: the block from which codes are given out since late 2015
            out[at + 9] = 65
            value = np.uint32(serial[i])
            for place in range(15, 9, -1):
                quotient = value // np.uint32(31)
                out[at + place] = _USCC_ALPHABET[value - quotient * np.uint32(31)]
                value = quotient
        total = 0
        for place in range(8):
            character = out[at + 8 + place]
            weighed = character - 48 if character < 58 else character - 55
            total += weighed * _ORGANISATION_WEIGHTS[place]
        check = 11 - np.uint32(total) % np.uint32(11)
        out[at + 16] = 88 if check == 10 else (48 if check == 11 else 48 + check)
        total = 0
        for place in range(17):
            total += _USCC_VALUE[out[at + place]] * _USCC_WEIGHTS[place]
        out[at + 17] = _USCC_ALPHABET[np.uint32(31 * 500 - total) % np.uint32(31)]
        at += 18


def social_credit_codes(
    kind: Bytes, area: Numbers, serial: Numbers, numeric: NDArray[np.bool_], arena: Arena
) -> Strings:
    """Unified social credit codes of 18 characters.

    Args:
        kind: ASCII code of the class: 1 company, 2 individual business, 3 cooperative.
        area: Six-digit area codes.
        serial: What sets one organisation apart, up to 31**6.
        numeric: Where the organisation code is eight digits (founded before October 2015).
        arena: Where they are written.
    """
    at = arena.reserve(18 * len(area))
    _social_credit_codes(arena.bytes, at, kind, area, serial, numeric)
    return arena.fixed(at, 18, len(area))

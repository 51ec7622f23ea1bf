"""Numbers that the state gives: resident IDs of people, social credit codes of organisations."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.ascii import CAPITAL_A, CAPITAL_M
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.digits import put_digits
from leakbench.generator.engine.strings import Arena, Bytes, Strings
from leakbench.generator.identifiers.check_digits import (
    CREDIT_ALPHABET,
    credit_check,
    organisation_check,
    resident_check,
)

Numbers = NDArray[np.int64]

# The block from which each authority gives out organisation codes since late 2015: M and a letter.
# 1 offices of public institutions MB, 3 justice MD, 5 civil affairs MJ, the market regulator MA.
_BLOCK = np.full(256, CAPITAL_A, np.uint8)
_BLOCK[np.frombuffer(b"135", np.uint8)] = np.frombuffer(b"BDJ", np.uint8)


@compiled
def _resident_ids(out: Bytes, at: int, area: Numbers, birth: Numbers, sequence: Numbers) -> None:
    for i in range(len(area)):
        put_digits(out, at, area[i], 6)
        put_digits(out, at + 6, birth[i], 8)
        put_digits(out, at + 14, sequence[i], 3)
        out[at + 17] = resident_check(out, at)
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


class Organisations(NamedTuple):
    """What social credit codes say.

    Attributes:
        authority: ASCII code of who registers it: 1, 3, 5, 9 as in ``_BLOCK``.
        category: ASCII code of the class; of 9: 1 company, 2 individual business, 3 cooperative.
        area: Six-digit area codes.
        serial: What sets one organisation apart, up to 31**6.
        numeric: Where the organisation code is eight digits (founded before October 2015).
    """

    authority: Bytes
    category: Bytes
    area: Numbers
    serial: Numbers
    numeric: NDArray[np.bool_]


@compiled
def _social_credit_codes(out: Bytes, at: int, organisations: Organisations) -> None:
    authority, category, area, serial, numeric = organisations
    for i in range(len(area)):
        out[at] = authority[i]
        out[at + 1] = category[i]
        put_digits(out, at + 2, area[i], 6)
        if numeric[i]:
            put_digits(out, at + 8, serial[i], 8)
        else:
            out[at + 8] = CAPITAL_M
            out[at + 9] = _BLOCK[authority[i]]
            value = np.uint32(serial[i])
            for place in range(15, 9, -1):
                quotient = value // np.uint32(31)
                out[at + place] = CREDIT_ALPHABET[value - quotient * np.uint32(31)]
                value = quotient
        out[at + 16] = organisation_check(out, at + 8)
        out[at + 17] = credit_check(out, at)
        at += 18


def social_credit_codes(organisations: Organisations, arena: Arena) -> Strings:
    """Unified social credit codes of 18 characters.

    Args:
        organisations: What they say, n of them.
        arena: Where they are written.
    """
    rows = len(organisations.area)
    at = arena.reserve(18 * rows)
    _social_credit_codes(arena.bytes, at, organisations)
    return arena.fixed(at, 18, rows)

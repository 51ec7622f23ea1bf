"""Numbers that the state gives: resident IDs of people, social credit codes of organisations."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.ascii import CAPITAL_A, CAPITAL_M
from leakbench.generator.engine.compiled import compiled, inlined
from leakbench.generator.engine.digits import put_digits
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, drawn_below
from leakbench.generator.engine.strings import Bytes, Strings
from leakbench.generator.identifiers.check_digits import (
    CREDIT_ALPHABET,
    credit_check,
    organisation_check,
    resident_check,
)
from leakbench.generator.identifiers.marks import (
    ATTEMPTS,
    MarkWords,
    bits_of,
    credit_value,
    is_marked,
    mark_words,
)

Numbers = NDArray[np.int64]

_MEN = 500  # sequence numbers that are odd; women have one fewer
# The block from which each authority gives out organisation codes since late 2015: M and a letter.
# 1 offices of public institutions MB, 3 justice MD, 5 civil affairs MJ, the market regulator MA.
_BLOCK = np.full(256, CAPITAL_A, np.uint8)
_BLOCK[np.frombuffer(b"135", np.uint8)] = np.frombuffer(b"BDJ", np.uint8)


class Holders(NamedTuple):
    """Of whom resident IDs tell, and what.

    Attributes:
        area: Six-digit area codes.
        birth: Birth dates as YYYYMMDD.
        male: Whose sequence numbers are odd.
    """

    area: Numbers
    birth: Numbers
    male: NDArray[np.bool_]


@compiled
def _resident_ids(out: Bytes, at: int, holders: Holders, bits: Bits, words: MarkWords) -> None:
    area, birth, male = holders
    for i in range(len(area)):
        man = np.int64(male[i])
        before = (area[i] * 10**8 + birth[i]) * 1000
        number = before
        for attempt in range(ATTEMPTS):
            drawn = drawn_below(bits_of(bits[i], attempt), _MEN - 1 + man)
            number = before + 2 * drawn + 2 - man  # 1 to 999, odd for men
            if is_marked(number, words):
                break
        put_digits(out, at, number, 17)
        out[at + 17] = resident_check(out, at)
        at += 18


class ResidentIds:
    """Draws the resident IDs of a population's people."""

    def __init__(self, population: Population) -> None:
        self._arena = population.arena
        self._words = mark_words(population.key)

    def numbers(self, holders: Holders, bits: Bits) -> Strings:
        """A marked ID of 18 characters of each, whose sequence number the lower 32 bits give."""
        at = self._arena.reserve(18 * len(bits))
        _resident_ids(self._arena.bytes, at, holders, bits, self._words)
        return self._arena.fixed(at, 18, len(bits))


class Organisations(NamedTuple):
    """What social credit codes say.

    Attributes:
        authority: ASCII code of who registers it: 1, 3, 5, 9 as in ``_BLOCK``.
        category: ASCII code of the class; of 9: 1 company, 2 individual business, 3 cooperative.
        area: Six-digit area codes.
        numeric: Where the organisation code is eight digits (founded before October 2015).
    """

    authority: Bytes
    category: Bytes
    area: Numbers
    numeric: NDArray[np.bool_]


@inlined
def _put_serial(out: Bytes, at: int, bits: np.uint64) -> None:
    """Six characters of what sets one organisation apart."""
    value = np.uint32((bits >> np.uint64(16)) % np.uint64(31**6))
    for place in range(at + 5, at - 1, -1):
        quotient = value // np.uint32(31)
        out[place] = CREDIT_ALPHABET[value - quotient * np.uint32(31)]
        value = quotient


@compiled
def _social_credit_codes(
    out: Bytes, at: int, organisations: Organisations, bits: Bits, words: MarkWords
) -> None:
    authority, category, area, numeric = organisations
    for i in range(len(area)):
        out[at] = authority[i]
        out[at + 1] = category[i]
        put_digits(out, at + 2, area[i], 6)
        out[at + 8] = CAPITAL_M
        out[at + 9] = _BLOCK[authority[i]]
        for attempt in range(ATTEMPTS):
            drawn = bits_of(bits[i], attempt)
            if numeric[i]:
                put_digits(out, at + 8, (drawn >> np.uint64(16)) % np.uint64(10**8), 8)
            else:
                _put_serial(out, at + 10, drawn)
            if is_marked(credit_value(out, at), words):
                break
        out[at + 16] = organisation_check(out, at + 8)
        out[at + 17] = credit_check(out, at)
        at += 18


class CreditCodes:
    """Draws the social credit codes of a population's organisations."""

    def __init__(self, population: Population) -> None:
        self._arena = population.arena
        self._words = mark_words(population.key)

    def codes(self, organisations: Organisations, bits: Bits) -> Strings:
        """A marked code of 18 characters of each, whose serial the upper 48 bits give."""
        at = self._arena.reserve(18 * len(bits))
        _social_credit_codes(self._arena.bytes, at, organisations, bits, self._words)
        return self._arena.fixed(at, 18, len(bits))

"""Bank cards: numbers out of their issuers' ranges, with their Luhn digit.

Issuers and ranges stand in ``data/banks.csv`` and ``data/bank_cards.csv``. A bank without a
province issues everywhere, the others to people of their province.
"""

from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.digits import put_digits
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.strings import Arena, Bytes, Packed, Strings
from leakbench.generator.engine.tables import Slots, slots, table, weights
from leakbench.generator.identifiers.check_digits import luhn_check
from leakbench.generator.identifiers.marks import (
    ATTEMPTS,
    MarkWords,
    bits_of,
    is_marked,
    mark_words,
)

CardKind = Literal["debit", "credit"]
CARD_KINDS: tuple[CardKind, ...] = get_args(CardKind)

Numbers = NDArray[np.int64]

_ISSUER = 6  # digits that say who issued a card
_SLOT_BITS = 11
_POWERS = np.array([10**digits for digits in range(14)], np.uint64)  # accounts of so many digits


class CardKinds(NamedTuple):
    """What is known of cards before their accounts are drawn, each int64 of shape (n,).

    Attributes:
        issuer: First six digits.
        length: Digits of the whole number.
    """

    issuer: Numbers
    length: Numbers


@compiled
def _numbers(
    out: Bytes, at: int, kinds: CardKinds, bits: Bits, words: MarkWords, packed: Packed
) -> None:
    issuer, length = kinds
    for i in range(len(issuer)):
        size = length[i]
        packed[i] = (at << 32) | (size << 16) | size
        last = at + size - 1
        accounts = _POWERS[size - 1 - _ISSUER]
        number = np.uint64(0)
        for attempt in range(ATTEMPTS):
            account = (bits_of(bits[i], attempt) >> np.uint64(2)) % accounts
            number = np.uint64(issuer[i]) * accounts + account
            if is_marked(number, words):
                break
        put_digits(out, at, number, size - 1)
        out[last] = luhn_check(out, at, last)
        at = last + 1


def card_numbers(kinds: CardKinds, bits: Bits, words: MarkWords, arena: Arena) -> Strings:
    """Marked card numbers with their Luhn digit.

    Args:
        kinds: What is known of them.
        bits: Random numbers, of which the upper 62 bits give an account.
        words: The key of the marks.
        arena: Where they are written.
    """
    at = arena.reserve(int(kinds.length.sum()))
    packed = np.empty(len(kinds.length), np.int64)
    _numbers(arena.bytes, at, kinds, bits, words, packed)
    return Strings(packed)


class CardRanges:
    """The ranges of numbers that retail banks issue cards out of.

    Attributes:
        bank: Row of each range's issuer in ``data/banks.csv``.
    """

    def __init__(self, population: Population) -> None:
        self._arena = population.arena
        self._words = mark_words(population.key)
        banks, cards = table("banks")["bank"], table("bank_cards")
        place = {bank: i for i, bank in enumerate(banks)}
        self.bank = np.array([place[bank] for bank in cards["bank"]])
        self._issuer = np.array(cards["bin"], np.int64)
        self._length = np.array(cards["length"], np.int64)
        self._kind = np.array(cards["kind"])
        self._by_province = {kind: self._of_kind(kind) for kind in CARD_KINDS}

    def _of_kind(self, kind: str) -> NDArray[np.integer]:
        """Inverse distribution of the ranges of a kind in each province."""
        ours = self._kind == kind
        ranges = np.bincount(self.bank[ours], minlength=len(weights("banks")))
        weight = weights("banks")[self.bank] / np.maximum(ranges, 1)[self.bank]
        home = np.array(table("banks")["province"])[self.bank]
        return np.stack(
            [
                slots(weight * (ours & ((home == "") | (home == province))), _SLOT_BITS)
                for province in table("province_shares")["code"]
            ]
        )

    def draw(self, kind: CardKind, province: NDArray[np.integer], bits: Bits) -> Slots:
        """A range of a kind for somebody of each province, by the banks' shares."""
        place = bits >> np.uint64(64 - _SLOT_BITS)
        return self._by_province[kind][province, place.astype(np.intp)]

    def numbers(self, chosen: Slots, bits: Bits) -> Strings:
        """A card number of each of these ranges."""
        kinds = CardKinds(self._issuer[chosen], self._length[chosen])
        return card_numbers(kinds, bits, self._words, self._arena)

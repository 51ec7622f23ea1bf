"""Bank cards: numbers out of their issuers' ranges, and the branch that keeps the account.

Issuers and ranges stand in ``data/banks.csv`` and ``data/bank_cards.csv``. A bank without a
province issues everywhere, the others to people of their province.
"""

import tomllib
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.streams import Bits, lower
from leakbench.generator.engine.strings import Arena, Bytes, Packed, Strings
from leakbench.generator.engine.tables import pick, slots, table, weights
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.population.people import People

if TYPE_CHECKING:
    from leakbench.generator.population.population import Population

CardKind = Literal["debit", "credit"]

_BIN = 6
_SLOT_BITS = 11
_DISTRICT_SUFFIXES = ("区", "县", "市")
_WHOLE = ("自治县", "开发区", "园区", "新区", "管理区", "示范区")
_BRANCH_FIELDS = {"bank": 0, "short": 1, "city": 2, "district": 3, "road": 4}


@compiled
def _numbers(
    out: Bytes,
    at: int,
    head: tuple[NDArray[np.int64], NDArray[np.int64]],
    account: NDArray[np.int64],
    packed: Packed,
) -> int:
    issuer, length = head
    for i in range(len(issuer)):
        packed[i] = (at << 32) | (length[i] << 16) | length[i]
        last = at + length[i] - 1
        value = account[i]
        for place in range(last - 1, at + _BIN - 1, -1):
            out[place] = 48 + value % 10
            value //= 10
        value = issuer[i]
        for place in range(at + _BIN - 1, at - 1, -1):
            out[place] = 48 + value % 10
            value //= 10
        total = 0
        for place in range(last - 1, at - 1, -1):
            digit = out[place] - 48
            if (last - place) % 2 == 1:
                digit *= 2
                if digit > 9:
                    digit -= 9
            total += digit
        out[last] = 48 + (10 - total % 10) % 10
        at = last + 1
    return at


def card_numbers(
    issuer: NDArray[np.int64],
    length: NDArray[np.int64],
    account: NDArray[np.int64],
    arena: Arena,
) -> Strings:
    """Card numbers with their Luhn digit.

    Args:
        issuer: First six digits, shape (n,).
        length: Digits of the whole number.
        account: What stands between, not negative; its last digits are taken.
        arena: Where they are written.
    """
    at = arena.reserve(int(length.sum()))
    packed = np.empty(len(issuer), np.int64)
    _numbers(arena.bytes, at, (issuer, length), account, packed)
    return Strings(packed)


def district_short_name(name: str) -> str:
    """A county's name as branches carry it: 西湖 for 西湖区; 城区 and autonomous counties whole."""
    if name.endswith(_WHOLE):
        return name
    for suffix in _DISTRICT_SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name[: -len(suffix)]
    return name


class Issuers:
    """Retail banks, their ranges of numbers, and how their branches are called, in one split."""

    def __init__(self, population: "Population") -> None:
        arena = population.arena
        banks, cards = table("banks"), table("bank_cards")
        place = {bank: i for i, bank in enumerate(banks["bank"])}
        self.name = arena.intern(banks["bank"])
        self.short = arena.intern(banks["short"])
        self.bank = np.array([place[bank] for bank in cards["bank"]])
        self.bin = np.array(cards["bin"], np.int64)
        self.length = np.array(cards["length"], np.int64)
        self._kind = np.array(cards["kind"])
        divisions = population.divisions
        cities = arena.texts(divisions.city)
        districts = [district_short_name(name) for name in arena.texts(divisions.district)]
        self.district = arena.intern(
            [name.removeprefix(city) for city, name in zip(cities, districts, strict=True)]
        )
        source = files("leakbench.generator.data").joinpath("bank_branches.toml")
        forms = tomllib.loads(source.read_text("utf-8"))["forms"]
        # A district that is left out must not take the whole name with it.
        templates = [form["template"].replace("{district}", "[{district}]") for form in forms]
        self.programs = compile_templates(templates, _BRANCH_FIELDS, arena)
        self.by_form = slots([form["weight"] for form in forms])
        self.by_province = {kind: self._by_province(kind) for kind in ("debit", "credit")}

    def _by_province(self, kind: str) -> NDArray[np.integer]:
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


class Cards:
    """The cards of a block of people; each attribute is drawn when it is first asked for.

    Args:
        population: Where the holders live.
        holders: The people.
        kind: ``debit`` or ``credit``.
        which: Which of a person's cards of the kind.
    """

    def __init__(
        self, population: "Population", holders: People, kind: CardKind, which: str = "first"
    ) -> None:
        self._population = population
        self._arena = population.arena
        self._issuers = population.vocabulary(Issuers)
        self._holders = holders
        self._kind: CardKind = kind
        self._stream = f"{kind} card/{which}"

    def _bits(self, name: str) -> Bits:
        return self._population.streams.bits(f"{self._stream}/{name}", self._holders.index)

    @cached_property
    def _range(self) -> NDArray[np.integer]:
        province = self._population.divisions.province[self._holders.county]
        place = self._bits("range") >> np.uint64(64 - _SLOT_BITS)
        return self._issuers.by_province[self._kind][province, place.astype(np.intp)]

    @cached_property
    def _bank(self) -> NDArray[np.integer]:
        return self._issuers.bank[self._range]

    @cached_property
    def number(self) -> Strings:
        """16 to 19 digits."""
        issuers = self._issuers
        account = (self._bits("account") >> np.uint64(2)).astype(np.int64)
        return card_numbers(
            issuers.bin[self._range], issuers.length[self._range], account, self._arena
        )

    @cached_property
    def bank(self) -> Strings:
        """The issuer."""
        return self._issuers.name.take(self._bank)

    @cached_property
    def branch(self) -> Strings:
        """The issuer's branch, near the holder's home."""
        issuers, divisions, county = (
            self._issuers,
            self._population.divisions,
            self._holders.county,
        )
        bits = self._bits("branch")
        columns = [
            self.bank,
            issuers.short.take(self._bank),
            divisions.city.take(county),
            issuers.district.take(county),
            self._population.addresses.roads.draw(lower(bits)),
        ]
        return compose(pick(bits, issuers.by_form), issuers.programs, columns, self._arena)


class CardHolders(People):
    """A block of people with their bank cards."""

    @cached_property
    def debit_card(self) -> Cards:
        """The account they use most."""
        return Cards(self._population, self, "debit")

    @cached_property
    def second_debit_card(self) -> Cards:
        """Another one, mostly of another bank."""
        return Cards(self._population, self, "debit", "second")

    @cached_property
    def credit_card(self) -> Cards:
        """Their credit card."""
        return Cards(self._population, self, "credit")

    @cached_property
    def card(self) -> Strings:
        """Number of the debit card."""
        return self.debit_card.number

    @cached_property
    def second_card(self) -> Strings:
        """Number of the second debit card."""
        return self.second_debit_card.number

    @cached_property
    def credit(self) -> Strings:
        """Number of the credit card."""
        return self.credit_card.number

    @cached_property
    def bank(self) -> Strings:
        """The debit card's bank."""
        return self.debit_card.bank

    @cached_property
    def branch(self) -> Strings:
        """The debit card's branch."""
        return self.debit_card.branch

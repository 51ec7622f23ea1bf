"""Accounts derived from a person the way people do it: QQ number, e-mail address, WeChat id.

Nobody real may be reached, so every account is one that its provider cannot have given out. QQ
numbers are 32-bit numbers; ours lie above them. Short ones of 5 to 9 digits have been given out or
may be, as no published rule leaves any of them free: there are none here. Local parts of e-mail
addresses break a rule of the provider that no detector looks at: 163.com, 126.com and yeah.net want
6 to 18 letters, digits and underscores, sina.com likewise 4 to 16 (ours have a dot or hyphen, or
are too short or too long), gmail.com wants at least 6, foxmail.com and outlook.com a letter at the
beginning, and qq.com gets the QQ numbers. WeChat takes whatever one thinks of: there long random
tails keep clear of everybody.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.digits import put_digits
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, below, chance, lower
from leakbench.generator.engine.strings import Arena, Bytes, Strings
from leakbench.generator.engine.tables import pick, slots, table, weights
from leakbench.generator.engine.templates import compile_templates

_ELEVEN_DIGITS = 0.08
_SHARED_FIELDS = ("surname", "given", "s", "g", "yy", "monthday", "qq")
_EMAIL_FIELDS = (*_SHARED_FIELDS, "year", "mobile")
_WECHAT_FIELDS = (*_SHARED_FIELDS, "serial", "system")
_FALLBACK = 0  # the template without pinyin, the first of either table
_WECHAT_LETTERS = 12
_LETTERS_AND_DIGITS = np.frombuffer(b"0123456789abcdefghijklmnopqrstuvwxyz", np.uint8)


@compiled
def _system_ids(out: Bytes, at: int, bits: Bits) -> None:
    for i in range(len(bits)):
        value = bits[i]
        for place in range(12):
            out[at + place] = _LETTERS_AND_DIGITS[value % np.uint64(36)]
            value //= np.uint64(36)
        end = (bits[i] >> np.uint64(48)) % np.uint64(100)
        put_digits(out, at + 12, end, 2)
        at += 14


def _system(bits: Bits, arena: Arena) -> Strings:
    """What follows ``wxid_``: twelve small letters and digits, then two digits."""
    at = arena.reserve(14 * len(bits))
    _system_ids(arena.bytes, at, bits)
    return arena.fixed(at, 14, len(bits))


def qq_numbers(bits: Bits, arena: Arena) -> Strings:
    """QQ numbers above the range that is given out: mostly 10 digits, some 11."""
    # 4,294,967,295 is the largest 32-bit number.
    ten = 4_300_000_000 + (bits >> np.uint64(12)).astype(np.int64) % 5_700_000_000
    eleven = 90_000_000_000 + ten
    return arena.whole(np.where(chance(lower(bits), _ELEVEN_DIGITS), eleven, ten))


class AccountOwners(NamedTuple):
    """What people make account names of.

    Attributes:
        pinyin: Surname and given name in pinyin.
        initials: Their first letters.
        birth: Birth dates as numbers YYYYMMDD, shape (n,).
        qq: QQ numbers.
    """

    pinyin: tuple[Strings, Strings]
    initials: tuple[Strings, Strings]
    birth: NDArray[np.int64]
    qq: Strings


class Accounts:
    """How accounts are put together."""

    def __init__(self, population: Population) -> None:
        self._arena = population.arena
        self._email, self._wechat = (
            compile_templates(
                table(name)["template"],
                {field: i for i, field in enumerate(fields)},
                population.arena,
            )
            for name, fields in (("email_forms", _EMAIL_FIELDS), ("wechat_forms", _WECHAT_FIELDS))
        )
        self._letters = weights("email_forms", "letters").astype(np.int32)
        self._by_email = slots(weights("email_forms"))
        self._by_wechat = slots(weights("wechat_forms"))

    def email(self, owners: AccountOwners, mobile: Strings, bits: Bits) -> Strings:
        """E-mail addresses out of pinyin, birth date, mobile and QQ number."""
        surname, given = owners.pinyin
        template = pick(bits, self._by_email)
        unfit = surname.size + given.size < self._letters[template]
        year = self._arena.digits(owners.birth // 10_000, 4)
        columns = [*self._shared(owners), year, mobile]
        return compose(_usable(template, unfit, given), self._email, columns, self._arena)

    def wechat(self, owners: AccountOwners, bits: Bits) -> Strings:
        """WeChat ids of 6 to 20 characters: what the system gave, or out of pinyin and digits."""
        surname, given = owners.pinyin
        template = pick(bits, self._by_wechat)
        # At most a hyphen and seven digits follow.
        unfit = np.maximum(surname.size + owners.initials[1].size, given.size) > _WECHAT_LETTERS
        serial = self._arena.digits(1_000_000 + below(lower(bits), 9_000_000), 7)
        columns = [*self._shared(owners), serial, _system(bits, self._arena)]
        return compose(_usable(template, unfit, given), self._wechat, columns, self._arena)

    def _shared(self, owners: AccountOwners) -> list[Strings]:
        return [
            *owners.pinyin,
            *owners.initials,
            self._arena.digits(owners.birth // 10_000 % 100, 2),
            self._arena.digits(owners.birth % 10_000, 4),
            owners.qq,
        ]


def _usable(
    template: NDArray[np.integer], unfit: NDArray[np.bool_], given: Strings
) -> NDArray[np.integer]:
    """The templates drawn, or the one without pinyin where a name does not fit in."""
    return np.where(unfit | (given.size == 0), _FALLBACK, template)

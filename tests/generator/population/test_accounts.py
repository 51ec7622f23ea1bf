import re

import numpy as np
import pytest

from leakbench.generator.population.people import People

pytestmark = pytest.mark.slow

COUNT = 50_000
LARGEST_GIVEN_OUT = 2**32 - 1

# What the providers take as a local part; none of ours may be one.
NETEASE = r"[a-z][a-z0-9_]{5,17}"
TAKES = {
    "163.com": NETEASE,
    "126.com": NETEASE,
    "yeah.net": NETEASE,
    "sina.com": r"[a-z0-9_]{4,16}",
    "gmail.com": r"[a-z0-9.]{6,30}",
    "foxmail.com": r"[a-z].*",
    "outlook.com": r"[a-z].*",
}


@pytest.fixture
def people(population):
    """The first people of a population."""
    return People(population, np.arange(COUNT, dtype=np.int64))


def column(people, population, name):
    """A column as strings."""
    return population.arena.texts(getattr(people, name))


def test_qq_numbers_are_of_the_form_and_of_nobody(people, population):
    """Ten or eleven digits, above the largest number that can have been given out."""
    numbers = column(people, population, "qq")
    assert all(re.fullmatch(r"[1-9]\d{9,10}", number) for number in numbers)
    assert min(map(int, numbers)) > LARGEST_GIVEN_OUT
    assert 0.05 < np.mean([len(number) == 11 for number in numbers]) < 0.12
    assert len(set(numbers)) > 0.999 * COUNT


def test_no_provider_can_have_given_out_an_address(people, population):
    """Addresses are well formed, and their local parts break a rule of their provider."""
    addresses = column(people, population, "email")
    numbers = column(people, population, "qq")
    domains = set()
    for address, number in zip(addresses, numbers, strict=True):
        assert re.fullmatch(r"[a-z0-9]+([._-][a-z0-9]+)*@[a-z0-9]+\.(com|net)", address)
        local, _, domain = address.partition("@")
        domains.add(domain)
        if domain == "qq.com":
            assert local == number
        else:
            assert not re.fullmatch(TAKES[domain], local), address
            assert len(local) <= 64
    assert domains == {"qq.com", *TAKES}
    assert 0.5 < np.mean([address.endswith("@qq.com") for address in addresses]) < 0.65


def test_addresses_come_from_the_person(people, population):
    """What is not QQ number or mobile is pinyin or initials, with digits of the birth date."""
    read = population.arena.texts
    rows = zip(
        read(people.email),
        read(people.qq),
        read(people.mobile),
        read(people.birth_date),
        *map(read, people.pinyin),
        *map(read, people.initials),
        strict=True,
    )
    for address, qq, mobile, born, surname, given, first, second in rows:
        local = address.partition("@")[0]
        letters = "".join(re.findall("[a-z]", local))
        digits = "".join(re.findall(r"\d", local))
        known = {surname + given, given + surname, surname + second, first + second, given, ""}
        assert letters in known
        year, month, day = born.split("-")
        assert digits in {qq, mobile, year, year[2:], month + day, ""}


def test_wechat_ids_are_of_the_form(people, population):
    """Six to twenty characters, a letter first; what the system gives out has fourteen."""
    ids = column(people, population, "wechat")
    assert all(re.fullmatch(r"[A-Za-z][-_A-Za-z0-9]{5,19}", name) for name in ids)
    given_out = [name for name in ids if name.startswith("wxid_")]
    assert all(re.fullmatch(r"wxid_[a-z0-9]{12}\d\d", name) for name in given_out)
    assert 0.4 < len(given_out) / COUNT < 0.55
    assert len(set(ids)) > 0.999 * COUNT


def test_chosen_wechat_ids_begin_with_the_name(people, population):
    """Pinyin or initials come first, and at least seven digits keep clear of real accounts."""
    read = population.arena.texts
    rows = zip(
        read(people.wechat), *map(read, people.pinyin), *map(read, people.initials), strict=True
    )
    for name, surname, given, first, second in rows:
        if not name.startswith("wxid_"):
            letters, digits = re.fullmatch(r"([a-z]+)(?:\d\d)?[-_](\d+)", name).groups()
            assert letters in {given, first + second, surname + second}
            assert len(digits) >= 7


def test_birth_dates_are_those_of_the_ids(people, population):
    """The ISO date has the digits of the resident ID."""
    dates = column(people, population, "birth_date")
    for born, code in zip(dates, column(people, population, "resident_id"), strict=True):
        assert born.replace("-", "") == code[6:14]


def test_accounts_are_the_same_whoever_asks(population):
    """A person drawn alone has the accounts that it has among others."""
    index = np.array([3, 10**12, 77], np.int64)
    together = People(population, index)
    for name in ("qq", "email", "wechat", "birth_date"):
        many = column(together, population, name)
        for place, one in enumerate(index):
            alone = People(population, np.array([one]))
            assert column(alone, population, name) == [many[place]]

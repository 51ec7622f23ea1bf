import numpy as np
import pytest
from stdnum import luhn

from leakbench.generator.engine.tables import table
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.families import families
from leakbench.generator.population.regions import PLACES, Regions
from leakbench.generator.records.account_holder import AccountHolders
from leakbench.generator.records.card_holders import CardHolders
from leakbench.generator.records.purchase import Purchases

COUNT = 50_000
INDEX = np.arange(COUNT, dtype=np.int64)
BANKS = dict(zip(table("banks")["bank"], table("banks")["province"], strict=True))
POLICY_BANKS = {"中国人民银行", "国家开发银行", "中国进出口银行", "中国农业发展银行"}
RANGES = {
    number: (bank, kind, int(length))
    for bank, kind, number, length in zip(
        *(table("bank_cards")[name] for name in ("bank", "kind", "bin", "length")), strict=True
    )
}


@pytest.fixture
def holders(population):
    """Many card holders."""
    return CardHolders(population, families().nth(families().owners, INDEX))


@pytest.mark.slow
@pytest.mark.parametrize("card", ["debit_card", "second_debit_card", "credit_card"])
def test_cards_are_valid_and_their_banks(population, holders, card):
    """Every number passes Luhn and is of a range, kind and length of the bank that is named."""
    cards = getattr(holders, card)
    numbers, banks = (population.arena.texts(part) for part in (cards.number, cards.bank))
    for number, bank in zip(numbers, banks, strict=True):
        assert luhn.is_valid(number), number
        issuer, kind, length = RANGES[number[:6]]
        assert (issuer, kind, length) == (bank, card.split("_")[-2], len(number))
    assert len(set(numbers)) > 0.999 * COUNT


def test_regional_banks_stay_at_home(population, holders):
    """A bank of one province issues to people of that province, one of none to all."""
    provinces = table("province_shares")["code"]
    home = [provinces[i] for i in population.vocabulary(Divisions).province[holders.county]]
    banks = population.arena.texts(holders.bank)
    assert all(BANKS[bank] in {"", code} for bank, code in zip(banks, home, strict=True))
    assert 0.03 < np.mean([BANKS[bank] != "" for bank in banks]) < 0.12
    assert 0.12 < np.mean([bank == "中国农业银行" for bank in banks]) < 0.2


def test_branches_name_their_bank_and_place(population, holders):
    """A branch begins with its bank's name and mostly names the holder's city."""
    short = dict(zip(table("banks")["bank"], table("banks")["short"], strict=True))
    regions = population.vocabulary(Regions)
    city = regions.at(holders.county, regions.way[PLACES.index("city")])
    cities = population.arena.texts(city)
    named = []
    for bank, branch, city in zip(
        population.arena.texts(holders.bank),
        population.arena.texts(holders.branch),
        cities,
        strict=True,
    ):
        rural = bank.endswith("信用社")
        assert branch.startswith((bank, short[bank])) or (rural and "农" in branch), branch
        assert branch.endswith(("支行", "营业部", "分理处", "信用社", "分社"))
        named += [] if rural else [city in branch]
    assert np.mean(named) > 0.85


def test_a_person_has_one_card_everywhere(population):
    """Customer lists and purchases give the same card and bank to the same person."""
    accounts = AccountHolders(population, np.arange(100, dtype=np.int64))
    known = dict(zip(accounts.index.tolist(), population.arena.texts(accounts.card), strict=True))
    purchases = Purchases(population, np.arange(300, dtype=np.int64))
    assert [known[person] for person in purchases.index.tolist()] == population.arena.texts(
        purchases.card
    )

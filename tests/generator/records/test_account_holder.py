import re
from decimal import Decimal

import numpy as np
import pytest

from leakbench.generator.engine.dates import days_of
from leakbench.generator.records.account_holder import AccountHolders

COUNT = 10_000


@pytest.fixture
def holders(population):
    """The first account holders."""
    return AccountHolders(population, np.arange(COUNT, dtype=np.int64))


def yuan(population, strings):
    """Sums as numbers; 0 where nothing is written."""
    texts = population.arena.texts(strings)
    return [
        Decimal(re.sub(r"[^\d.]", "", text) or 0) * (10_000 if "万" in text else 1)
        for text in texts
    ]


def test_the_total_is_the_sum(population, holders):
    """What is listed one by one adds up to the total, to the cent."""
    parts = [
        yuan(population, getattr(holders, name))
        for name in ("balance", "deposit", "securities", "insurance")
    ]
    sums = [sum(row) for row in zip(*parts, strict=True)]
    assert sums == yuan(population, holders.total)


def test_the_tier_follows_the_total(population, holders):
    """Whoever has more is of no lower tier."""
    order = ("普通客户", "金卡客户", "白金客户", "私人银行客户")
    tiers = [order.index(tier) for tier in population.arena.texts(holders.tier)]
    ranked = sorted(zip(yuan(population, holders.total), tiers, strict=True))
    assert [tier for _, tier in ranked] == sorted(tiers)
    assert {0, 1, 2} <= set(tiers)


@pytest.mark.parametrize(
    ("name", "share"),
    [("other_card", 0.5), ("deposit", 0.6), ("securities", 0.35), ("insurance", 0.5)],
)
def test_not_everybody_has_everything(population, holders, name, share):
    """A second card, deposits, shares and insurance are left empty where there are none."""
    filled = [bool(text) for text in population.arena.texts(getattr(holders, name))]
    assert np.mean(filled) == pytest.approx(share, abs=0.03)


def test_accounts_are_younger_than_their_holders(population, holders):
    """Nobody opened an account before 16, or after the reference date."""
    opened = [np.datetime64(day).astype(int) for day in population.arena.texts(holders.opened)]
    assert ((np.array(opened) - holders.birth) / 365.25 >= 15.99).all()
    assert max(opened) <= days_of(population.reference_date)


def test_second_cards_are_other_cards(population, holders):
    """Nobody's second card is the first."""
    first, second = (population.arena.texts(c) for c in (holders.card, holders.other_card))
    assert not [card for card, other in zip(first, second, strict=True) if card == other]

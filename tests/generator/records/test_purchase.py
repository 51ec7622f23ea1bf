import re
from collections import Counter, defaultdict
from datetime import datetime
from decimal import Decimal

import numpy as np
import pytest

from leakbench.generator.engine.tables import table, weights
from leakbench.generator.population.families import families
from leakbench.generator.records.card_holders import CardHolders
from leakbench.generator.records.purchase import Purchases, PurchaseVocabulary

pytestmark = pytest.mark.slow

COUNT = 9000
ROWS_A_BUYER = 3


@pytest.fixture
def purchases(population):
    """The first purchases."""
    return Purchases(population, np.arange(COUNT, dtype=np.int64))


def kept(population, purchases, *columns):
    """The rows of columns that are about purchases."""
    texts = zip(*map(population.arena.texts, columns), strict=True)
    rows = zip(texts, purchases.transfer, strict=True)
    return [row for row, transfer in rows if not transfer]


def yuan(population, strings):
    """Sums as numbers."""
    return [Decimal(re.sub(r"[^\d.]", "", text)) for text in population.arena.texts(strings)]


def test_balances_go_on_from_one_another(population, purchases):
    """A buyer's balance is the one before less what was paid, and never negative."""
    paid, left = yuan(population, purchases.amount), yuan(population, purchases.balance)
    buyers = purchases.index.tolist()
    for at in range(1, COUNT):
        if buyers[at] == buyers[at - 1]:
            assert left[at] == left[at - 1] - paid[at]
    assert min(left) > 0
    assert set(Counter(buyers).values()) == {ROWS_A_BUYER}


def test_purchases_stand_in_order_of_time(population, purchases):
    """A buyer's purchases follow one another, before the reference date, numbered by their day."""
    moments = [
        datetime.strptime(text, "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 - local times of no named zone
        for text in population.arena.texts(purchases.time)
    ]
    of_buyer = defaultdict(list)
    for buyer, moment in zip(purchases.index.tolist(), moments, strict=True):
        of_buyer[buyer].append(moment)
    assert all(found == sorted(found) for found in of_buyer.values())
    assert max(moments).date() < population.reference_date
    for moment, serial in zip(moments, population.arena.texts(purchases.serial), strict=True):
        assert re.fullmatch(r"\d{24}", serial)
        assert serial[:8] == f"{moment:%Y%m%d}"
        assert moment.hour >= 7


def test_parcels_stay_in_the_family(population, purchases):
    """One parcel in seven or so goes to the other parent, who lives at the same address."""
    recipient = purchases.recipient
    assert (recipient.family == purchases.family).all()
    other = recipient.index != purchases.index
    assert 0.06 < other.mean() < 0.16
    roles = np.array(table("families")["role"])
    to, by = (roles[people.index % families().size] for people in (recipient, purchases))
    assert set(zip(by[other], to[other], strict=True)) == {
        ("father", "mother"),
        ("mother", "father"),
    }
    lived = [population.arena.texts(of.address.strings) for of in (recipient, purchases)]
    assert lived[0] == lived[1]


def test_sellers_trade_in_the_goods(population, purchases):
    """The seller's name holds the trade of what was bought, and ends as a company's."""
    trade = dict(zip(table("goods")["text"], table("goods")["trade"], strict=True))
    columns = (purchases.goods, purchases.seller.listed_name.strings)
    for what, seller in kept(population, purchases, *columns):
        assert trade[what.partition("×")[0]] in seller
        assert "有限" in seller


def test_prices_are_those_of_the_goods(population, purchases):
    """What was paid is about the goods' price times their number."""
    price = dict(zip(table("goods")["text"], weights("goods", "price"), strict=True))
    ratios = []
    for what, paid in zip(
        population.arena.texts(purchases.goods), yuan(population, purchases.amount), strict=True
    ):
        if not what:
            continue
        name, _, count = what.partition("×")
        ratios.append(float(paid) / (price[name] * int(count or 1)))
    assert 0.95 < np.median(ratios) < 1.05
    assert max(ratios) < 5
    assert min(ratios) > 0.15


def test_a_parcel_has_a_waybill_of_its_own(population, purchases):
    """No two purchases share a waybill."""
    waybills = kept(population, purchases, purchases.recipient.waybill)
    assert len(set(waybills)) == len(waybills) > 0.75 * COUNT


def test_goods_are_many(population):
    """At least 150 goods of known trades with a price, and everyone's partner is of the family."""
    goods = table("goods")
    assert len(set(goods["text"])) == len(goods["text"]) >= 150
    assert set(goods["trade"]) <= set(table("industries")["word"])
    assert weights("goods", "price").min() >= 1
    partner = population.vocabulary(PurchaseVocabulary).partner
    assert (families().family[partner] == families().family).all()


def test_a_fifth_goes_to_people(purchases):
    """A row has a person who is paid and a card, or a seller, goods and a parcel."""
    payee, recipient = purchases.payee, purchases.recipient
    transfers = [payee.listed_name, payee.listed_card]
    bought = [
        purchases.seller.listed_name.strings,
        purchases.goods,
        recipient.listed_name,
        recipient.listed_mobile.strings,
        recipient.listed_address.strings,
        recipient.courier,
        recipient.waybill,
    ]
    for columns, where in ((transfers, purchases.transfer), (bought, ~purchases.transfer)):
        for column in columns:
            assert ((column.size > 0) == where).all()
    assert 0.18 < purchases.transfer.mean() < 0.22


def test_nobody_pays_themselves(population, purchases):
    """The payee is somebody else with a name and card of their own, now and then the partner."""
    rows = np.flatnonzero(purchases.transfer)
    payee = purchases.payee
    assert (payee.index != purchases.index)[rows].all()
    family = (payee.family == purchases.family)[rows].mean()
    assert 0.05 < family < 0.2
    own = CardHolders(population, payee.index[rows])
    for listed, whose in ((payee.listed_name, own.name), (payee.listed_card, own.card)):
        assert population.arena.texts(listed.take(rows)) == population.arena.texts(whose)


def test_summaries_say_which_kind_it_is(population, purchases):
    """Transfers are for what people pay one another for, purchases are entered as such."""
    said = np.array(population.arena.texts(purchases.summary))
    assert set(said[purchases.transfer]) <= set(table("transfer_summaries")["text"])
    assert set(said[~purchases.transfer]) <= set(table("payment_summaries")["text"])
    assert not set(table("transfer_summaries")["text"]) & set(table("payment_summaries")["text"])

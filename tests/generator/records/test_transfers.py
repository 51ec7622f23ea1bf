import numpy as np

from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import table, weights
from leakbench.generator.records.transfers import Payees, Transfers

COUNT = 20_000
INDEX = np.arange(COUNT, dtype=np.int64)


def test_sums_are_as_large_as_usual_and_round(population):
    """Half of the sums for a purpose are below the usual one; large ones are round."""
    transfers = population.vocabulary(Transfers)
    streams = Streams(5, "t")
    purpose = transfers.purpose(streams.bits("purpose", INDEX))
    cents = transfers.sum(purpose, streams.bits("sum", INDEX))
    usual = weights("transfer_summaries", "yuan")
    assert set(purpose.tolist()) == set(range(len(usual)))
    assert 0.88 < np.median(cents / 100 / usual[purpose]) < 1.02
    assert (cents % 100 == 0).all()
    assert (cents[cents >= 100_000] % 10_000 == 0).all()
    assert cents.min() >= 100


def test_summaries_are_those_of_the_table(population):
    """Each row of the table by its place."""
    texts = table("transfer_summaries")["text"]
    made = population.vocabulary(Transfers).summary(np.arange(len(texts)))
    assert population.arena.texts(made) == texts
    assert len(set(texts)) == len(texts)


def test_only_who_is_paid_is_listed(population):
    """Columns are empty where nothing was transferred."""
    paid = INDEX[:300] % 3 == 0
    payees = Payees(population, INDEX[:300], paid)
    for column in (payees.listed_name, payees.listed_card):
        assert ((column.size > 0) == paid).all()

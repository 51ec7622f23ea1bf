"""Tests of where lists come from."""

from math import exp, log

import numpy as np
import pyarrow as pa
import pytest
from faker import Faker

from leakbench.benchmarks.provenance.numbers import KINDS
from leakbench.benchmarks.provenance.provenance import SURE, Marked, Provenance
from leakbench.benchmarks.scoring.chunks import shown
from leakbench.generator.corpus import corpus_names
from leakbench.generator.generate import batches
from leakbench.generator.keys import DEFAULT_KEY, key_of
from leakbench.generator.spec import NOISES, SPLITS, Spec

pytestmark = pytest.mark.slow

OTHER = key_of("the key of somebody else")
FEW = {"call_records", "location_tracks"}  # whose rows are about few people
NOBODY = {"clean_text", "narratives"}


def listed(corpus, rows, **options):
    """A generated list, as whoever has it sees it."""
    return [shown(batch, "table") for batch in batches(Spec(corpus, **options), rows)]


def merged(*lists):
    """Lists of the same columns as one."""
    return pa.Table.from_batches([batch for one in lists for batch in one])


def read(table, key=DEFAULT_KEY):
    """Its provenance."""
    return Provenance.of(table.combine_chunks().to_batches(), key).all


@pytest.mark.parametrize("noise", NOISES)
@pytest.mark.parametrize("corpus", sorted(set(corpus_names()) - NOBODY))
def test_a_hundred_rows_of_any_corpus_are_told(corpus, noise):
    """Where they have 40 numbers; of fewer, all marked, p is one in 2 to the power of them."""
    found = Provenance.of(listed(corpus, 100, noise=noise)).all
    if corpus in FEW:
        assert 0 < found.marked == found.values < 40
        assert found.log_p == pytest.approx(-found.values * log(2))
    else:
        assert found.values >= 40
        assert exp(found.log_p) < 1e-9


@pytest.mark.parametrize("corpus", sorted(NOBODY))
def test_of_nobody_nothing_is_said(corpus):
    """There is no number, and p is 1."""
    found = Provenance.of(listed(corpus, 100))
    assert (found.all.values, found.summary()["p_value"]) == (0, 1)
    assert "too few" in found.verdict
    assert found.summary()["share"] is None


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("identity", ["realistic", "unassignable"])
def test_every_split_and_identity_is_told(split, identity):
    """By the given key alone."""
    rows = listed("assets", 100, split=split, identity=identity, key=OTHER)
    assert exp(Provenance.of(rows, OTHER).all.log_p) < 1e-9
    assert exp(Provenance.of(rows).all.log_p) > 0.001


def test_every_kind_is_marked():
    """Each has its own p-value in the summary, and JSON has no key but the public one."""
    table = [*listed("legal_person", 300), *listed("assets", 300)]
    found = Provenance.of(table).summary()
    for name in KINDS:
        assert found["kinds"][name]["p_value"] < 1e-9, name
    assert found["key"] == "leakbench"
    private = Provenance.of(table, OTHER).summary()
    assert private["key"] == {"fingerprint": OTHER.fingerprint}


def _by_faker(rows):
    fake = Faker("zh_CN")
    fake.seed_instance(5)
    return pa.table(
        {
            "姓名": [fake.name() for _ in range(rows)],
            "手机": [fake.phone_number() for _ in range(rows)],
            "身份证": [fake.ssn() for _ in range(rows)],
            "银行卡": [fake.credit_card_number() for _ in range(rows)],
        }
    )


@pytest.mark.parametrize("rows", [10_000, pytest.param(100_000, marks=pytest.mark.long)])
def test_rows_of_another_generator_are_not_taken_for_ours(rows):
    """Of Faker's numbers half are marked."""
    found = read(_by_faker(rows))
    assert found.values > 2 * rows
    assert exp(found.log_p) > 0.001
    assert found.share[1] == 0


@pytest.mark.parametrize("rows", [10_000, pytest.param(100_000, marks=pytest.mark.long)])
def test_rows_of_another_key_are_not_taken_for_ours(rows):
    """Every key reads its own."""
    table = merged(listed("exam_roster", rows, key=OTHER))
    assert exp(read(table).log_p) > 0.001
    assert exp(read(table, OTHER).log_p) < 1e-300


@pytest.mark.parametrize("corpus", ["exam_roster", "sales_leads", "property_owners"])
@pytest.mark.parametrize("noise", ["clean", "worn"])
def test_one_row_in_ten_is_told(corpus, noise):
    """Of 5,000 rows; the estimate of the share is as near as so many numbers let it be."""
    ours = listed(corpus, 500, seed=3, noise=noise, headers="true")
    theirs = listed(corpus, 4_500, seed=4, noise=noise, headers="true", key=OTHER)
    found = read(merged(ours, theirs))
    assert exp(found.log_p) < 1e-6
    share, low, high = found.share
    assert low < share < high
    assert abs(share - 0.1) < 4 / found.values**0.5


def test_the_mark_survives_what_is_done_to_lists():
    """Dropped columns, another order, a sample of a third, duplicates and cells put into one."""
    table = merged(listed("legal_person", 300, headers="true"))
    order = np.random.default_rng(1).permutation(table.num_rows)
    sampled = table.select(["手机", "法定代表人"]).take(order[:100])
    once = read(sampled)
    assert exp(once.log_p) < 1e-9
    assert read(pa.concat_tables([sampled, sampled])) == once
    lines = ["----".join(row.values()) for row in table.take(order[:100]).to_pylist()]
    assert exp(read(pa.table({"text": lines})).log_p) < 1e-9


def test_a_verdict_says_what_is_known():
    """About how many of which share, that nothing says so, or that there are too few."""

    def of(values, marked):
        kinds = {"MOBILE": Marked(values, marked), "USCC": Marked(0, 0)}
        return Provenance(DEFAULT_KEY, 9, kinds)

    assert "about 100% of them (93% to 100%) were generated" in of(100, 100).verdict
    assert "5,500 of 10,000 different numbers" in of(10_000, 5_500).verdict
    assert "about 10% of them" in of(10_000, 5_500).verdict
    assert "nothing says that any" in of(10_000, 5_050).verdict
    assert "too few" in of(19, 19).verdict
    assert "about 100%" in of(20, 20).verdict


@pytest.mark.parametrize("share", [0.5, 0.1, 0.01, 0.001])
def test_so_many_numbers_tell_a_share(share):
    """The READMEs name about 50 by the square of the share: then 99 times in 100."""
    values = round(50.5 / share**2)
    likely = (1 + share) / 2
    marked = values * likely - 2.326 * (values * likely * (1 - likely)) ** 0.5
    assert exp(Marked(values, int(marked)).log_p) < SURE
    assert exp(Marked(values // 3, int(marked) // 3).log_p) > SURE

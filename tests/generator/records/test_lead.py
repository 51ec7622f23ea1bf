import re
from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.corpus import load_corpus
from leakbench.generator.engine.dates import days_of
from leakbench.generator.engine.formed import NO_FORM
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.tables import table
from leakbench.generator.population.families import families
from leakbench.generator.records.candidate import Candidates
from leakbench.generator.records.company import Companies
from leakbench.generator.records.lead import MOST_HOPS, SORTS, Leads, LeadVocabulary
from leakbench.generator.spec import SPLITS

pytestmark = pytest.mark.slow

REFERENCE = date(2026, 1, 1)
COUNT = 20_000
INDEX = np.arange(COUNT, dtype=np.int64)


@cache
def shared_population():
    """One population for all examples; its arena is never reset."""
    return Population(7, "test", REFERENCE)


@pytest.fixture
def leads(population):
    """The first rows."""
    return Leads(population, INDEX)


@pytest.fixture
def texts(population):
    """Gives a column as texts."""
    return lambda column: np.array(population.arena.texts(column))


def test_keys_go_back_a_little(leads):
    """One row in eight is about what one of the 200 rows before is about, the others about new."""
    back = leads.index - leads.key
    assert back.min() == 0
    assert back.max() == 200
    assert 0.11 < np.mean(back > 0) < 0.13
    assert ((back > 0) == leads.repeats).all()
    assert leads.key.min() == 0
    assert np.bincount(leads.key[:2000]).max() <= 5


@given(start=st.integers(0, 10**12), rows=st.integers(1, 50))
def test_rows_do_not_depend_on_their_block(start, rows):
    """A row is the same alone and among others, however far away."""
    population = shared_population()
    block = Leads(population, start + np.arange(rows, dtype=np.int64))
    alone = Leads(population, np.array([start + rows - 1], np.int64))
    assert (block.key >= 0).all()
    assert population.arena.texts(block.company.strings)[-1:] == population.arena.texts(
        alone.company.strings
    )
    assert block.company.form[-1] == alone.company.form[0]
    for name in ("source", "remark", "hops", "called"):
        assert (
            population.arena.texts(getattr(block, name))[-1]
            == population.arena.texts(getattr(alone, name))[0]
        )
    for name in ("name", "listed_mobile", "unlisted_mobile"):
        assert (
            population.arena.texts(getattr(block.contact, name))[-1]
            == population.arena.texts(getattr(alone.contact, name))[0]
        )


def test_contacts_are_of_the_sort(population, leads):
    """Owners of companies, parents of candidates, owners of flats: each by the row's key."""
    owners = families().nth(families().owners, leads.key)
    parents = Candidates(population, leads.key).guardian.index
    is_pupil = leads.sort == SORTS.index("pupil")
    assert (leads.contact.index == np.where(is_pupil, parents, owners)).all()
    shares = np.bincount(leads.sort) / COUNT
    assert np.abs(shares - [0.45, 0.25, 0.3]).max() < 0.02


def test_cells_are_those_of_the_sort(population, leads, texts):
    """A row has the cells of its sort, with the values that the other corpora give its key."""
    companies = Companies(population, leads.key)
    candidates = Candidates(population, leads.key)
    contact, pupil = leads.contact, leads.pupil
    business, child, flat = (leads.sort == place for place in range(len(SORTS)))
    for listed, where, values in (
        (leads.company.strings, business, companies.name.strings),
        (contact.landline.strings, business, companies.listed_landline.strings),
        (contact.listed_address.strings, business, companies.address.strings),
        (pupil.listed_name, child, candidates.name),
        (pupil.listed_school.strings, child, candidates.school.strings),
        (contact.listed_address.strings, flat, contact.address.strings),
    ):
        assert (texts(listed)[where] == texts(values)[where]).all()
    assert not any(texts(leads.company.strings)[~business])
    assert ((leads.company.form == NO_FORM) == ~business).all()
    assert not any(texts(contact.landline.strings)[~business])
    assert (contact.landline.form[business] == companies.listed_landline.form[business]).all()
    assert (contact.landline.form[~business] == NO_FORM).all()
    assert not any(texts(contact.listed_address.strings)[child])
    assert not any(texts(pupil.listed_name)[~child])
    assert not any(texts(pupil.listed_school.strings)[~child])
    assert (pupil.index == candidates.index).all()


def test_some_rows_have_id_and_wechat(leads, texts):
    """Resident ID in three rows of ten, WeChat id in two; both are the person's."""
    for listed, values, share in (
        (leads.contact.listed_id, leads.contact.resident_id, 0.3),
        (leads.contact.listed_wechat, leads.contact.wechat, 0.2),
    ):
        present = texts(listed) != ""
        assert present.mean() == pytest.approx(share, abs=0.02)
        assert (texts(listed)[present] == texts(values)[present]).all()


def test_repeated_rows_conflict(leads, texts):
    """A row that repeats a key is about the same person, but says other things."""
    first = np.full(COUNT, -1)
    first[leads.key[~leads.repeats]] = leads.index[~leads.repeats]
    again = np.flatnonzero(leads.repeats)
    again = again[first[leads.key[again]] >= 0]
    before = first[leads.key[again]]
    assert len(again) > 1500
    assert (leads.contact.index[again] == leads.contact.index[before]).all()
    assert (leads.sort[again] == leads.sort[before]).all()
    number, other = texts(leads.contact.listed_mobile), texts(leads.contact.unlisted_mobile)
    changed = number[again] != number[before]
    assert 0.3 < changed.mean() < 0.4
    assert (number[again][changed] == other[before][changed]).all()
    assert (number != other).all()
    assert (number[~leads.repeats] == texts(leads.contact.mobile)[~leads.repeats]).all()
    for column in (leads.source, leads.remark):
        values = texts(column)
        assert np.mean(values[again] != values[before]) > 0.8


def test_nobody_says_that_a_row_was_sold_no_times(leads, texts):
    """What is said of it is its hops, or nothing."""
    hops, sold = texts(leads.hops), texts(leads.sold)
    assert (sold == np.where(hops == "0", "", hops)).all()
    assert (sold == "").any()


def test_wear_grows_with_the_hops(leads, texts):
    """Few rows passed many hands; each hand wears a quarter of the cells that were whole."""
    hops = texts(leads.hops).astype(int)
    counts = np.bincount(hops, minlength=MOST_HOPS + 1)
    assert len(counts) == MOST_HOPS + 1
    assert (np.diff(counts) < 0).all()
    assert counts[-1] > 0
    assert leads.wear == pytest.approx(1 - 0.75 ** (hops + 1), abs=1e-5)


def test_sources_are_mostly_those_of_the_sort(leads, texts):
    """Most rows come from where lists of their sort come from, some from elsewhere."""
    rows = table("lead_sources")
    known = set(zip(rows["sort"], rows["text"], strict=True))
    sources = texts(leads.source)
    own = [(SORTS[sort], source) in known for sort, source in zip(leads.sort, sources, strict=True)]
    assert 0.85 < np.mean(own) < 0.97
    assert set(sources) == set(rows["text"])


def test_remarks_are_parted_between_the_splits():
    """No remark stands in two splits, each has many, and none holds a number or a letter."""
    pools = []
    for split in SPLITS:
        population = Population(7, split, REFERENCE)
        remarks = population.arena.texts(LeadVocabulary(population).remarks)
        assert len(set(remarks)) == len(remarks) > 30
        assert not any(re.search(r"[0-9A-Za-z]", remark) for remark in remarks)
        pools.append(set(remarks))
    train, dev, test = pools
    assert not train & dev | train & test | dev & test


def test_some_rows_have_no_remark(leads, texts):
    """One row in eight has none."""
    assert 0.1 < np.mean(texts(leads.remark) == "") < 0.14


def test_calls_lie_in_the_last_two_years(population, leads, texts):
    """Nobody was called on the reference date or later."""
    days = texts(leads.called).astype("datetime64[D]").astype(np.int64)
    today = days_of(population.reference_date)
    assert today - 730 <= days.min() < days.max() < today


def test_the_corpus_wears_and_mixes():
    """The corpus takes its noise from the hops and swaps cells."""
    corpus = load_corpus("sales_leads")
    assert (corpus.wear, corpus.columns) == ("lead.wear", "mixed")

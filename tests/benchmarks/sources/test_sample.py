"""Tests of few records that stand for many."""

import numpy as np
import pytest

from leakbench.benchmarks.sources.opening import open_source
from leakbench.benchmarks.sources.sample import QUESTION, sample_of, sampled
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.generator.spec import Spec

SOURCE = CorpusSource(Spec(corpus="chat_messages", noise="evasive", seed=3))
POOL = 1_500


def pairs(record):
    """Labels with their forms, or that there are none."""
    return {(one["label"], one["form"]) for one in record} or {None}


@pytest.fixture(scope="module")
def whole():
    """All records of a pool, in the order in which they are taken."""
    return sample_of(SOURCE, "text", POOL, POOL)


def test_every_pair_is_shown_before_any_record_shows_nothing_new(whole):
    """As many records as that takes, each with something that none before it has."""
    (chunk,) = whole.chunks("text", POOL, POOL)
    shown = [pairs(record) for record in chunk.truth.to_pylist()]
    every = set().union(*shown)
    seen = set()
    for record in shown[: whole.sampling.covering]:
        assert record - seen
        seen |= record
    assert seen == every
    assert whole.sampling.covering < len(every)


def test_every_record_is_taken_once_and_the_others_at_random(whole):
    """Whoever takes all has the pool; what comes after the covering is no run of neighbours."""
    assert sorted(whole.sampling.order) == list(range(POOL))
    drawn = whole.sampling.order[whole.sampling.covering :]
    assert abs(np.corrcoef(np.arange(len(drawn)), drawn)[0, 1]) < 0.1


def test_another_seed_is_another_order(whole):
    """The same is the same."""
    again = sample_of(SOURCE, "text", POOL, POOL)
    assert (again.sampling.order == whole.sampling.order).all()
    other = sample_of(CorpusSource(Spec(corpus="chat_messages", seed=4)), "text", POOL, POOL)
    assert (other.sampling.order != whole.sampling.order).any()


def test_a_sample_has_the_records_that_it_says():
    """In any sizes, text and truth together; no file, as its records no longer stand together."""
    some = sample_of(SOURCE, "text", POOL, 50)
    chunks = list(some.chunks("text", [20, 5], 40))
    assert [chunk.strings.num_rows for chunk in chunks] == [20, 5, 15]
    assert some.rows == 50
    (all_of_it,) = SOURCE.chunks("text", POOL, POOL)
    at = int(some.sampling.order[21])
    assert chunks[1].strings.column(0)[1] == all_of_it.strings.column(0)[at]
    assert chunks[1].truth[1] == all_of_it.truth[at]
    assert chunks[1].decoys[1] == all_of_it.decoys[at]
    assert chunks[0].files is None
    assert (some.name, some.noise, some.labels()) == ("chat_messages", "evasive", SOURCE.labels())


def test_an_identity_says_of_what_it_is_a_sample(whole):
    """The pool's content, and how many records were chosen to cover it."""
    known = sample_of(SOURCE, "text", POOL, 10).identity(10)
    assert known["rows"] == 10
    assert known["sample"] == {"pool": POOL, "covering": 10}
    assert known["content_hash"] == SOURCE.identity(POOL)["content_hash"]
    assert whole.identity(POOL)["sample"]["covering"] == whole.sampling.covering


def test_requests_are_one_a_cell_and_more_for_a_long_one(labelled):
    """As many records as are paid for; one at least."""
    lines = [f'{{"text": "{"x" * size}", "spans": [[0, 1, "QQ"]]}}' for size in (1, 1, 1, 1, 1)]
    long = f'{{"text": "{"x" * (2 * QUESTION)}", "spans": []}}'
    blank = '{"text": " ", "spans": [[0, 1, "MOBILE"]]}'
    source = open_source(str(labelled(*lines, long, blank)), Spec(corpus=""))
    found = sampled(source, "text", 3)
    assert found.sampling.questions.tolist() == [1, 1, 1, 1, 1, 2, 0]
    assert found.sampling.questions[found.sampling.order[: found.rows]].sum() <= 3
    assert sampled(source, "text", 1_000).rows == 7
    assert sampled(source, "text", 0).rows == 1
    table = sampled(CorpusSource(Spec(corpus="legal_person")), "table", 200)
    assert 10 <= table.rows < 60

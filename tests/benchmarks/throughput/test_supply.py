"""Tests of batches that nobody has seen."""

import pytest

from leakbench.benchmarks.sources.opening import open_source
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.throughput.supply import supply_of
from leakbench.generator.spec import Spec

SPEC = Spec(corpus="legal_person")


def texts(batches):
    """All texts."""
    return [text for batch in batches for text in batch.column(0).to_pylist()]


def test_a_corpus_has_as_many_as_one_likes():
    """In order, and nobody begins anew."""
    supply = supply_of(CorpusSource(SPEC), "text")
    found = [*supply.take(10, 3, pytest.fail), *supply.take(5, 2, pytest.fail)]
    assert supply.rows is None
    assert [batch.num_rows for batch in found] == [10, 10, 10, 5, 5]
    (whole,) = CorpusSource(SPEC).chunks("text", 40, 40)
    assert texts(found) == texts([whole.strings])


def test_what_has_an_end_begins_anew_for_all(dataset):
    """Before a batch is given that would have been seen; never more than there is."""
    supply = supply_of(open_source(str(dataset), SPEC), "text")
    taken, begun = [], []
    assert supply.rows == 300
    for count in (2, 1, 2, 9):
        taken.append(supply.take(100, count, lambda: begun.append(len(taken))))
    assert [len(some) for some in taken] == [2, 1, 2, 3]
    assert begun == [2, 3]
    assert texts(taken[0]) == texts(taken[2])
    assert len(set(texts([*taken[0], *taken[1]]))) > 290

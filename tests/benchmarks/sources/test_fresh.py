"""Tests of records that nobody was asked about."""

from leakbench.benchmarks.sources.fresh import (
    FreshRows,
    drawn_seed,
    other_population,
    reseeded,
    spec_of,
)
from leakbench.benchmarks.sources.opening import open_source
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.generator.spec import Spec

SPEC = Spec(corpus="legal_person", noise="worn")


def texts(chunks):
    """All texts of some chunks."""
    return [text for chunk in chunks for text in chunk.strings.column(0).to_pylist()]


def test_further_records_go_on_where_the_last_ended():
    """Each is given once, with its truth."""
    fresh = FreshRows(SPEC, "text", 30)
    taken = [*fresh.take([10, 5]), *fresh.take([]), *fresh.take([15])]
    assert [chunk.strings.num_rows for chunk in taken] == [10, 5, 15]
    (whole,) = CorpusSource(SPEC).chunks("text", 60, 60)
    assert texts(taken) == whole.strings.column(0).to_pylist()[30:]
    assert taken[1].truth.to_pylist() == whole.truth.to_pylist()[40:45]


def test_only_what_is_made_while_it_is_read_has_further_records(labelled, dataset):
    """A file and a dataset come to an end."""
    assert spec_of(CorpusSource(SPEC)) == SPEC
    for path in (labelled(), dataset):
        assert spec_of(open_source(str(path), SPEC)) is None


def test_a_drawn_seed_is_another_each_time():
    """All that a spec takes."""
    seeds = {drawn_seed() for _ in range(50)}
    assert len(seeds) == 50
    assert all(0 <= seed < 1 << 63 for seed in seeds)
    assert max(seeds) > 1 << 60


def test_another_population_is_the_same_corpus(labelled):
    """Other people, written as these are; a file stays what it is."""
    other = other_population(SPEC, 7)
    assert (other.spec.seed, other.spec.noise) == (7, "worn")
    again = reseeded(CorpusSource(SPEC, 10))
    assert again.spec.seed != SPEC.seed
    assert (again.rows, again.spec.noise) == (10, "worn")
    real = open_source(str(labelled()), SPEC)
    assert reseeded(real) is real

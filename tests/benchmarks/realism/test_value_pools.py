"""Tests of the different values of each label."""

import pytest

from leakbench.benchmarks.realism.value_pools import FEWEST_VALUES, TooFewToCompareError, ValuePools
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.generator.spec import Spec


@pytest.fixture
def records(read):
    """So many records of a list."""
    source = CorpusSource(Spec(corpus="property_owners"))
    return lambda rows: read(source, "PERSON", "PHONE", rows=rows)


def test_labels_with_enough_values_are_paired(records):
    """Each value once; what has too few is counted, and the others go on."""
    many = records(300)
    both = {"list": many, "short": records(5)}
    pools = ValuePools(many, both, {name: ["PERSON"] for name in both}, dict.fromkeys(both, ()))
    assert pools.pairs["list"]["PERSON"].real == many.distinct("PERSON")
    assert pools.pairs["short"] == {}
    assert set(pools.too_few) == {("short", "PERSON")}
    assert 0 < pools.too_few["short", "PERSON"] < FEWEST_VALUES


def test_nothing_to_compare_is_an_error(records):
    """It says how many there are, and where."""
    few = records(5)
    with pytest.raises(
        TooFewToCompareError, match=r"too few .*, 50 are needed .* of PERSON in list"
    ):
        ValuePools(few, {"list": few}, {"list": ["PERSON"]}, {"list": ()})


def test_a_corpus_is_compared_with_values_of_its_kinds(read):
    """A list of schools has no use for names of companies."""
    schools, firms = (
        read(CorpusSource(Spec(corpus=name)), "ORG", rows=300)
        for name in ("exam_roster", "legal_person")
    )
    given = {"list": schools}
    every = ValuePools(firms, given, {"list": ["ORG"]}, {"list": ()}).pairs["list"]["ORG"].real
    alike = ValuePools(firms, given, {"list": ["ORG"]}, {"list": ["COMPANY"]}).pairs["list"]["ORG"]
    assert len(alike.real) < len(every) == len(firms.distinct("ORG"))

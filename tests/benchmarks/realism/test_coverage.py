"""Tests of how many shapes generated values cover."""

import pyarrow as pa
import pytest

from leakbench.benchmarks.realism.coverage import coverage
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.generator.spec import Spec


def of(*values):
    """A column of addresses."""
    return pa.array(values, pa.string())


def test_shares_are_those_of_the_real_values():
    """A real value counts if others have its shape: some generated, or the other real half."""
    real = of("午路1号", "乙路2号", "丙街3号", "丁村", "戊路4号", "己街5号", "庚弄6号", "辛村7组")
    found = coverage(of("子路9号", "丑省", "寅弄8号", "卯省", "辰村", "巳省"), real, "ADDRESS")
    assert found.real_half.value == pytest.approx(5 / 8)
    assert found.generated.value == pytest.approx(4 / 8)
    assert found.every.value == pytest.approx(5 / 8)
    assert found.missing == (("口街9号", 2 / 8),)
    assert found.every.interval.low < found.every.value < found.every.interval.high


def test_fewer_generated_values_are_compared_with_as_few():
    """Of the other half no more count than there are generated ones."""
    real = of("午路1号", "乙街1号", "丙村", "丁街1号", "戊路1号", "己街1号")
    assert coverage(of("子路1号"), real, "ADDRESS").real_half.value == pytest.approx(2 / 6)


@pytest.mark.slow
def test_a_corpus_covers_itself_as_its_other_half_does(read):
    """Another population of the same generator has the same shapes, another corpus fewer."""

    def addresses(corpus, seed):
        source = CorpusSource(Spec(corpus=corpus, seed=seed, rows_per_file=1))
        return read(source, "ADDRESS", rows=1_500).distinct("ADDRESS")

    real = addresses("property_owners", 1)
    same = coverage(addresses("property_owners", 2), real, "ADDRESS")
    assert same.generated.value == pytest.approx(same.real_half.value, abs=0.05)
    other = coverage(addresses("enquiries", 2), real, "ADDRESS")
    assert other.generated.value < same.generated.value - 0.1

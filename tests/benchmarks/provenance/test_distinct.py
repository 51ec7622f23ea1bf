"""Tests of numbers that count once."""

import numpy as np
import pytest

from leakbench.benchmarks.provenance import distinct
from leakbench.benchmarks.provenance.distinct import DistinctNumbers
from leakbench.benchmarks.provenance.numbers import KINDS, Found
from leakbench.generator.keys import DEFAULT_KEY, Key, MissingKeyError


def found(kind, values):
    """Numbers of one kind."""
    return Found(np.full(len(values), kind, np.int8), np.array(values, np.uint64))


@pytest.mark.parametrize("merged_at", [1, 100, 1 << 20])
def test_a_number_counts_once_of_each_kind(monkeypatch, merged_at):
    """However often it comes, whenever those seen twice are dropped."""
    monkeypatch.setattr(distinct, "_MERGED_AT", merged_at)
    numbers = DistinctNumbers()
    for first in range(0, 1_000, 50):
        numbers.add(found(0, range(first + 1, first + 151)))
        numbers.add(found(2, [7, 7, 8]))
    counts = numbers.counts(DEFAULT_KEY)
    assert [counts[name][0] for name in KINDS] == [1_100, 0, 2, 0]
    assert 0 < counts[KINDS[0]][1] < 1_100
    assert numbers.counts(DEFAULT_KEY) == counts


def test_marks_are_looked_at_with_a_key_alone():
    """One of which only the fingerprint is known reads nothing."""
    numbers = DistinctNumbers()
    numbers.add(found(0, [13800000000]))
    with pytest.raises(MissingKeyError):
        numbers.counts(Key("0123456789abcdef"))

"""Tests of ranges of rows."""

from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.running.row_ranges import InOrder, RowRange, range_rows, row_ranges
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.generator.datasets.content import GROUP_ROWS
from leakbench.generator.spec import Spec


class Words:
    """What was made of ranges: their numbers."""

    def __init__(self, number):
        self.numbers = [number]

    def follow(self, other):
        """Take the numbers after these."""
        self.numbers += other.numbers


@given(st.integers(1, 10_000), st.integers(1, 3_000))
def test_ranges_are_all_rows_once(rows, size):
    """One after the other, none of them empty."""
    ranges = list(row_ranges(rows, size))
    assert [one.number for one in ranges] == list(range(len(ranges)))
    assert [row for one in ranges for row in range(one.first, one.first + one.rows)] == list(
        range(rows)
    )
    assert all(0 < one.rows <= size for one in ranges)


def test_ranges_are_of_the_rows_alone():
    """So that results are the same for any number of workers; of many rows they are shards."""
    source = CorpusSource(Spec(corpus="legal_person"))
    assert [range_rows(source, rows) for rows in (1, 2_000, 100_000)] == [256, 256, 4_096]
    assert range_rows(source, 10**9) == GROUP_ROWS
    assert next(row_ranges(10**12, GROUP_ROWS)) == RowRange(0, 0, GROUP_ROWS)


@given(st.permutations(range(12)))
def test_what_is_made_is_joined_in_order(order):
    """In whatever order it comes; of parts that have no gap between them one is kept."""
    joined = InOrder()
    for number in order:
        joined.add(number, Words(number))
    assert joined.whole().numbers == list(range(12))

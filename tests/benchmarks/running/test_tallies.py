"""Tests of everything that is counted of one detector."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.benchmarks.running.runner import Scoring
from leakbench.benchmarks.running.tallies import Tallies
from leakbench.benchmarks.scoring.population import Population
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.detectors.registry import load
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

BATCH, BATCHES = 5, 24


@cache
def answered(rows_per_file):
    """A source of files, its labels, and its batches with the answer to each."""
    spec = Spec(corpus="exam_roster", noise="worn", rows_per_file=rows_per_file)
    source, detector = CorpusSource(spec), load("regex")
    chunks = [
        (chunk, detector.detect(chunk.strings))
        for chunk in source.chunks("text", BATCH, BATCH * BATCHES)
    ]
    return source, detector.labels, chunks


def tallied(rows_per_file, first, after, *, apart=True):
    """Counts of some of the batches, and their people."""
    source, labels, chunks = answered(rows_per_file)
    people = Population(Scoring().space(source), {})
    tallies = Tallies.of(source, people, labels, apart=apart, first=BATCH * first)
    for chunk, answer in chunks[first:after]:
        tallies.add(chunk, answer)
    return people, tallies


@cache
def told_of_all(rows_per_file):
    """What was counted of all batches in one go."""
    return tallied(rows_per_file, 0, BATCHES)[1].told()


def joined(one, other):
    """Counts of records and of those after them."""
    one[0].follow(other[0])
    one[1].follow(other[1])
    return one


@pytest.mark.parametrize("rows_per_file", [1, 7, 40, 1_000])
@settings(max_examples=10, deadline=None)
@given(
    cuts=st.lists(st.integers(1, BATCHES - 1), min_size=1, max_size=4, unique=True),
    order=st.randoms(use_true_random=False),
)
def test_counts_of_parts_are_those_of_the_whole(rows_per_file, cuts, order):
    """Wherever files are cut, and whichever neighbours are joined first."""
    edges = [0, *sorted(cuts), BATCHES]
    parts = [tallied(rows_per_file, first, after) for first, after in pairwise(edges)]
    while len(parts) > 1:
        at = order.randrange(len(parts) - 1)
        parts[at : at + 2] = [joined(*parts[at : at + 2])]
    assert parts[0][1].told() == told_of_all(rows_per_file)


def test_where_people_are_not_told_apart_all_else_is_counted():
    """People and files take memory each; nothing is said of them then."""
    told, whole = (tallied(7, 0, BATCHES, apart=apart)[1].told() for apart in (False, True))
    assert (told["files"], told["levels"]) == (None, None)
    assert whole["files"] is not None
    assert whole["levels"]["people"][0] > 0
    assert told["counts"].breakdowns.subjects == {}
    assert np.array_equal(told["counts"].table, whole["counts"].table)
    for name in ("intervals", "personal", "scores"):
        assert told[name] == whole[name]

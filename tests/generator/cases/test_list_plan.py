"""Tests of which lists lie in an office."""

from itertools import pairwise

import numpy as np
import pytest

from leakbench.generator.cases.list_plan import planned_lists, sources_of
from leakbench.generator.cases.places import companies
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.spec import Spec

SPEC = Spec("", seed=1)


@pytest.fixture(scope="module")
def planned():
    """The lists of a case of full size."""
    offices = companies(SPEC, 340, np.random.default_rng(1))
    return planned_lists(SPEC, 340, 1_200_000, offices, 1)


def test_lists_are_as_many_and_as_long_as_asked(planned):
    """A third of the files; sources of 5,000 to 150,000 rows."""
    assert len(planned) == round(340 * 0.32)
    assert abs(sum(one.content.rows for one in planned) / 1_200_000 - 1) < 0.03
    sizes = [one.content.rows for one in planned if one.change == "source"]
    assert min(sizes) >= 5_000
    assert max(sizes) <= 150_000


def test_every_corpus_of_lists_is_there(planned):
    """All that companies deal in, and nothing that is no list."""
    lists = {name for name in corpus_names() if load_corpus(name).is_list}
    assert {one.content.corpus for one in planned} == lists


def test_sources_do_not_overlap(planned):
    """Whoever finds a list's records in another has found a copy."""
    sources = {source for one in planned for source in sources_of(one.content)}
    for corpus in {source.corpus for source in sources}:
        mine = sorted((one.start, one.rows) for one in sources if one.corpus == corpus)
        ends = [start + rows for start, rows in mine]
        assert all(end <= start for end, (start, _) in zip(ends, mine[1:], strict=False))


def test_copies_come_behind_what_they_were_made_of(planned):
    """And are never less worn; all ways to make one occur."""
    for place, one in enumerate(planned):
        assert all(parent < place for parent in one.parents)
        assert all(planned[parent].noise <= one.noise for parent in one.parents)
        assert all(planned[parent].hops <= one.hops for parent in one.parents)
        sources = sources_of(one.content)
        parents = [sources_of(planned[parent].content) for parent in one.parents]
        assert not parents or sources == set().union(*parents)
    assert {one.change for one in planned} == {
        *("source", "part", "as it is", "resold", "cut", "columns", "merged")
    }


def test_parts_make_a_whole(planned):
    """One behind the other, without a gap."""
    parts = [one for one in planned if one.change == "part"]
    for first, second in pairwise(parts):
        if second.part > 1:
            assert second.content.first == first.content.first + first.content.rows
            assert second.content.of == first.content.of

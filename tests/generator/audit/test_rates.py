"""Tests of how often rules hold."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.audit.cells import Roles
from leakbench.generator.audit.rates import ALWAYS, NEVER, Bounds, Rate, rates
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.spec import Spec


class Column:
    """A column of values, as a rule asks for it."""

    def __init__(self, values):
        self._values = pa.array(values, pa.string())

    def values(self, _block):
        """All of them."""
        return self._values


class Rows:
    """A block of which only the numbers of records and their files are asked for."""

    record_id = file = np.arange(100, 200)


def is_right(values):
    """Nulls are not known; of the others those are right that say so."""
    texts = values.to_pylist()
    known, right = ([text == other for text in texts] for other in (None, "y"))
    return ~np.array(known, np.bool_), np.array(right, np.bool_)


def judged(values, bounds):
    """What comes out of one block."""
    rate = Rate("it", is_right, (Column(values),), bounds)
    rate.add(Rows())
    return rate.finding()


@given(st.lists(st.sampled_from(["y", "n", None]), max_size=40))
def test_what_must_always_hold_may_not_fail_once(values):
    """Nor may hold once what must never; the records are named."""
    known = [value for value in values if value]
    always, never = judged(values, ALWAYS), judged(values, NEVER)
    assert always.cases == never.cases == len(known)
    assert always.ok == ("n" not in known)
    assert never.ok == ("y" not in known)
    if not always.ok:
        assert always.examples[0] == f"record {100 + values.index('n')}: 'n'"
    if not never.ok:
        assert never.examples[0] == f"record {100 + values.index('y')}: 'y'"


@pytest.mark.parametrize(
    ("right", "wrong", "ok"), [(70, 30, True), (40, 60, True), (10, 90, False), (2, 0, True)]
)
def test_a_share_may_miss_its_bounds_as_chance_does(right, wrong, ok):
    """By so much less the more cases there are."""
    found = judged(["y"] * right + ["n"] * wrong, Bounds(0.6, 0.8))
    assert found.ok == ok
    assert found.value == right / (right + wrong)
    assert (found.bound, found.examples) == ("0.6 to 0.8", ())


def test_a_rule_applies_where_its_columns_are():
    """About one person, and about two that are related; other rules for unassignable numbers."""
    roles = Roles(load_corpus("legal_person"))
    found = {rate.what: rate for rate in rates(roles, Spec(corpus="legal_person"))}
    assert found["owner: age by the ID"].bounds == ALWAYS
    assert found["owner: segment of the mobile is assigned"].bounds == ALWAYS
    assert "company and owner: same province" in found
    other = Spec(corpus="legal_person", identity="unassignable")
    unassigned = {rate.what: rate for rate in rates(roles, other)}
    assert unassigned["owner: segment of the mobile is assigned"].bounds == NEVER
    assert set(unassigned) < set(found)


@pytest.mark.parametrize("corpus", corpus_names())
def test_rates_are_named_apart(corpus):
    """No two of a corpus are called the same."""
    names = [rate.what for rate in rates(Roles(load_corpus(corpus)), Spec(corpus=corpus))]
    assert len(set(names)) == len(names)

"""Tests of the published shares and of the distances from them."""

import pytest

from leakbench.generator.audit.blocks import Block
from leakbench.generator.audit.distributions import Distributions, published
from leakbench.generator.corpus import load_corpus
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec


def looking(spec):
    """What looks at a dataset."""
    return Distributions(load_corpus(spec.corpus), spec)


def test_shares_are_shares():
    """They sum to one, with a class for the rest where there is one."""
    for kind in published().values():
        assert kind.shares.sum() == pytest.approx(1)
        assert len(kind.names) <= len(kind.shares) <= len(kind.names) + 1
    assert len(published()["surnames"].names) == 50
    assert len(published()["provinces"].names) == 31


def test_a_large_list_is_close_to_the_country():
    """Surnames and operators of owners; the bound falls with the number of people."""
    bounds = []
    for rows in (1000, 8000):
        looked = looking(Spec(corpus="legal_person"))
        for batch in batches(Spec(corpus="legal_person"), rows):
            looked.add(Block(batch))
        found = {one.what: one for one in looked.findings()}
        assert all(one.ok for one in found.values())
        bounds.append(float(found["surnames"].bound.split()[-1]))
    assert bounds[1] < bounds[0]
    assert found["surnames"].value < 0.05
    assert found["operators of mobiles"].value < 0.03


def test_few_people_are_not_judged():
    """A hundred are no sample."""
    looked = looking(Spec(corpus="legal_person"))
    for batch in batches(Spec(corpus="legal_person"), 100):
        looked.add(Block(batch))
    assert not list(looked.findings())


def test_peoples_are_those_of_the_census():
    """One of each file counts; where cells slip nobody can say which column has them."""
    spec = Spec(corpus="exam_roster", rows_per_file=1)
    looked = looking(spec)
    slipped = looking(Spec(corpus="exam_roster", rows_per_file=1, columns="mixed"))
    for batch in batches(spec, 3000):
        looked.add(Block(batch))
        slipped.add(Block(batch))
    found = {one.what: one for one in looked.findings()}
    assert found["peoples"].cases == 3000
    assert found["peoples"].ok
    assert "peoples" not in {one.what for one in slipped.findings()}

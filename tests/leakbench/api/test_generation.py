import inspect

import pytest

import leakbench as lb
from leakbench.generator import generate


def test_records_are_those_of_the_generator():
    """Of any range, in batches of any size."""
    spec = lb.Spec("exam_roster", noise="worn", seed=1)
    (expected,) = generate.batches(spec, 30, start=5)
    found = list(lb.batches(spec, rows=30, start=5, block=20))
    assert [batch.num_rows for batch in found] == [20, 10]
    assert found[0].equals(expected[:20])


def test_the_usual_size_is_the_generators():
    """It is written here so that no import is needed to know it."""
    usual = inspect.signature(lb.batches).parameters["block"].default
    assert usual == generate.BLOCK


def test_an_unknown_corpus_gets_the_likely_name():
    """At the first batch."""
    with pytest.raises(LookupError, match="unknown corpus 'exam_rooster'; did you mean exam_roste"):
        next(lb.batches(lb.Spec("exam_rooster"), rows=1))

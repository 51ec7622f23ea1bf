"""Tests of records with values of another origin."""

from collections import Counter

import pyarrow as pa
import pytest

from leakbench.benchmarks.realism.transplant import transplanted
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.detectors.splicing import TextColumn
from leakbench.generator.spec import Spec

POOL = pa.array(["甲", "乙乙", "子丑寅卯辰", "x"])


def values(records, label):
    """The values of a label where they stand now."""
    return TextColumn.of(records.file.texts).cut(records.places(label)).to_pylist()


@pytest.fixture(scope="module", params=["clean", "worn"])
def records(request, read):
    """Records of lists and of posts have names and numbers."""
    return read(CorpusSource(Spec(corpus="chat_messages", noise=request.param)), "PHONE", "PERSON")


def test_values_give_way_and_all_else_stays(records):
    """Plain ones are from the pool, the others and those of other labels are what they were."""
    made, share = transplanted(records, "PERSON", POOL)
    plain = len(records.places("PERSON", plain=True).row)
    assert share == plain / len(records.places("PERSON").row)
    kept = Counter(values(records, "PERSON"))
    put = Counter(values(made, "PERSON"))
    assert sum(put[value] for value in POOL.to_pylist()) == plain
    assert put.total() == kept.total()
    assert values(made, "PHONE") == values(records, "PHONE")
    assert made.noise == records.noise


def test_no_value_comes_again_before_all_have_come(records):
    """As far as they reach, each is taken once; then each once more."""
    made, _ = transplanted(records, "PERSON", POOL)
    counts = Counter(one for one in values(made, "PERSON") if one in POOL.to_pylist())
    assert max(counts.values()) - min(counts.values()) <= 1


def test_own_values_put_back_give_the_records(records):
    """Cut out and put in again in the same places, nothing has changed."""
    made, _ = transplanted(records, "PERSON", POOL)
    places = made.places("PERSON", plain=True)
    own = TextColumn.of(records.file.texts).cut(records.places("PERSON", plain=True))
    assert TextColumn.of(made.file.texts).splice(places, own).texts == records.file.texts


def test_where_nothing_is_plain_nothing_changes(records):
    """A label that the records do not have."""
    made, share = transplanted(records, "PROPERTY", POOL)
    assert made.file.texts == records.file.texts
    assert share == 0.0


def test_scores_are_of_the_same_spans(records):
    """As many spans a record and label as before."""
    made, _ = transplanted(records, "PERSON", POOL)
    before, after = (one.file.spans.value_lengths() for one in (records, made))
    assert before == after
    assert len(made.values.row) == len(records.values.row)

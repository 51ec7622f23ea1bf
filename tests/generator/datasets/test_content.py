"""Tests of the content hash."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.datasets import content
from leakbench.generator.datasets.content import ContentHash, combined, content_hash, grouped
from leakbench.generator.generate import batches
from leakbench.generator.schema import NAME_TYPE
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

NAMES = pa.list_(
    pa.field(
        "item",
        pa.struct([pa.field("name", NAME_TYPE, nullable=False), pa.field("at", pa.int64())]),
        nullable=False,
    )
)
SCHEMA = pa.schema([pa.field("text", pa.string()), pa.field("names", NAMES, nullable=False)])
CELLS = st.none() | st.text("甲a0", max_size=3)
ITEMS = st.fixed_dictionaries(
    {"name": st.sampled_from(["X", "Y"]), "at": st.none() | st.integers(-3, 3)}
)
RECORDS = st.lists(
    st.fixed_dictionaries({"text": CELLS, "names": st.lists(ITEMS, max_size=3)}), max_size=12
)


def _whole(records):
    return pa.RecordBatch.from_pylist(records, schema=SCHEMA)


def _cut(batch, size):
    return [batch.slice(at, size) for at in range(0, batch.num_rows, size)]


@given(RECORDS, st.integers(1, 5))
def test_the_size_of_batches_does_not_count(records, size):
    """Slices of any size hash like the whole."""
    batch = _whole(records)
    assert content_hash(_cut(batch, size)) == content_hash([batch] if records else [])


@given(RECORDS, RECORDS)
def test_other_values_have_another_hash(one, other):
    """Two lists of records have one hash just when they are equal."""
    same = content_hash([_whole(one)]) == content_hash([_whole(other)])
    assert same == (one == other)


@given(RECORDS, st.integers(1, 4))
def test_the_order_of_a_dictionary_does_not_count(records, size):
    """Batches that were built apart have dictionaries of their own, and the same hash."""
    apart = [_whole(records[at : at + size]) for at in range(0, len(records), size)]
    assert content_hash(apart) == content_hash([_whole(records)] if records else [])


def test_names_and_types_count_and_metadata_does_not():
    """Renaming or retyping a column changes the hash; metadata does not."""
    values = [1, 2]
    plain = pa.record_batch({"a": pa.array(values)})
    renamed = pa.record_batch({"b": pa.array(values)})
    retyped = pa.record_batch({"a": pa.array(values, pa.int32())})
    described = plain.replace_schema_metadata({"note": "x"})
    assert content_hash([described]) == content_hash([plain])
    assert len({content_hash([batch]) for batch in (plain, renamed, retyped)}) == 3


def test_the_whole_follows_from_the_groups(monkeypatch):
    """The hash of a dataset is that of the hashes of its groups of rows."""
    monkeypatch.setattr(content, "grouped", lambda found: grouped(found, 3))
    batch = pa.record_batch({"a": pa.array(range(7))})
    parts = []
    for part in _cut(batch, 3):
        parts.append(ContentHash(batch.schema))
        parts[-1].update(part)
    assert content_hash(_cut(batch, 2)) == combined(part.hexdigest() for part in parts)


def test_batches_of_two_schemas_are_refused():
    """A dataset has one schema."""
    two = [pa.record_batch({"a": pa.array([1])}), pa.record_batch({"b": pa.array([1])})]
    with pytest.raises(ValueError, match="one schema"):
        content_hash(two)


@pytest.mark.parametrize("noise", ["clean", "worn", "evasive"])
def test_a_corpus_has_one_hash_for_any_block_size(noise):
    """Blocks of the generator do not show in the hash; the seed does."""
    spec = Spec(corpus="legal_person", noise=noise)
    hashes = {content_hash(batches(spec, 500, block=block)) for block in (500, 128, 7)}
    other = Spec(corpus="legal_person", noise=noise, seed=1)
    assert len(hashes) == 1
    assert content_hash(batches(other, 500)) not in hashes

"""Tests of the writer of Parquet, with Arrow's reader as the judge."""

from hashlib import sha256
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.generator.corpus import corpus_names
from leakbench.generator.datasets.content import content_hash
from leakbench.generator.generate import batches, schema
from leakbench.generator.parquet.parquet_file import ParquetFile
from leakbench.generator.schema import CELL_SPANS, TEXT_SPANS
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

SCHEMA = pa.schema(
    [
        pa.field("number", pa.int64(), nullable=False),
        pa.field("cell", pa.string()),
        pa.field("text", pa.string(), nullable=False),
        pa.field("text_spans", TEXT_SPANS, nullable=False),
        pa.field("cell_spans", CELL_SPANS, nullable=False),
    ]
)
WHOLE = st.integers(-(2**63), 2**63 - 1)
OFFSET = st.integers(0, 9) | st.sampled_from([4095, 4096, 2**31 - 1])
SPAN = {
    "start": OFFSET,
    "end": OFFSET,
    "label": st.sampled_from("AB"),
    "subject": st.none() | WHOLE,
    "quality": st.just("exact"),
    "form": st.text(max_size=2),
}
RECORD = st.fixed_dictionaries(
    {
        "number": WHOLE,
        "cell": st.none() | st.text("甲a0", max_size=40),
        "text": st.text(max_size=3),
        "text_spans": st.lists(st.fixed_dictionaries(SPAN), max_size=3),
        "cell_spans": st.lists(
            st.fixed_dictionaries(SPAN | {"column": st.integers(-2, 2)}), max_size=3
        ),
    }
)
RECORDS = st.lists(RECORD, min_size=1, max_size=5).map(lambda few: few * 30) | st.lists(
    RECORD, min_size=1, max_size=9
)


def written(*parts, schema=SCHEMA):
    """The bytes of a file of these batches, and the hash that its writer gives."""
    file = BytesIO()
    writer = ParquetFile(file, schema)
    for part in parts:
        writer.write(part)
    return writer.finish(), file.getvalue()


def read(data, schema=SCHEMA):
    """All batches of a file, a row group each, with the types that they were written with."""
    file = pq.ParquetFile(BytesIO(data))
    groups = [file.read_row_group(group) for group in range(file.num_row_groups)]
    return [group.cast(schema).combine_chunks().to_batches()[0] for group in groups]


@settings(max_examples=50)
@given(RECORDS, st.integers(0, 9))
def test_what_is_read_is_what_was_written(records, cut):
    """Whatever values and nulls there are, in whole batches and in slices of them."""
    whole = pa.RecordBatch.from_pylist(records, schema=SCHEMA)
    parts = [part for part in (whole.slice(0, cut), whole.slice(cut)) if part.num_rows]
    digest, data = written(*parts)
    assert [part.to_pylist() for part in read(data)] == [part.to_pylist() for part in parts]
    assert content_hash(read(data)) == content_hash([whole])
    assert digest == sha256(data).hexdigest()


@pytest.mark.parametrize("corpus", corpus_names())
def test_all_corpora_are_read_as_arrow_writes_them(corpus):
    """Values and hashes are those of the batches, the types those of Arrow's own file."""
    spec = Spec(corpus=corpus, noise="worn")
    kind = schema(spec)
    made = list(batches(spec, 300, block=150))
    _, data = written(*made, schema=kind)
    assert content_hash(read(data, kind)) == content_hash(made)
    theirs = BytesIO()
    with pq.ParquetWriter(theirs, kind) as writer:
        for batch in made:
            writer.write_batch(batch)
    assert pq.read_schema(BytesIO(data)).equals(
        pq.read_schema(BytesIO(theirs.getvalue())), check_metadata=True
    )
    mine, arrows = (pq.read_metadata(BytesIO(file)) for file in (data, theirs.getvalue()))
    assert mine.schema.equals(arrows.schema)


def test_rows_are_found_by_their_numbers():
    """Of columns of numbers a row group says the least and the greatest."""
    spec = Spec(corpus="clean_text")
    _, data = written(*batches(spec, 100, block=50), schema=schema(spec))
    found = pq.read_metadata(BytesIO(data))
    bounds = [found.row_group(place).column(0).statistics for place in range(2)]
    assert [(bound.min, bound.max) for bound in bounds] == [(0, 49), (50, 99)]
    some = pq.read_table(BytesIO(data), columns=["record_id"], filters=[("record_id", "=", 60)])
    assert some.column(0).to_pylist() == [60]

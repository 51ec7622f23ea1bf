"""Tests of cutting records into chunks."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.chunks import cut, of_file
from leakbench.generator.datasets.dataset import open_dataset
from leakbench.generator.generate import batches
from leakbench.generator.schema import TEXT_SPANS
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

SPEC = Spec(corpus="exam_roster", noise="evasive")


def _texts(chunks):
    return [text for chunk in chunks for text in chunk.strings.column("text").to_pylist()]


@given(st.lists(st.integers(0, 4), max_size=5), st.integers(1, 6), st.integers(1, 15))
def test_records_keep_their_order_and_none_is_lost(sizes, size, rows):
    """Whatever the batches, chunks have the size asked for, and end where it was asked."""
    texts = [str(number) for number in range(sum(sizes))]
    whole = pa.record_batch(
        {
            "text": pa.array(texts, pa.string()),
            "text_spans": pa.array([[]] * len(texts), TEXT_SPANS),
        }
    )
    starts = [sum(sizes[:index]) for index in range(len(sizes))]
    parts = [whole.slice(start, count) for start, count in zip(starts, sizes, strict=True)]
    chunks = list(cut(iter(parts), "text", size, rows))
    assert _texts(chunks) == texts[:rows]
    assert {chunk.strings.num_rows for chunk in chunks[:-1]} <= {size}


@pytest.mark.parametrize("kind", [pa.large_string(), pa.string_view()])
def test_any_type_of_strings_is_shown_as_string(kind):
    """Whatever somebody rewrote a dataset with."""
    cells = ["甲", None, "x"]
    truth = pa.array([[]] * 3, TEXT_SPANS)
    batch = pa.record_batch({"text": pa.array(cells).cast(kind), "text_spans": truth})
    (chunk,) = cut(iter([batch]), "text", 9, 9)
    assert chunk.strings.equals(pa.record_batch({"text": pa.array(cells, pa.string())}))


@pytest.mark.parametrize("track", ["text", "table"])
def test_truth_goes_with_its_strings_over_the_edges_of_batches(track):
    """Batches that were made apart, with dictionaries of their own, are joined."""
    apart = cut(batches(SPEC, 100, block=7), track, 30, 100)
    at_once = cut(batches(SPEC, 100), track, 30, 100)
    for one, other in zip(apart, at_once, strict=True):
        assert one.strings == other.strings
        assert one.truth.to_pylist() == other.truth.to_pylist()
        assert (one.decoys is None) == (other.decoys is None) == (track == "table")


@pytest.mark.parametrize("track", ["text", "table"])
@pytest.mark.parametrize("size", [30, 100])
def test_no_truth_can_be_reached_from_the_strings(dataset, track, size):
    """Their buffers are parts of nothing else, and lie apart from those of the truth.

    Whether generated or read from a file, in one piece or as a slice that the runner takes.
    """
    read = open_dataset(dataset).batches()
    for found in (batches(SPEC, 100), read):
        for chunk in cut(found, track, size, 100):
            truth = [_range(buffer) for buffer in _buffers(chunk.truth)]
            for column in chunk.strings.slice(3, 10).columns:
                for buffer in _buffers(column):
                    assert buffer.parent is None
                    begin, end = _range(buffer)
                    assert all(end <= first or last <= begin for first, last in truth)
            assert chunk.strings.schema.metadata is None
            assert all(field.metadata is None for field in chunk.strings.schema)


def test_one_file_is_cut_out():
    """All of its records and no others, wherever the chunks are cut; nothing after it is read."""
    spec = Spec(corpus="exam_roster", noise="evasive", rows_per_file=12)
    whole = next(batches(spec, 200))
    for number in (0, 3, 7):
        here = np.flatnonzero(whole.column("file").to_numpy() == number)
        parts = list(of_file(cut(batches(spec, 10**9, block=64), "text", 10, 10**9), number))
        mine = whole.take(pa.array(here))
        assert _texts(parts) == mine.column("text").to_pylist()
        for name, column in (("truth", "text_spans"), ("decoys", "decoys"), ("files", "file")):
            found = [one for part in parts for one in getattr(part, name).tolist()]
            assert found == mine.column(column).to_pylist()
    assert list(of_file(cut(batches(spec, 50), "text", 10, 50), 10**6)) == []


def test_a_source_without_files_has_none():
    """Of no number."""
    texts = {"text": pa.array(["x"]), "text_spans": pa.array([[]], TEXT_SPANS)}
    assert list(of_file(cut(iter([pa.record_batch(texts)]), "text", 1, 1), 0)) == []


def _buffers(column):
    return [buffer for buffer in column.buffers() if buffer is not None]


def _range(buffer):
    return buffer.address, buffer.address + buffer.size

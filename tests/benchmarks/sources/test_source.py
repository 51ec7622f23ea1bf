"""Tests of the sources of records: corpus, dataset and labelled file."""

import json

import pyarrow as pa
import pytest

from leakbench.benchmarks.sources.opening import open_source
from leakbench.benchmarks.sources.source import TrackError
from leakbench.generator.generate import batches
from leakbench.generator.schema import CELL_SPANS, TEXT_SPANS
from leakbench.generator.spec import Spec

SPEC = Spec(corpus="legal_person")


@pytest.fixture(params=["corpus", "dataset", "file"])
def source(request, dataset, labelled):
    """Each kind of source."""
    meant = {"corpus": "legal_person", "dataset": str(dataset), "file": str(labelled())}
    return open_source(meant[request.param], SPEC)


def test_a_source_is_cut_to_size(source):
    """Chunks have the size asked for but the last, and end with the rows asked for."""
    rows = min(source.rows or 200, 200)
    sizes = [chunk.strings.num_rows for chunk in source.chunks("text", 64, rows)]
    assert sum(sizes) == rows
    assert set(sizes[:-1]) <= {64}


def test_detectors_see_strings_only(source):
    """A chunk's strings have one column without metadata, and hold no memory of the truth."""
    for chunk in source.chunks("text", 1, 2):
        strings = chunk.strings
        assert strings.schema.equals(pa.schema([("text", pa.string())]), check_metadata=True)
        held = strings.column(0).buffers()[2]
        assert held.to_pybytes().decode() == strings.column(0)[0].as_py()
        assert held.parent is None
        assert chunk.truth.type == TEXT_SPANS


def test_records_of_a_labelled_file_may_be_of_several_lists(labelled):
    """Its chunks have their numbers, as those of a corpus have; other labelled files have none."""
    record = {"text": "x", "spans": [[0, 1, "PHONE"]]}
    path = labelled(*(json.dumps(record | {"file": name}) for name in "aab"))
    chunks = open_source(str(path), SPEC).chunks("text", 2, 3)
    assert [chunk.files.tolist() for chunk in chunks] == [[0, 0], [1]]
    (chunk,) = open_source(str(labelled()), SPEC).chunks("text", 2, 2)
    assert chunk.files is None


def test_a_source_is_pinned(source):
    """Its identity is made of JSON values, has a hash, and is the same again."""
    identity = source.identity(2)
    assert identity["rows"] == 2
    assert identity.get("content_hash") or identity["sha256"]
    assert identity == source.identity(2)


def test_corpus_and_dataset_give_the_same_records(dataset):
    """Reading and generating are one thing, on both tracks."""
    for track in ("text", "table"):
        one, other = (
            list(open_source(name, SPEC).chunks(track, 100, 250))
            for name in ("legal_person", str(dataset))
        )
        assert [chunk.strings for chunk in one] == [chunk.strings for chunk in other]
        assert [chunk.truth.to_pylist() for chunk in one] == [
            chunk.truth.to_pylist() for chunk in other
        ]
    whole = open_source("legal_person", SPEC).identity(300)
    assert whole["content_hash"] == open_source(str(dataset), SPEC).identity(300)["content_hash"]


def test_truth_belongs_to_its_strings(dataset):
    """On the table track, every span slices its cell."""
    (batch,) = batches(SPEC, 10)
    (chunk,) = open_source(str(dataset), SPEC).chunks("table", 10, 10)
    assert chunk.truth.type == CELL_SPANS
    assert chunk.decoys is None
    assert chunk.strings.schema.names == batch.schema.names[2 : batch.schema.names.index("text")]
    assert not any(field.metadata for field in chunk.strings.schema)
    for row, spans in enumerate(chunk.truth.to_pylist()):
        cells = [column[row].as_py() for column in chunk.strings.columns]
        assert spans or row == 0  # a title
        assert all(span["end"] <= len(cells[span["column"]]) for span in spans)


def test_decoys_come_with_texts():
    """They are for counting false alarms; a detector does not get them."""
    (chunk,) = open_source("legal_person", SPEC).chunks("text", 50, 50)
    assert len(chunk.decoys) == 50


def test_a_file_has_no_table(labelled):
    """Labelled files are texts only."""
    source = open_source(str(labelled()), SPEC)
    with pytest.raises(TrackError, match="texts only"):
        list(source.chunks("table", 10, 2))

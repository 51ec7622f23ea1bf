"""Tests of reading Parquet as Hugging Face's datasets writes it."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leakbench.benchmarks.sources.labelled_file import LabelledFileError
from leakbench.benchmarks.sources.labelled_parquet import read_parquet

NAMES = ["O", "B-PER", "I-PER"]


@pytest.fixture
def written(tmp_path):
    """Write a table, with or without Hugging Face's metadata."""

    def write(columns, features=None):
        path = tmp_path / "x.parquet"
        table = pa.table(columns)
        if features is not None:
            stored = json.dumps({"info": {"features": features}})
            table = table.replace_schema_metadata({"huggingface": stored})
        pq.write_table(table, path)
        return path

    return write


def spans_of(file):
    """Start, end and label of every span, record by record."""
    return [[(s["start"], s["end"], s["label"]) for s in one] for one in file.spans.to_pylist()]


def test_tagged_tokens_as_datasets_writes_them(tmp_path):
    """The names of the tags are found in the metadata that the library itself wrote."""
    from datasets import (  # noqa: PLC0415 - slow, and all workers collect this
        ClassLabel,
        Dataset,
        Features,
        List,
        Value,
    )

    features = Features(
        {"tokens": List(Value("string")), "ner_tags": List(ClassLabel(names=NAMES))}
    )
    records = {"tokens": [["甲", "某", "在"], ["好"]], "ner_tags": [[1, 2, 0], [0]]}
    path = tmp_path / "x.parquet"
    Dataset.from_dict(records, features=features).to_parquet(path)
    file = read_parquet(path)
    assert file.texts.to_pylist() == ["甲某在", "好"]
    assert spans_of(file) == [[(0, 2, "PER")], []]


@pytest.mark.parametrize(
    "feature",
    [
        {"feature": {"names": NAMES, "_type": "ClassLabel"}, "_type": "Sequence"},
        {"feature": {"names": NAMES, "_type": "ClassLabel"}, "_type": "List"},
        [{"names": NAMES, "_type": "ClassLabel"}],
    ],
)
def test_older_ways_to_write_the_names(written, feature):
    """A list of one feature, a Sequence, a List."""
    path = written({"tokens": [["甲", "某"]], "tags": [[1, 2]]}, {"tags": feature})
    assert spans_of(read_parquet(path)) == [[(0, 2, "PER")]]


def test_tags_may_be_words(written):
    """Then nothing needs to name them."""
    path = written({"tokens": [["甲", "某"]], "labels": [["B-PER", "I-PER"]]})
    assert spans_of(read_parquet(path)) == [[(0, 2, "PER")]]


@pytest.mark.parametrize("column", ["spans", "entities"])
@pytest.mark.parametrize(
    "marks",
    [
        [[{"start": 0, "end": 2, "label": "PER"}], []],
        [{"start": [0], "end": [2], "label": ["PER"]}, {"start": [], "end": [], "label": []}],
    ],
)
def test_texts_with_spans(written, column, marks):
    """A list of structs, or the struct of lists that a Sequence of structs becomes."""
    file = read_parquet(written({"text": ["甲某", "好"], column: marks}))
    assert file.texts.to_pylist() == ["甲某", "好"]
    assert spans_of(file) == [[(0, 2, "PER")], []]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"a": [1]}, "neither tokens with .* among its columns: a"),
        ({"tokens": [["甲"]], "tags": [[1]]}, "row 1: the tag 1 is a number, .* does not name it"),
        ({"tokens": [["甲"]], "tags": [["O", "O"]]}, "row 1: 1 tokens, but 2 tags"),
        ({"tokens": [["甲"], None], "tags": [["O"], ["O"]]}, "row 2: no tokens"),
        ({"text": ["甲"], "spans": [[{"begin": 0}]]}, "row 1: span 0 has no start"),
        ({"text": [None], "spans": [[{"start": 0, "end": 1, "label": "A"}]]}, "row 1: no text"),
        ({"text": ["甲"], "spans": [[{"start": 0, "end": 2, "label": "A"}]]}, "leaves its text"),
        ({"text": ["甲", "乙"], "spans": [[], None]}, "row 2: no spans"),
        ({"text": ["甲"], "spans": [7]}, "row 1: the spans are not a list"),
        ({"text": ["甲"], "spans": ["七"]}, "row 1: the spans are not a list"),
        ({"text": ["甲"], "spans": [{"start": None, "end": [1], "label": ["A"]}]}, "one length"),
        ({"text": ["甲"], "spans": [{"start": [], "end": [1], "label": ["A"]}]}, "one length"),
        ({"text": ["甲"], "spans": [{"start": 0, "end": 1, "label": "A"}]}, "no lists of one"),
        ({"text": ["甲"], "spans": [[{"start": False, "end": True, "label": "A"}]]}, "no start"),
        ({"text": ["甲"], "spans": [[{"start": -1, "end": 1, "label": "A"}]]}, "leaves its text"),
        ({"text": ["甲"], "spans": [[{"start": 0, "end": 1, "label": None}]]}, "no start"),
        ({"text": ["甲"], "spans": [[None]]}, "row 1: span 0 has no start"),
        ({"tokens": [["甲", None]], "tags": [["O", "O"]]}, "row 1: token 1 is not a string"),
        ({"tokens": [[1]], "tags": [["O"]]}, "row 1: token 0 is not a string"),
        ({"tokens": ["甲"], "tags": [["O"]]}, "row 1: its tokens are no list"),
        ({"tokens": [["甲"]], "tags": ["O"]}, "row 1: its tags are no list"),
        ({"tokens": [["甲"]], "tags": [[None]]}, "row 1: tag None"),
    ],
)
def test_a_bad_row_is_named(written, columns, message):
    """With what is wrong in it."""
    with pytest.raises(LabelledFileError, match=message):
        read_parquet(written(columns))


def test_a_tag_without_a_name_is_refused(written):
    """The metadata names fewer tags than there are, or another column's."""
    columns = {"tokens": [["甲"]], "tags": [[7]]}
    feature = {"feature": {"names": NAMES, "_type": "ClassLabel"}}
    with pytest.raises(LabelledFileError, match="tag 7 is none of the 3"):
        read_parquet(written(columns, {"tags": feature}))
    with pytest.raises(LabelledFileError, match="does not describe tags"):
        read_parquet(written(columns, {"other": feature}))


BROKEN = pa.array([b"ok", b"\xcc"]).view(pa.string())


@pytest.mark.parametrize(
    "columns",
    [
        {"text": BROKEN, "spans": [[], []]},
        {"text": ["x", "y"], "spans": [[], []], "file": BROKEN},
        {"tokens": pa.ListArray.from_arrays([0, 1, 2], BROKEN), "tags": [["O"], ["O"]]},
    ],
)
def test_bytes_that_are_no_utf8_are_named(written, columns):
    """With their row, whatever column they stand in."""
    with pytest.raises(LabelledFileError, match=r"row 2: its .* is not UTF-8"):
        read_parquet(written(columns))


def test_names_of_columns_that_are_no_utf8_are_refused(written):
    """In one line."""
    path = written({"text": ["a"], "spans": [[]], "extra": [1]})
    path.write_bytes(path.read_bytes().replace(b"extra", b"ext\xcca"))
    with pytest.raises(LabelledFileError, match="no Parquet"):
        read_parquet(path)


def test_another_file_is_named(tmp_path):
    """It is no Parquet."""
    path = tmp_path / "x.parquet"
    path.write_text("甲")
    with pytest.raises(LabelledFileError, match="no Parquet"):
        read_parquet(path)


@pytest.mark.parametrize(
    "files", [["b", "b", "a"], [5, 5, 2], pa.array(["b", "b", "a"]).dictionary_encode()]
)
def test_a_column_tells_files(written, files):
    """By name or number, in their order."""
    file = read_parquet(written({"text": ["x"] * 3, "spans": [[]] * 3, "file": files}))
    assert file.files.to_pylist() == [0, 0, 1]


def test_a_column_of_something_else_tells_no_files(written):
    """One line with its type."""
    path = written({"text": ["x"], "spans": [[]], "file": [0.5]})
    with pytest.raises(LabelledFileError, match="column file is double"):
        read_parquet(path)

"""Tests of reading labelled JSON lines."""

import json

import pytest

from leakbench.benchmarks.sources.labelled_file import LabelledFileError
from leakbench.benchmarks.sources.labelled_jsonl import read_jsonl

GOOD = json.dumps({"text": "甲某𠮷", "spans": [[0, 3, "PERSON"]]}, ensure_ascii=False)


def test_records_are_read(labelled):
    """Blank lines are passed over; the file's hash is kept."""
    read = read_jsonl(labelled(GOOD, "", '{"text": "", "spans": []}'))
    assert read.texts.to_pylist() == ["甲某𠮷", ""]
    assert [len(record) for record in read.spans.to_pylist()] == [1, 0]
    assert len(read.sha256) == 64


def test_doccanos_lines_are_read(labelled):
    """Their spans stand under another key."""
    line = '{"id": 1, "text": "甲某", "label": [[0, 2, "PERSON"]], "Comments": []}'
    assert read_jsonl(labelled(line)).spans.to_pylist()[0][0]["label"] == "PERSON"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"text": "x", "spans": [', "broken JSON: Expecting value at character 25"),
        ("[]", "a list, not an object"),
        ('{"spans": []}', "no text"),
        ('{"text": 1, "spans": []}', "the text is not a string"),
        ('{"text": "x"}', "no spans"),
        ('{"text": "x", "spans": {}}', "the spans are not a list"),
        ('{"text": "x", "spans": [[0, 1]]}', r"span 0 is not \[start, end, label\]$"),
        ('{"text": "x", "spans": [[0, "1", "A"]]}', "span 0 is not"),
        ('{"text": "x", "spans": [[false, 1, "A"]]}', "span 0 is not"),
        ('{"text": "x", "spans": [[0, 1.0, "A"]]}', "span 0 is not"),
        ('{"text": "x", "spans": [[0, 1, "A"], [1, 0, "A"]]}', "span 1 .* is inverted or empty"),
        ('{"text": "甲", "spans": [[0, 2, "A"]]}', "leaves its text of 1 characters"),
        ('{"text": "\\ud800", "spans": []}', "surrogate"),
        ('{"text": "x", "spans": [], "file": 1.5}', "neither a name nor a whole number"),
        ('{"text": "x", "spans": [], "file": true}', "neither a name nor a whole number"),
    ],
)
def test_a_bad_line_is_named(labelled, line, message):
    """The error has one line, with the file and the line's number in it."""
    path = labelled(GOOD, line)
    with pytest.raises(LabelledFileError, match=message) as error:
        read_jsonl(path)
    assert (error.value.path, error.value.line) == (path, 2)
    assert str(error.value).startswith(f"{path}, line 2: ")
    assert "\n" not in str(error.value)


def test_files_are_numbered_in_their_order(labelled):
    """By name or number; where all records are of one, or none says so, nothing is known."""
    lines = [json.dumps({"text": "x", "spans": [], "file": file}) for file in ("b", "b", 7, "a")]
    assert read_jsonl(labelled(*lines)).files.to_pylist() == [0, 0, 1, 2]
    assert read_jsonl(labelled(*lines[:2])).files is read_jsonl(labelled(GOOD)).files is None


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_an_empty_file_is_an_error(tmp_path, content):
    """A file without records cannot be scored."""
    path = tmp_path / "empty.jsonl"
    path.write_bytes(content)
    with pytest.raises(LabelledFileError, match="no records"):
        read_jsonl(path)


def test_a_missing_file_is_an_error(tmp_path):
    """The reason is the system's."""
    with pytest.raises(LabelledFileError, match="No such file"):
        read_jsonl(tmp_path / "none.jsonl")


def test_another_encoding_is_named_with_its_line(tmp_path):
    """GBK is not UTF-8."""
    path = tmp_path / "gbk.jsonl"
    path.write_bytes(GOOD.encode() + b"\n" + '{"text": "甲", "spans": []}'.encode("gbk"))
    with pytest.raises(LabelledFileError, match="not UTF-8") as error:
        read_jsonl(path)
    assert error.value.line == 2


def test_line_separators_inside_a_text_do_not_end_the_line(labelled):
    """Only a line feed ends a record."""
    read = read_jsonl(labelled('{"text": "a\u2028b", "spans": [[0, 3, "A"]]}'))
    assert read.texts.to_pylist() == ["a\u2028b"]

"""Tests of reading results from files."""

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest

from leakbench.benchmarks.store import reading
from leakbench.benchmarks.store.directory import add_result
from leakbench.benchmarks.store.packing import pack_results
from leakbench.benchmarks.store.reading import read_json, read_result, read_results
from leakbench.benchmarks.store.results import ResultError

OLD = sorted((Path(__file__).parent / "data").glob("version-*.json"))


@pytest.fixture
def packed(path, failed, tmp_path):
    """Two results in one file."""
    other = add_result(failed, tmp_path / "other")
    pack_results([path, other], tmp_path / "runs.jsonl.gz")
    return tmp_path / "runs.jsonl.gz"


def lines_of(packed):
    """What stands in a packed file."""
    return gzip.decompress(packed.read_bytes()).splitlines(keepends=True)


def reason(path):
    """What is wrong with a file, behind its name."""
    with pytest.raises(ResultError) as error:
        read_results(path)
    assert error.value.path == path
    message = str(error.value)
    assert "\n" not in message
    return message.removeprefix(f"{path}: ")


def test_a_file_of_one_result_is_read(result, path):
    """It stands on no line."""
    assert read_result(path) == result
    (stored,) = read_results(path)
    assert (stored.result, stored.path, stored.line) == (result, path, None)


def test_packed_results_are_read_with_their_lines(result, packed):
    """Counted from 1; where one result is asked for, two are too many."""
    broken, digits = read_results(packed)
    assert (broken.line, digits.line) == (1, 2)
    assert (broken.result.failure is None, digits.result) == (False, result)
    with pytest.raises(ResultError, match="2 results in it, where one is asked for"):
        read_result(packed)


def test_a_line_of_an_older_schema_is_read(tmp_path):
    """As the file that it was."""
    packed = tmp_path / "runs.jsonl.gz"
    lines = [json.dumps(json.loads(old.read_text("utf-8"))) + "\n" for old in OLD]
    packed.write_bytes(gzip.compress("".join(lines).encode()))
    assert [one.result for one in read_results(packed)] == [read_result(old) for old in OLD]


def test_documents_of_any_kind_are_read(packed):
    """A packed file is JSON Lines; a file that is not packed is one document."""
    assert [line for line, _ in read_json(packed)] == [1, 2]
    documents = [document for _, document in read_json(packed)]
    assert documents == [json.loads(line) for line in lines_of(packed)]


def test_a_truncated_file_is_named(path):
    """Half a result is not read."""
    path.write_text(path.read_text("utf-8")[:-50], encoding="utf-8")
    assert reason(path).startswith("truncated or not JSON")


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_a_truncated_packed_file_is_named(packed, share):
    """Wherever it ends."""
    content = packed.read_bytes()
    packed.write_bytes(content[: int(len(content) * share)])
    assert reason(packed).startswith("truncated or not gzip")


def test_a_damaged_packed_file_is_named(packed):
    """One byte that is another is noticed, wherever it stands behind the header."""
    content = packed.read_bytes()
    for place in range(10, len(content), 97):
        spoilt = bytearray(content)
        spoilt[place] ^= 0xFF
        packed.write_bytes(spoilt)
        assert reason(packed).startswith("truncated or not gzip")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"schema_version": 99}', "schema version 99 is newer than 3: update leakbench"),
        (b'{"schema_version": 2, "to', "truncated or not JSON"),
        (b'{"kind": "sweep"}', "not a result: no schema_version"),
        (b'{"schema_version": 2}', "broken result"),
        (b"\xff", "truncated or not JSON"),
        (b"", "truncated or not JSON"),
    ],
)
def test_a_line_that_is_no_result_is_named(packed, line, message):
    """Newer, cut off, foreign, incomplete, or nothing at all."""
    first, second = lines_of(packed)
    packed.write_bytes(gzip.compress(first + line + b"\n" + second))
    assert reason(packed).startswith(f"line 2: {message}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"[" * 9_999 + b"]" * 9_999, "more than 64 lists and objects within each other"),
        (b'{"a":' * 99 + b"1" + b"}" * 99, "more than 64 lists and objects within each other"),
        (b'"\\ud800"', "surrogates not allowed"),
        (b'"\xed\xa0\x80"', "can't decode"),
        (b"NaN", "NaN is no number"),
        (b"[1e999]", "1e999 is no number"),
        (b"9" * 5_000, "limit"),
    ],
)
def test_what_could_not_be_written_again_is_not_read(tmp_path, text, message):
    """Nested for ever, half a character, no number: one line that says so."""
    path = tmp_path / "strange.json"
    path.write_bytes(text)
    assert message in reason(path)


def test_a_file_that_unpacks_to_more_than_is_read_is_named(tmp_path, monkeypatch):
    """In all, and line by line; no more of it is read."""
    packed = tmp_path / "runs.jsonl.gz"
    packed.write_bytes(gzip.compress(b" " * 20_000_000))
    monkeypatch.setattr(reading, "MOST_BYTES", 1_000_000)
    tracemalloc.start()
    assert reason(packed) == "more than 1,000,000 bytes, unpacked"
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
    monkeypatch.setattr(reading, "MOST_OF_DOCUMENT", 1_000)
    packed.write_bytes(gzip.compress(b"[1]\n" + b" " * 2_000))
    documents = read_json(packed)
    assert next(documents) == (1, [1])
    with pytest.raises(ResultError, match="line 2: more than 1,000 bytes"):
        next(documents)
    (tmp_path / "one.json").write_bytes(b" " * 2_000)
    assert reason(tmp_path / "one.json") == "more than 1,000 bytes"


def test_a_file_without_results_is_named(packed, tmp_path):
    """Empty, of another form, or not there."""
    packed.write_bytes(gzip.compress(b""))
    assert reason(packed) == "no results in it"
    packed.write_bytes(b"PAR1")
    assert reason(packed).startswith("truncated or not gzip")
    assert reason(tmp_path / "none.jsonl.gz") == "No such file or directory"
    assert reason(tmp_path / "none.json") == "No such file or directory"

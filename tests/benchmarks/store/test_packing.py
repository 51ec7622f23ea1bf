"""Tests of packing results."""

import gzip
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from leakbench.benchmarks.store.directory import add_result, find_results
from leakbench.benchmarks.store.migrations import SCHEMA_VERSION
from leakbench.benchmarks.store.packing import pack_results
from leakbench.benchmarks.store.reading import read_json, read_result
from leakbench.benchmarks.store.results import ResultError

OLD = sorted((Path(__file__).parent / "data").glob("version-*.json"))


@pytest.fixture
def results(result, failed):
    """Runs of two detectors on one corpus in two writings, and two that differ in their time."""
    return [
        replace(one, noise=noise, started=started)
        for one in (result, failed)
        for noise in ("worn", None)
        for started in ("2031-01-01T00:00:00+00:00", None)
    ]


def test_what_is_packed_is_what_is_read(results, tmp_path):
    """All of it, the failures too, in an order of its own."""
    for one in results:
        add_result(one, tmp_path / "out")
    packed = tmp_path / "results" / "runs.jsonl.gz"
    assert pack_results([tmp_path / "out"], packed) == len(results)
    found = find_results([packed])
    assert len(found) == len(results)
    assert all(one in found for one in results)
    assert list(packed.parent.iterdir()) == [packed]


def test_the_same_results_give_the_same_bytes(results, tmp_path):
    """In whatever order and in however many steps they come; no time is in the file."""
    files = [add_result(one, tmp_path / "out") for one in results]
    one, other = tmp_path / "one.jsonl.gz", tmp_path / "other.jsonl.gz"
    pack_results(files, one)
    pack_results(files[4:], other)
    pack_results([*files[:5][::-1], other], other)
    assert one.read_bytes() == other.read_bytes()
    magic, flags, time = one.read_bytes()[:3], one.read_bytes()[3], one.read_bytes()[4:8]
    assert (magic, flags, time) == (b"\x1f\x8b\x08", 0, bytes(4))


def test_what_is_there_stays(results, tmp_path):
    """Results add up, each once."""
    first, *rest = [add_result(one, tmp_path / "out") for one in results]
    packed = tmp_path / "runs.jsonl.gz"
    assert pack_results([first, first], packed) == 1
    assert pack_results(rest, packed) == len(rest)
    before = packed.read_bytes()
    assert pack_results([tmp_path / "out"], packed) == 0
    assert packed.read_bytes() == before


def test_nothing_is_lost_where_something_is_broken(path, tmp_path):
    """The file is as it was, whether a new result is broken or the file is no packed one."""
    packed = tmp_path / "runs.jsonl.gz"
    pack_results([path], packed)
    before = packed.read_bytes()
    broken = shutil.copy(path, tmp_path / "broken.json")
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(ResultError, match="truncated"):
        pack_results([path, broken], packed)
    assert packed.read_bytes() == before
    packed.write_bytes(b"mine")
    with pytest.raises(ResultError, match="not gzip"):
        pack_results([path], packed)
    assert packed.read_bytes() == b"mine"


def test_a_line_is_what_its_file_holds(path, tmp_path):
    """One JSON document, Chinese as it is, read without leakbench."""
    pack_results([path], tmp_path / "runs.jsonl.gz")
    with gzip.open(tmp_path / "runs.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    assert documents == [json.loads(path.read_text("utf-8"))]


def test_old_files_are_packed_in_the_present_schema(tmp_path):
    """As the results that they are once migrated."""
    packed = tmp_path / "runs.jsonl.gz"
    assert pack_results(OLD, packed) == len(OLD)
    found = find_results([packed])
    assert all(read_result(old) in found for old in OLD)
    assert {document["schema_version"] for _, document in read_json(packed)} == {SCHEMA_VERSION}

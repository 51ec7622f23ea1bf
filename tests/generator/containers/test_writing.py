"""Tests of records written as a file."""

import errno
import os
from io import BytesIO
from pathlib import Path

import pytest

from leakbench.generator.containers.formats import Style, format_named
from leakbench.generator.containers.sheets import ContainerError
from leakbench.generator.containers.truth import hash_of, read_truth
from leakbench.generator.containers.writing import (
    Kind,
    about_records,
    kind_of,
    records,
    write_file,
    write_stream,
)
from leakbench.generator.datasets.outputs import OutputInUseError
from leakbench.generator.spec import Spec

SPEC = Spec("legal_person", seed=2)


def _kind(form, track=None, rows=30, spec=SPEC):
    return kind_of(spec, rows, format_named(form), Style(), track)


def test_a_file_has_its_truth_beside_it(tmp_path):
    """Of just these bytes, with all that made them."""
    out = tmp_path / "a.csv"
    values = write_file(records(SPEC, 30), _kind("csv"), out, about_records(SPEC, 30))
    found = read_truth(out)
    assert found.spans.num_rows == values
    assert found.about["sha256"] == hash_of(out)
    assert found.about["spec"]["seed"] == 2
    assert (found.about["rows"], found.about["tiers"], found.about["format"]) == (30, [5000], "csv")
    assert found.about["sheets"] == [{"name": "Sheet1", "rows": 31, "top": 1}]
    (sheet,) = format_named("csv").read(BytesIO(out.read_bytes()), "here")
    rows = list(sheet.rows())
    assert len(rows) == 31
    first = found.spans.to_pylist()[0]
    assert rows[first["row"]][first["column"]][first["start"] : first["end"]]


def test_a_stream_gets_the_same_bytes(tmp_path):
    """Text as it is made, what must be gone back in by way of a file."""
    for form in ("csv", "parquet"):
        out, stream = tmp_path / f"a.{form}", BytesIO()
        write_file(records(SPEC, 30), _kind(form), out, {})
        write_stream(records(SPEC, 30), _kind(form), stream)
        assert stream.getvalue() == out.read_bytes()


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_a_full_disk_leaves_nothing(tmp_path, monkeypatch, form):
    """Whatever writes the file, the reason is the system's, in one line."""

    def full(_descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left on device"):
        write_file(records(SPEC, 30), _kind(form), tmp_path / f"a.{form}", {})
    assert not list(tmp_path.iterdir())


def test_a_file_never_stands_without_its_truth(tmp_path, monkeypatch):
    """What is killed between the two leaves a truth, and the same again writes both."""
    out = tmp_path / "a.csv"
    replace = Path.replace

    def killed(path, target):
        if target == out:
            raise KeyboardInterrupt
        return replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            write_file(records(SPEC, 30), _kind("csv"), out, {})
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv.truth.parquet"]
    write_file(records(SPEC, 30), _kind("csv"), out, {})
    assert read_truth(out).about["sha256"] == hash_of(out)


def test_a_file_has_one_writer(tmp_path):
    """The second is refused, and leaves what the first writes alone."""
    out = tmp_path / "a.csv"

    def meeting():
        with pytest.raises(OutputInUseError):
            write_file(records(SPEC, 30), _kind("csv"), out, {})
        yield from records(SPEC, 30)

    write_file(meeting(), _kind("csv"), out, {})
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", "a.csv.truth.parquet"}


def test_a_failing_file_leaves_nothing(tmp_path):
    """Neither it nor its truth."""

    def failing():
        yield from records(SPEC, 30)
        raise ContainerError("x", "y")

    with pytest.raises(ContainerError):
        write_file(failing(), _kind("csv"), tmp_path / "a.csv", {})
    assert list(tmp_path.iterdir()) == []


def test_lists_are_tables_and_the_others_texts():
    """Unless the track says otherwise."""
    chat = Spec("chat_messages")
    assert _kind("txt", spec=chat).layout.lines
    assert not _kind("txt", "table", spec=chat).layout.lines
    assert not _kind("txt").layout.lines
    assert next(records(chat, 5)).names == ("text",)
    assert len(next(records(chat, 5, "table")).names) > 5


def test_workbooks_are_drawn_from_the_seed():
    """Some have titles; several sheets have those of a few files, and nothing else has any."""
    drawn = [_kind("xlsx", rows=200, spec=Spec("legal_person", seed=seed)) for seed in range(12)]
    titles = [one.layout.title for one in drawn]
    assert 0 < sum(map(bool, titles)) < 12
    assert all("{" not in title for title in titles)
    assert any(one.layout.sheet_per_file for one in drawn)
    assert not _kind("xlsx", rows=5).layout.sheet_per_file
    assert _kind("csv", rows=400) == Kind(format_named("csv"))

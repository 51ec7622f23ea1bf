"""Tests of written cases."""

import hashlib

import pyarrow.parquet as pq
import pytest

from leakbench.generator.cases.case import Case
from leakbench.generator.cases.case_writing import plan_case, write_case
from leakbench.generator.containers.truth import read_truth
from leakbench.generator.datasets.outputs import OutputExistsError, OutputInUseError
from leakbench.generator.jobs.local import LocalJobs
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow


def _content(out):
    return {
        str(path.relative_to(out)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime if "seized" in path.parts else 0,
        )
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def test_a_case_is_the_same_for_any_number_of_workers(tiny, tmp_path):
    """In all bytes and times of modification; another seed is another office."""
    small = Case(tiny.spec, records=300, files=12)
    for workers in (1, 2):
        write_case(small, tmp_path / str(workers), jobs=LocalJobs(workers))
    assert _content(tmp_path / "1") == _content(tmp_path / "2")
    other = plan_case(Case(Spec("", seed=4), records=3_000, files=40))
    mine = plan_case(tiny)
    assert {one.path for one in other.lists}.isdisjoint(one.path for one in mine.lists)


def test_a_case_has_what_was_asked_for(tiny, office):
    """Files in number, rows about, each where the truth says, with its cells."""
    files = pq.read_table(office / "truth" / "files.parquet").to_pylist()
    there = [path for path in (office / "seized").rglob("*") if path.is_file()]
    assert len(files) == len(there) == tiny.files
    assert {str(path.relative_to(office / "seized")) for path in there} == {
        one["path"] for one in files
    }
    lists = [one for one in files if one["list"]]
    assert abs(sum(one["rows"] for one in lists) / tiny.records - 1) < 0.1
    for one in lists:
        truth = read_truth(office / "truth" / "cells" / f"{one['file']:04}.truth.parquet")
        assert truth.spans.num_rows == one["values"]
        assert truth.about["path"] == one["path"]
        assert {"README.md", "seized", "truth"} == {path.name for path in office.iterdir()}


def test_a_case_is_not_written_over_what_is_there(tiny, tmp_path):
    """Only over another case, and only when told."""
    (tmp_path / "mine.txt").write_text("x")
    for force in (False, True):
        with pytest.raises(OutputExistsError):
            write_case(tiny, tmp_path, force=force)
    assert (tmp_path / "mine.txt").read_text() == "x"


def test_a_case_that_is_stopped_leaves_nothing(tiny, tmp_path):
    """The same command writes it then, one at a time; by force it is replaced."""
    out = tmp_path / "out"
    small = Case(tiny.spec, records=300, files=12)

    def stopped(_files):
        with pytest.raises(OutputInUseError):
            write_case(small, out)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_case(small, out, progress=stopped)
    assert not list(tmp_path.iterdir())
    write_case(small, out)
    (out / "seized" / "more").touch()
    write_case(small, out, force=True)
    assert not (out / "seized" / "more").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]

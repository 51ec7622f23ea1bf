"""Tests of datasets that are written in parts."""

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.datasets import shards
from leakbench.generator.datasets.dataset import DatasetError, open_dataset, write_dataset
from leakbench.generator.datasets.outputs import OutputExistsError
from leakbench.generator.datasets.parts import DatasetPart, PartError, part_from
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

SPEC = Spec(corpus="legal_person", seed=5)
ROWS = 250


@pytest.fixture(autouse=True)
def small_shards(monkeypatch):
    """Shards of 60 rows."""
    monkeypatch.setattr(shards, "GROUP_ROWS", 60)


def write(out, part=None, **more):
    """Write a part, or all."""
    part = None if part is None else part_from(part)
    return write_dataset(SPEC, ROWS, out, part=part, **more)


def names(path):
    """Names of all files in a directory, hidden ones too."""
    return sorted(found.name for found in path.rglob("*") if found.is_file())


@given(st.lists(st.integers(), max_size=40), st.integers(1, 12))
def test_parts_make_the_whole(items, of):
    """Each item is in just one part, in its order."""
    parts = [DatasetPart(number, of).choose(items) for number in range(1, of + 1)]
    assert [item for part in parts for item in part] == items
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


@pytest.mark.parametrize(
    "text", ["4/3", "0/3", "1", "1/", "/2", "1/0", "-1/2", "a/b", "1/2/3", "²/3"]
)
def test_what_is_no_part_is_refused(text):
    """The message shows what was given."""
    with pytest.raises(PartError) as error:
        part_from(text)
    assert error.value.text == text
    assert repr(text) in str(error.value)


@pytest.mark.parametrize("order", [("1/3", "2/3", "3/3"), ("3/3", "1/3", "2/3")])
def test_parts_in_one_directory_become_the_dataset(tmp_path, order):
    """Whatever their order, the last part makes it whole, file for file."""
    whole = write(tmp_path / "whole")
    out = tmp_path / "out"
    for part in order[:-1]:
        assert len(write(out, part).shards) < len(whole.shards)
        with pytest.raises(DatasetError, match="not whole"):
            open_dataset(out)
    assert write(out, order[-1]) == whole == open_dataset(out).manifest
    assert names(out) == names(tmp_path / "whole")
    for name in ("manifest.json", "README.md", "croissant.json"):
        assert (out / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


@pytest.mark.parametrize("last", ["2/2", None])
def test_parts_that_are_copied_together_become_the_dataset(tmp_path, last):
    """Any part given again makes it whole, and so does the call without one; nothing is redone."""
    for part in ("1/2", "2/2"):
        write(tmp_path / part[0], part)
        shutil.copytree(tmp_path / part[0], tmp_path / "out", dirs_exist_ok=True)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "data").iterdir()}
    assert write(tmp_path / "out", last) == write(tmp_path / "whole")
    assert before == {
        path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "data").iterdir()
    }


def test_what_a_part_left_is_used_by_the_whole(tmp_path):
    """A part, then all of it: the rest is written."""
    write(tmp_path / "out", "1/2")
    assert write(tmp_path / "out") == write(tmp_path / "whole")


def test_more_parts_than_shards(tmp_path):
    """Some parts are empty, and the whole is the same."""
    for number in range(1, 9):
        manifest = write(tmp_path / "out", f"{number}/8")
    assert manifest == write(tmp_path / "whole")


def test_a_part_does_not_mix_with_another_dataset(tmp_path):
    """Neither beside its parts nor in its directory."""
    write(tmp_path / "out", "1/2")
    with pytest.raises(OutputExistsError, match="another dataset"):
        write_dataset(SPEC, ROWS + 1, tmp_path / "out", part=DatasetPart(2, 2))
    write(tmp_path / "whole")
    with pytest.raises(OutputExistsError):
        write(tmp_path / "whole", "1/2")


def test_force_keeps_what_other_parts_wrote(tmp_path):
    """Of the same dataset, a part writes its own shards anew and no others."""
    for part in ("1/3", "2/3"):
        write(tmp_path / "out", part)
    data = sorted((tmp_path / "out" / "data").iterdir())
    before = [path.stat().st_mtime_ns for path in data]
    write(tmp_path / "out", "2/3", force=True)
    after = [path.stat().st_mtime_ns for path in data]
    changed = [one != other for one, other in zip(before, after, strict=True)]
    assert changed == [False, True, True]

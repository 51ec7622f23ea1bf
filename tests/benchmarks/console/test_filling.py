"""Tests of directories that a command fills once."""

import pytest

from leakbench.benchmarks.console.filling import filling, filling_if_asked
from leakbench.generator.datasets.outputs import OutputExistsError, OutputInUseError
from leakbench.generator.datasets.unfinished import temporary_directory


def names(folder):
    """What is in a folder, hidden things too."""
    return sorted(one.name for one in folder.iterdir())


def _fail(path):
    path.touch()
    raise ZeroDivisionError


def test_all_of_it_is_there_or_nothing(tmp_path):
    """A directory that was made for it goes with a failure, one that was there stays."""
    there = tmp_path / "there"
    there.mkdir()
    for out, left in ((tmp_path / "a" / "new", False), (there, True)):
        with pytest.raises(ZeroDivisionError), filling(out, force=False) as folder:
            _fail(folder / "half")
        assert out.exists() == left
        with filling(out, force=False) as folder:
            (folder / "whole").touch()
            assert not (out / "whole").exists()
        assert names(out) == ["whole"]


def test_what_is_there_is_refused_and_kept(tmp_path):
    """With force only files of the same name are replaced."""
    (tmp_path / "mine").write_text("1", encoding="utf-8")
    (tmp_path / "whole").write_text("1", encoding="utf-8")
    with pytest.raises(OutputExistsError, match="not empty"), filling(tmp_path, force=False):
        pass
    with pytest.raises(OutputExistsError, match="is a file"):
        filling(tmp_path / "mine", force=True).__enter__()
    with filling(tmp_path, force=True) as folder:
        (folder / "whole").write_text("2", encoding="utf-8")
    assert [(tmp_path / name).read_text("utf-8") for name in names(tmp_path)] == ["1", "2"]


def test_what_a_killed_command_brought_is_no_obstacle(tmp_path):
    """It is replaced, and its temporary directory deleted."""
    with temporary_directory(tmp_path / "output") as left:
        copy = tmp_path / ".output.0123456789ab.tmp"
        left.rename(copy)
    (copy / "rest").touch()
    (tmp_path / "brought").touch()
    with filling(tmp_path, force=False) as folder:
        (folder / "brought").write_text("again", encoding="utf-8")
    assert names(tmp_path) == ["brought"]
    assert (tmp_path / "brought").read_text("utf-8") == "again"


def test_a_second_one_is_refused(tmp_path):
    """As long as the first one fills it."""
    with filling(tmp_path, force=False), pytest.raises(OutputInUseError):
        filling(tmp_path, force=True).__enter__()


def test_a_link_and_the_working_directory_stay_what_they_are(tmp_path, monkeypatch):
    """Files come into them; they are not put in another's place."""
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir()
    link.symlink_to(real)
    monkeypatch.chdir(real)
    number = real.stat().st_ino
    for out, name in ((link, "a"), (real.relative_to(real), "b")):
        with filling(out, force=True) as folder:
            (folder / name).touch()
    assert (names(real), real.stat().st_ino, link.is_symlink()) == (["a", "b"], number, True)


def test_nobody_asks_for_files():
    """Then there is no folder."""
    with filling_if_asked(None, force=False) as folder:
        assert folder is None

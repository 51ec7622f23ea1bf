"""Tests of writing whole files into directories that are free."""

import errno
import subprocess
import sys

import pytest

from leakbench.generator.datasets.outputs import (
    OutputExistsError,
    OutputInUseError,
    one_of_writers,
    only_writer,
    only_writer_of,
    refuse_non_empty,
    replacing,
    replacing_directory,
    write_text,
)
from leakbench.generator.datasets.unfinished import is_unfinished


def test_missing_and_empty_directories_pass(tmp_path):
    """A directory that is not there, or has nothing in it, may be written to."""
    refuse_non_empty(tmp_path)
    refuse_non_empty(tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_directory_with_anything_in_it_is_refused(tmp_path):
    """Even a hidden file counts, and the error names the directory."""
    (tmp_path / ".kept").touch()
    with pytest.raises(OutputExistsError) as error:
        refuse_non_empty(tmp_path)
    assert error.value.path == tmp_path
    assert str(error.value).startswith(f"{tmp_path} exists and is not empty")


def test_a_file_in_the_directorys_place_is_refused(tmp_path):
    """A file is no output directory."""
    (tmp_path / "out").touch()
    with pytest.raises(OutputExistsError, match="is a file"):
        refuse_non_empty(tmp_path / "out")


def test_a_failed_writing_leaves_the_old_file(tmp_path):
    """What was there stays as it was, and no temporary file is left."""
    path = tmp_path / "deep" / "file"
    write_text(path, "old")

    def fails_halfway():
        with replacing(path) as temporary:
            temporary.write_text("half", encoding="utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails_halfway()
    assert path.read_text("utf-8") == "old"
    assert list(path.parent.iterdir()) == [path]


def test_two_who_write_one_file_do_not_meet(tmp_path):
    """Each has a file of its own, and the last one stays, whole."""
    path = tmp_path / "file"
    with replacing(path) as first, replacing(path) as second:
        first.write_text("first", encoding="utf-8")
        second.write_text("second", encoding="utf-8")
    assert path.read_text("utf-8") == "first"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["file", "[a-z]*"])
def test_what_a_killed_writer_left_goes(tmp_path, name):
    """With the next writing of the same file; what others write now, or own, stays."""
    path = tmp_path / name
    code = (
        "import os, sys; from pathlib import Path\n"
        "from leakbench.generator.datasets.outputs import replacing\n"
        "with replacing(Path(sys.argv[1])) as file:\n"
        "    file.write_text('half')\n"
        "    os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert len(list(tmp_path.iterdir())) == 1
    (tmp_path / ".file.tmp").touch()
    with replacing(path) as now:
        write_text(path, "other")
        assert now.exists()
        assert set(tmp_path.iterdir()) == {path, now, tmp_path / ".file.tmp"}


def test_a_directory_has_one_writer(tmp_path):
    """The second is refused, another one comes after, and nothing is left of the lock."""
    out = tmp_path / "out"
    with only_writer(out), pytest.raises(OutputInUseError, match="another leakbench writes there"):
        only_writer(out).__enter__()
    with only_writer(out):
        assert not list(out.iterdir())


def test_a_name_has_one_writer(tmp_path):
    """Others in the directory are free, and nothing is left of the lock."""
    path = tmp_path / "deep" / "[a]"
    with only_writer_of(path):
        with pytest.raises(OutputInUseError, match="another leakbench writes there"):
            only_writer_of(path).__enter__()
        write_text(path, "written")
        with only_writer_of(tmp_path / "deep" / "other"):
            pass
    assert list(path.parent.iterdir()) == [path]


def test_the_lock_of_a_killed_writer_goes(tmp_path):
    """With the next writer, who is not held up by it."""
    path = tmp_path / "file"
    code = (
        "import os, sys; from pathlib import Path\n"
        "from leakbench.generator.datasets.outputs import only_writer_of\n"
        "with only_writer_of(Path(sys.argv[1])):\n"
        "    os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    (left,) = tmp_path.iterdir()
    assert is_unfinished(left)
    with only_writer_of(path):
        assert list(tmp_path.iterdir()) == [left]
    assert not list(tmp_path.iterdir())


def test_many_write_beside_one_another_or_one_alone(tmp_path):
    """Whoever came first decides."""
    with one_of_writers(tmp_path), one_of_writers(tmp_path), pytest.raises(OutputInUseError):
        only_writer(tmp_path).__enter__()
    with only_writer(tmp_path), pytest.raises(OutputInUseError):
        one_of_writers(tmp_path).__enter__()


def test_a_directory_behind_a_link_is_replaced(tmp_path):
    """The link stays."""
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there")
    with replacing_directory(tmp_path / "link") as folder:
        (folder / "new").touch()
    assert (tmp_path / "there" / "new").exists()
    assert (tmp_path / "link").is_symlink()


def test_a_directory_is_replaced_whole(tmp_path):
    """All of it or nothing; what stood there goes only with success."""
    out = tmp_path / "deep" / "out"
    for content in ("old", "new"):
        with replacing_directory(out) as folder:
            (folder / content).touch()
        assert [path.name for path in out.iterdir()] == [content]
    with pytest.raises(ZeroDivisionError), replacing_directory(out) as folder:
        raise ZeroDivisionError
    assert [path.name for path in out.iterdir()] == ["new"]
    assert list(out.parent.iterdir()) == [out]


def test_a_full_disk_says_what_has_no_room(tmp_path):
    """The file by its own name; an error that names a file of its own keeps it."""
    path = tmp_path / "out"
    with pytest.raises(OSError, match="No space") as caught, replacing(path):
        raise OSError(errno.ENOSPC, "No space")
    assert caught.value.filename == str(path)
    with pytest.raises(FileNotFoundError) as other, replacing(path):
        (tmp_path / "in").read_bytes()
    assert other.value.filename == str(tmp_path / "in")

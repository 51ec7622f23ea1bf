"""Tests of writing whole files into directories that are free."""

import pytest

from leakbench.generator.datasets.outputs import (
    OutputExistsError,
    refuse_non_empty,
    replacing,
    write_text,
)


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

"""Tests of writing: whole or not at all, and nothing of others."""

import pytest

from leakbench.benchmarks.training_formats.output_forms import (
    FileForm,
    FolderForm,
    ForeignFileError,
    NoStreamError,
)
from leakbench.generator.datasets.outputs import OutputExistsError

from .labelled_records import labelled_texts

TEXTS = labelled_texts([("甲", [(0, 1, "A")])])


def file_form(*pieces):
    """A form of such pieces; what is no bytes is raised."""

    def give(_texts):
        for piece in pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    return FileForm(give, {".about.txt": lambda texts: texts.name})


def folder_form(content, error=None):
    """A form of one file in a directory."""

    def fill(_texts, folder):
        (folder / "a.txt").write_text(content, "utf-8")
        if error is not None:
            raise error

    return FolderForm(fill, ("*.txt",))


def files(folder):
    """Content of all files, hidden ones too."""
    return {path.name: path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}


def test_a_file_is_whole_or_not_there(tmp_path):
    """With what stands beside it; an error half way leaves what was there before."""
    out = tmp_path / "new" / "x.json"
    file_form(b"a", memoryview(b"b")).write(TEXTS, out, force=False)
    before = {"x.json": "ab", "x.about.txt": "made"}
    assert files(tmp_path) == before
    with pytest.raises(RuntimeError):
        file_form(b"c", RuntimeError()).write(TEXTS, out, force=True)
    assert files(tmp_path) == before
    file_form(b"c").write(TEXTS, out, force=True)
    assert files(tmp_path)["x.json"] == "c"


@pytest.mark.parametrize("there", ["x.json", "x.about.txt"])
def test_a_file_that_exists_is_kept(tmp_path, there):
    """Unless it is to be replaced; a directory never is."""
    (tmp_path / there).write_text("mine", "utf-8")
    with pytest.raises(OutputExistsError, match=f"{there} exists; --force"):
        file_form(b"a").write(TEXTS, tmp_path / "x.json", force=False)
    assert files(tmp_path) == {there: "mine"}
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputExistsError, match="is a directory"):
        file_form(b"a").write(TEXTS, tmp_path / "folder", force=True)


def test_a_directory_is_replaced_as_a_whole(tmp_path):
    """Files of a longer export do not stay; an error half way leaves all that was there."""
    out = tmp_path / "out"
    folder_form("1").write(TEXTS, out, force=False)
    (out / "b.txt").write_text("of a longer one", "utf-8")
    with pytest.raises(OutputExistsError, match="--force"):
        folder_form("2").write(TEXTS, out, force=False)
    with pytest.raises(RuntimeError):
        folder_form("2", RuntimeError()).write(TEXTS, out, force=True)
    assert files(tmp_path) == {"a.txt": "1", "b.txt": "of a longer one"}
    folder_form("2").write(TEXTS, out, force=True)
    assert files(tmp_path) == {"a.txt": "2"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_no_export_wrote_is_never_deleted(tmp_path):
    """Whatever is asked for."""
    (tmp_path / "thesis.doc").write_text("mine", "utf-8")
    with pytest.raises(ForeignFileError, match=r"thesis\.doc is of no export"):
        folder_form("1").write(TEXTS, tmp_path, force=True)
    (tmp_path / "file").write_text("mine", "utf-8")
    with pytest.raises(OutputExistsError, match="is a file"):
        folder_form("1").write(TEXTS, tmp_path / "file", force=True)


def test_a_directory_is_no_stream(tmp_path, monkeypatch):
    """It is said, and no directory is called like the dash."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoStreamError, match="stdout"):
        folder_form("1").write(TEXTS, tmp_path.__class__("-"), force=False)
    assert files(tmp_path) == {}

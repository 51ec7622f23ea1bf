"""Tests of the files of a pack as resources."""

import pytest

from leakbench.generator.pack_resources import Layered, PackFile

FILES = {"corpora/b.toml": b"own b", "corpora/texts/c/head.test.txt": "甲".encode()}


@pytest.fixture
def layered(tmp_path):
    """A folder with two files of ours, one of which the pack has as well."""
    (tmp_path / "a.toml").write_text("our a", "utf-8")
    (tmp_path / "b.toml").write_text("our b", "utf-8")
    return Layered(FILES, "corpora", tmp_path)


def test_the_file_of_the_pack_comes_first(layered):
    """Ours is read where the pack has none; each is called so that one knows whose it is."""
    found = {entry.name: entry.read_text("utf-8") for entry in layered.iterdir() if entry.is_file()}
    assert found == {"a.toml": "our a", "corpora/b.toml": "own b"}


def test_folders_of_the_pack_are_there(layered):
    """Though ours has no such folder; what nobody has is no file."""
    folder = layered.joinpath("texts") / "c"
    assert folder.is_dir()
    assert not folder.is_file()
    assert folder.joinpath("head.test.txt").read_text("utf-8") == "甲"
    missing = folder.joinpath("head.dev.txt")
    assert not missing.is_file()
    assert not missing.is_dir()
    assert missing.name == "corpora/texts/c/head.dev.txt"


@pytest.mark.parametrize("how", ["read_bytes", "read_text", "open"])
def test_a_folder_is_not_read(layered, how):
    """As of any folder."""
    with pytest.raises(IsADirectoryError, match="corpora/texts"):
        getattr(layered.joinpath("texts"), how)()


def test_a_file_is_read_in_every_way():
    """As bytes, as text, opened as either; nothing stands in it."""
    file = PackFile("data/x.csv", "甲\n".encode())
    assert file.read_bytes() == "甲\n".encode()
    assert file.read_text() == file.open(encoding="utf-8").read() == "甲\n"
    assert file.open("rb").read() == "甲\n".encode()
    assert file.is_file()
    assert not file.is_dir()
    assert list(file.iterdir()) == []
    with pytest.raises(NotADirectoryError, match=r"data/x\.csv/y"):
        file.joinpath("y")

"""Tests of reading the directory of a pack."""

import errno
import os
import re
from hashlib import sha256

import pytest

from leakbench.generator import pack_folder as module
from leakbench.generator.declarations import DeclarationError
from leakbench.generator.pack_folder import digest, read_folder

ABOUT = {"pack.toml": 'name = "a"'}


@pytest.fixture
def pack(tmp_path):
    """Write a pack of these files."""

    def write(files):
        for name, content in (ABOUT | files).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


def refused(folder):
    """The one line that is said of it."""
    with pytest.raises(DeclarationError) as caught:
        read_folder(folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_files_of_a_pack_are_read(pack):
    """Under their names; what stands beside them is passed over."""
    own = {
        "corpora/x.toml": "a = 1\n",
        "corpora/texts/x/head.dev.txt": "甲\t",
        "data/goods.csv": "text",
        "data/surfaces.toml": "",
    }
    beside = ["README.md", "LICENSE", "__init__.py", "pyproject.toml", ".git/config", "data/.DS_X"]
    folder = pack(own | dict.fromkeys(beside, "x"))
    assert read_folder(folder) == {name: text.encode() for name, text in (ABOUT | own).items()}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("pack.tml", "pack.tml: no part of a pack; did you mean pack.toml?"),
        ("corpus/x.toml", "corpus: no part of a pack; did you mean corpora?"),
        ("surfaces.toml", "surfaces.toml: stands beside data/ and corpora/, not in them"),
        ("corpora/text/x/a.dev.txt", "corpora/text: no folder of a pack has such a folder"),
        ("data/more/x.csv", "data/more: no folder of a pack has such a folder"),
        ("corpora/x.csv", "corpora/x.csv: unknown ending 'csv'; known: toml"),
        ("data/x.txt", "data/x.txt: unknown ending 'txt'; known: csv, toml"),
        ("data/X.csv", "data/X.csv: names are small letters, digits and underscores"),
        ("corpora/texts/x/a.tset.txt", "unknown ending 'tset.txt'; did you mean test.txt?"),
        ("corpora/texts/a.dev.txt", "templates stand in corpora/texts/CORPUS/"),
    ],
)
def test_what_has_no_place_in_a_pack_is_named(pack, name, said):
    """So that a typing error is never passed over in silence."""
    assert said in refused(pack({name: "x"}))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff", "data/x.csv: not UTF-8: "),
        ("\ufefftext", "data/x.csv: line 1: the control character U+FEFF"),
        ("a\nb\r\n", "data/x.csv: line 2: the control character U+000D; lines end with LF alone"),
        ("a\x00", "data/x.csv: line 1: the control character U+0000"),
    ],
)
def test_odd_texts_are_refused(pack, content, said):
    """What an editor does not show would be part of the values."""
    assert said in refused(pack({"data/x.csv": content}))


@pytest.mark.parametrize("name", ["data", "data/x.csv", "corpora/texts", "pack.toml"])
def test_links_are_refused(pack, tmp_path_factory, name):
    """Wherever they lead: a pack consists of what is in its directory."""
    folder = pack({})
    outside = tmp_path_factory.mktemp("outside")
    (outside / "x.csv").write_text("secret", "utf-8")
    link = folder / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(outside / "x.csv" if "." in name else outside)
    assert refused(folder) == f"{name}: a link; a pack has files of its own only"


def test_a_pipe_does_not_wait_for_a_writer(pack):
    """It is no ordinary file, and is not waited for."""
    folder = pack({"data/y.csv": "x"})
    os.mkfifo(folder / "data/x.csv")
    assert refused(folder) == "data/x.csv: no ordinary file"


def test_directories_that_are_no_packs_are_named(tmp_path):
    """One that is not there, and one without a pack.toml."""
    assert refused(tmp_path / "no").endswith("no: there is no such directory")
    assert refused(tmp_path).endswith("no pack: there is no pack.toml in it")


@pytest.mark.parametrize("name", ["open", "scandir"])
def test_what_may_not_be_read_is_named(pack, monkeypatch, name):
    """With the system's reason."""
    folder = pack({"data/x.csv": "x"})

    def refuse(path, *_):
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr(module.os, name, refuse)
    assert refused(folder).endswith(": cannot be read: Permission denied")


def test_a_pack_has_an_end(pack, monkeypatch):
    """In bytes, in files, and in what is looked at."""
    folder = pack({f"data/x{number}.csv": "x" * 50 for number in range(9)})
    monkeypatch.setattr(module, "MOST_BYTES", 300)
    assert "a pack has at most 300 bytes" in refused(folder)
    (folder / "data/x0.csv").unlink()
    (folder / "data/x0.toml").write_text("x" * 50, "utf-8")
    monkeypatch.setattr(module, "MOST_BYTES", 999)
    monkeypatch.setattr(module, "_MOST_BYTES_OF_TOML", 40)
    assert refused(folder) == "data/x0.toml: has more than 40 bytes"
    monkeypatch.setattr(module, "MOST_FILES", 5)
    assert "a pack has at most 5 files" in refused(folder)
    monkeypatch.setattr(module, "_MOST_ENTRIES", 3)
    assert "more than 3 entries" in refused(folder)


def test_the_digest_is_of_names_and_contents():
    """Neither their order nor where one ends and another begins goes unnoticed."""
    files = {"b": b"2", "a": b"1"}
    assert digest(files) == digest(dict(sorted(files.items())))
    others = [{"a": b"2", "b": b"1"}, {"a": b"1"}, {"a": b"1b2"}, {"a": b"1", "b": b"2 "}, {}]
    assert len({digest(some) for some in (files, *others)}) == len(others) + 1
    assert re.fullmatch("[0-9a-f]{64}", digest(files))


def test_the_digest_is_as_documented():
    """Each name and content after its length in eight bytes, in the order of the names."""
    parts = [b"a", b"1", b"b", b"2"]
    whole = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    assert digest({"b": b"2", "a": b"1"}) == sha256(whole).hexdigest()

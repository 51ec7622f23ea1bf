import os
import socket
import stat

import pytest

from leakbench.generator.containers.walking import files_under, no_file


def found(*paths):
    """Names and problems."""
    return [(one.path.name, one.problem, one.skipped) for one in files_under(paths)]


def test_files_are_in_order_and_once(tmp_path):
    """Folders stand among files; one that was gone through is not gone through again."""
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c/d/3.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    names = ["a.txt", "1.txt", "2.txt", "3.txt"]
    assert [one[0] for one in found(tmp_path)] == names
    assert [one[0] for one in found(tmp_path, tmp_path / "b", tmp_path / "a.txt")] == names
    assert [one[0] for one in found(tmp_path / "b", tmp_path)] == [
        "1.txt",
        "2.txt",
        "a.txt",
        "3.txt",
    ]


def test_links_are_never_followed(tmp_path):
    """Neither to files nor to folders, nor in loops."""
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone").symlink_to("nowhere")
    (tmp_path / "file").write_text("x")
    assert found(tmp_path) == [
        ("file", None, False),
        ("gone", "a symbolic link, which is not followed", True),
        ("loop", "a symbolic link, which is not followed", True),
    ]


def test_what_is_no_file_is_named(tmp_path, monkeypatch):
    """None of it is opened, so nothing waits."""
    os.mkfifo(tmp_path / "fifo")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket")
        assert found(tmp_path) == [("fifo", "a FIFO", True), ("socket", "a socket", True)]


@pytest.mark.parametrize(("mode", "what"), [(stat.S_IFCHR, "a device"), (stat.S_IFBLK, "a device")])
def test_devices_are_named(mode, what):
    """Whether they give bytes or blocks."""
    assert no_file(mode) == what


def test_what_is_not_there_is_named(tmp_path):
    """It is unreadable, not skipped."""
    assert found(tmp_path / "gone") == [("gone", "no such file", False)]


def test_folders_that_cannot_be_listed_are_named(tmp_path, monkeypatch):
    """And what stands beside them is found."""
    for name in ("a/1.txt", "b/2.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("x")
    real = os.listdir

    def listed(path):
        if path.name == "a":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "listdir", listed)
    assert found(tmp_path) == [("a", "Permission denied", False), ("2.txt", None, False)]


@pytest.mark.parametrize("name", [b"a\nb.txt", b"\xff\xfe.txt", "名单.txt".encode()])
def test_any_name_is_found(tmp_path, name):
    """Line breaks and bytes that are no text included."""
    (tmp_path / os.fsdecode(name)).write_text("x")
    assert [os.fsencode(one.path.name) for one in files_under([tmp_path])] == [name]

"""Paths on a store, and what is meant by a path."""

import io
import pickle
import stat
from pathlib import Path
from secrets import token_hex
from time import time_ns

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.datasets.outputs import replacing, write_text
from leakbench.generator.datasets.unfinished import delete_unfinished
from leakbench.generator.storage.file_systems import NoStoreError, StorageError
from leakbench.generator.storage.stored_path import StoredPath, is_url, path_of

NAMES = st.sampled_from(
    ["a", "甲", ".b", "c.parquet", "a:", "1", "a b", "k=1", "...", "s3:", "%20"]
)


@pytest.fixture
def folder():
    """A folder of its own on a store in memory."""
    pytest.importorskip("fsspec")
    return path_of(f"memory://{token_hex(4)}")


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_a_url_stays_what_it_is(names):
    """Taken apart, put together, sent to another process."""
    url = "/".join(["s3://bucket", *names])
    path = path_of(url)
    assert type(path) is StoredPath
    assert str(path) == url
    assert str(path.parent / path.name) == url
    assert pickle.loads(pickle.dumps(path)) == path  # noqa: S301 - our own
    assert str(StoredPath("s3://bucket").joinpath(*names)) == url
    assert path.relative_to("s3://bucket").as_posix() == "/".join(names)
    assert path.with_name("other").parent == path.parent
    assert len({path, path_of(url)}) == 1


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("out/worn", Path("out/worn")),
        ("c:/worn", Path("c:/worn")),
        ("s3:/bucket", Path("s3:/bucket")),
        ("file:///worn/a%20b", Path("/worn/a b")),
        ("FILE://localhost/worn", Path("/worn")),
    ],
)
def test_a_path_of_a_disk_is_a_plain_one(text, path):
    """Only what has a scheme of another store is not, and ``file://`` has not."""
    found = path_of(text)
    assert found == path
    assert not isinstance(found, StoredPath)


@pytest.mark.parametrize("text", ["file://elsewhere/worn", "zip://a::s3://b/c", "s3://b::c/d"])
def test_what_no_file_system_reads_so_is_refused(text):
    """Rather than read as something else."""
    assert is_url(text)
    with pytest.raises(NoStoreError, match="://"):
        path_of(text)


def test_what_was_written_is_read(folder):
    """As bytes, as text, by pieces, and with its size and time."""
    path = folder / "甲" / "a.txt"
    assert not path.exists()
    write_text(path, "一\r\n二")
    assert path.read_bytes() == "一\r\n二".encode()
    assert path.read_text("utf-8") == "一\n二"
    with path.open("rb") as file:
        assert file.seek(-3, io.SEEK_END) == 5
        assert file.read() == "二".encode()
        assert file.seek(0) == 0
        assert file.read(3) == "一".encode()
    assert path.is_file()
    assert not path.is_dir()
    assert path.parent.is_dir()
    status = path.lstat()
    assert stat.S_ISREG(status.st_mode)
    assert status.st_size == 8
    assert 0 <= time_ns() - status.st_mtime_ns < 60e9
    assert stat.S_ISDIR(folder.stat().st_mode)


def test_folders_are_gone_through(folder):
    """By one level, by a pattern, and all of it."""
    for name in ("a.txt", ".b.json", "c/d.txt", "c/e/f.txt"):
        write_text(folder / name, name)
    assert {one.name for one in folder.iterdir()} == {"a.txt", ".b.json", "c"}
    assert [one.name for one in folder.glob(".*.json")] == [".b.json"]
    assert {str(one.relative_to(folder)) for one in folder.rglob("*.txt")} == {
        "a.txt",
        "c/d.txt",
        "c/e/f.txt",
    }
    assert list((folder / "nothing").iterdir()) == []
    assert not (folder / "nothing").exists()


def test_objects_are_deleted_and_moved(folder):
    """And what is missing is missing."""
    path, other = folder / "a", folder / "b"
    write_text(path, "one")
    path.replace(other)
    assert not path.exists()
    assert other.read_text("utf-8") == "one"
    other.unlink()
    other.unlink(missing_ok=True)
    for use in (other.stat, other.open, other.unlink, lambda: other.replace(path)):
        with pytest.raises(FileNotFoundError):
            use()


def test_nothing_is_there_of_what_failed(folder, tmp_path, monkeypatch):
    """Neither on the store nor on this machine, and what stood there still does."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    path = folder / "a"
    write_text(path, "whole")

    def fail():
        with replacing(path) as temporary:
            assert temporary.parent == tmp_path
            assert temporary.stat().st_mode & 0o077 == 0
            temporary.write_text("half", "utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_text("utf-8") == "whole"
    assert list(tmp_path.iterdir()) == []
    delete_unfinished(folder)


def test_what_a_killed_writer_left_on_this_machine_is_deleted(folder, tmp_path, monkeypatch):
    """By the next who writes the same name."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / ".leakbench-a.0123456789ab.tmp"
    left.touch()
    write_text(folder / "b", "")
    assert left.exists()
    write_text(folder / "a", "")
    assert not left.exists()


@pytest.mark.parametrize(
    "use",
    [
        open,
        lambda path: path.open("w"),
        lambda path: path.write_text("no", "utf-8"),
        lambda path: path.rename("other"),
        lambda path: path.touch(),
        lambda path: path.chmod(0o600),
        lambda path: path.symlink_to("other"),
    ],
)
def test_what_a_store_has_not_is_refused(use, tmp_path, monkeypatch):
    """And nothing on the disk has the name of the scheme."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StorageError, match="memory://bucket/key: "):
        use(path_of("memory://bucket/key"))
    assert list(tmp_path.iterdir()) == []

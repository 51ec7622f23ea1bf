from pathlib import Path

import pytest

from leakbench.generator.containers import opening
from leakbench.generator.containers.limits import Limits
from leakbench.generator.containers.opening import open_path, printable

from .archived import opened, tar_of, zip_of
from .round_trips import sheet_of, written

BOOK = written("xlsx", [sheet_of([["姓名", "电话"], ["张三", "007"]])])
ROWS = [["姓名", "电话"], ["张三", "007"]]


@pytest.fixture
def put(tmp_path):
    """A function that writes a file and gives its path."""

    def written_to(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return written_to


def test_a_file_is_itself(put):
    """Its place, size, format and encoding are told."""
    path = put("名单.csv", "姓名,电话\n张三,007\n".encode("gb18030"))
    for one in open_path(path):
        assert (one.where, one.path, one.inside) == (str(path), path, ())
        assert (one.size, one.format, one.encoding) == (path.stat().st_size, "csv", "gb18030")
        assert [list(sheet.rows()) for sheet in one.sheets] == [ROWS]


def test_what_is_packed_is_opened_where_it_stands(put):
    """Archives in archives too, and names that lead elsewhere are only names."""
    inner = tar_of({"/etc/x.xlsx": BOOK, "../y.csv": b"a,b\n"})
    path = put("a.zip", zip_of({"b.xlsx": BOOK, "c.tar": inner}))
    assert opened(path) == [
        ("b.xlsx", ROWS, False),
        ("c.tar!/etc/x.xlsx", ROWS, False),
        ("c.tar!../y.csv", [["a", "b"]], False),
    ]
    assert [one.where for one in open_path(path)][1] == f"{path}!c.tar!/etc/x.xlsx"


def test_archives_are_opened_so_deep_and_no_deeper(put):
    """What is beyond is named."""
    data = b"a,b\n"
    for _ in range(4):
        data = zip_of({"x": data})
    deep = "archives in archives, more than 3 deep"
    assert opened(put("a.zip", data)) == [("x!x!x", deep, False)]


def test_empty_archives_are_skipped(put):
    """There is nothing in them."""
    assert opened(put("a.zip", zip_of({}))) == [("", "an empty archive", True)]


def test_files_may_be_left_unread(put):
    """The next one comes all the same."""
    path = put("a.zip", zip_of({"a.xlsx": BOOK, "b.xlsx": BOOK}))
    assert [one.inside for one in open_path(path)] == [("a.xlsx",), ("b.xlsx",)]


def test_a_broken_file_leaves_the_others(put):
    """Its sheets end in an error, those of the next are read."""
    path = put("a.zip", zip_of({"a.xlsx": BOOK[:-30], "b.xlsx": BOOK}))
    [(_, broken, _), (_, sound, _)] = opened(path)
    assert "cut off" in broken[-1]
    assert sound == ROWS


def test_errors_of_readers_are_those_of_containers(put, monkeypatch):
    """Whatever a reader raises, of a sheet or of its batches."""

    class Broken:
        read = staticmethod(lambda *_: 1 / 0)

    monkeypatch.setitem(opening.FORMATS, "xlsx", Broken)
    assert opened(put("a.xlsx", BOOK)) == [
        ("", ["xlsx that cannot be read: division by zero"], False)
    ]


def test_the_budget_is_of_the_file_on_disk(put):
    """Archives in it share it."""
    inner = zip_of({"a.txt": b"x" * 600})
    path = put("a.zip", zip_of({"1.zip": inner, "2.zip": inner}))
    found = opened(path, limits=Limits(archive_bytes=1_000))
    assert found[0] == ("1.zip!a.txt", [["x" * 600]], False)
    assert "1,000 bytes unpacked" in found[-1][1]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb\x1b[31m", r"a\nb\x1b[31m"),
        ("\udcff", r"\udcff"),
        ("名　单 1", "名　单 1"),
        ("\u202e", r"\u202e"),
    ],
)
def test_names_are_shown_in_one_line(name, shown):
    """Nothing in a name commands a terminal."""
    assert printable(name) == shown


def test_no_file_descriptor_is_left(put):
    """However much of a file is read."""
    before = len(list(Path("/proc/self/fd").iterdir()))
    path = put("a.zip", zip_of({"a.xlsx": BOOK, "b.xlsx": BOOK}))
    next(open_path(path))
    opened(path)
    assert len(list(Path("/proc/self/fd").iterdir())) == before

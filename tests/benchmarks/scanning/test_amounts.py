"""Tests of how many files there were, and what became of them."""

from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.scanning.amounts import Amounts


def content(path, status="skipped", problem=None):
    """A line of an inventory, of one content."""
    return {"path": path, "status": status, "problem": problem}


def file(path, *contents):
    """A file on disk."""
    return {"path": path, "contents": list(contents) or [content(path)]}


FILES = [
    file("a.csv", content("a.csv", "counted")),
    file("b.png", content("b.png", "skipped", "a picture")),
    file("c.pdf", content("c.pdf", "unreadable", "encrypted")),
    file("d.zip", content("d.zip!e.txt"), content("d.zip!f.png", "skipped", "a picture")),
]


def test_members_of_archives_are_told_apart():
    """They are files of their own, and the archive that was opened is none of what was read."""
    found = Amounts.of(FILES)
    assert found == Amounts(4, 1, 2, 2, {"a picture": 2}, 1)
    assert found.told("en") == (
        "4 files, 1 of them an archive with 2 files inside: 2 read, 2 skipped (a picture × 2), "
        "1 unreadable"
    )
    assert found.told("zh") == (
        "共 4 个文件，其中 1 个压缩包内有 2 个文件：读取 2 个，跳过 2 个（图片 × 2），无法读取 1 个"
    )


def test_one_is_no_plural():
    """And what there is not is not told."""
    assert Amounts.of([file("a.txt")]).told("en") == "1 file: 1 read"


STATUSES = st.sampled_from(
    [("counted", None), ("skipped", None), ("skipped", "empty"), ("unreadable", "encrypted")]
)


@given(st.lists(st.lists(STATUSES, min_size=1, max_size=3), max_size=6))
def test_nothing_is_lost(statuses):
    """What was read, skipped and unreadable is what is on disk but archives, and what is inside."""
    files = [
        file(str(number), *(content(f"{number}!{at}", *one) for at, one in enumerate(some)))
        for number, some in enumerate(statuses)
    ]
    found = Amounts.of(files)
    became = found.read + found.skipped_in_all + found.unreadable
    assert became == found.files - found.archives + found.inside

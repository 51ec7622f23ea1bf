"""Tests of scans: files in, an inventory out, whatever becomes of a reader."""

import numpy as np
import pytest

from leakbench.benchmarks.scanning.finding import items
from leakbench.benchmarks.scanning.inventory import INVENTORY, KEYS
from leakbench.benchmarks.scanning.pool import Allowance, NoReaderError
from leakbench.benchmarks.scanning.scan import scan
from leakbench.benchmarks.scanning.worker import Work

pytestmark = pytest.mark.slow


@pytest.fixture
def scanned(plain_detector, tmp_path):
    """Scan a folder."""

    def make(folder, workers=1, out=None, detector=plain_detector, allowance=None):
        place = out or tmp_path / f"out-{workers}"
        work = Work(detector, show=False)
        found = items([folder], place)
        return scan(found, work, workers, place, lambda _: None, allowance or Allowance())

    return make


def told(one):
    """Path, status, people and lists of all contents."""
    return [(c["path"], c["status"], c["people"], c["lists"]) for c in one.contents]


def test_every_file_is_told_of_by_any_number_of_workers(scanned, folder):
    """Lists are counted; a note that names somebody and a picture are no lists.

    Neither what is told nor the keys depend on who reads, byte for byte.
    """
    made, other = scanned(folder, 1), scanned(folder, 2)
    assert made.contents == other.contents
    for place in made.sheets():
        for mine, yours in zip(made.people(place), other.people(place), strict=True):
            assert np.array_equal(mine, yours)
    assert told(made) == [
        ("a.csv", "counted", 20, 1),
        ("logo.png", "skipped", 0, 0),
        ("note.txt", "skipped", 1, 0),
        ("在/深处/b.csv", "counted", 20, 1),
    ]
    (sheet,) = made.contents[0]["sheets"]
    assert [column["kind"] for column in sheet["columns"]] == ["PERSON_NAME", "MOBILE"]
    assert sheet["evidence"] == ["甲* | 100****0000", "乙* | 100****0001"]
    assert made.files[0]["sha256"]


def test_what_is_as_it_was_is_taken_over(scanned, folder, tmp_path):
    """What changed is read again, and what is gone is forgotten."""
    out = tmp_path / "out"
    first = scanned(folder, out=out)
    text = (out / INVENTORY).read_text("utf-8")
    again = scanned(folder, out=out)
    assert (first.taken_over, again.taken_over) == (0, 4)
    assert (out / INVENTORY).read_text("utf-8") == text
    (folder / "a.csv").write_text("姓名,手机\n甲乙,10000000001\n", "utf-8")
    (folder / "note.txt").unlink()
    changed = scanned(folder, out=out)
    assert changed.taken_over == 2
    assert [one["path"] for one in changed.files] == ["a.csv", "logo.png", "在/深处/b.csv"]
    assert len(list((out / KEYS).iterdir())) == 2


def test_nothing_is_written_beside_the_files(scanned, folder):
    """Results inside of the folder are none of the files, the second time neither."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    scanned(folder, out=folder / "results")
    again = scanned(folder, out=folder / "results")
    assert len(again.files) == 4
    after = [path for path in folder.rglob("*") if path.is_file()]
    assert {path for path in after if "results" not in path.parts} == set(before)
    assert all(path.read_bytes() == content for path, content in before.items())


@pytest.mark.parametrize(
    ("word", "allowance", "reason"),
    [
        ("crash", Allowance(), "reader crashed (SIGSEGV)"),
        ("hang", Allowance(seconds=4.0), "reader gave no sign for 4 s"),
        ("eat", Allowance(memory_mb=700), "reader took more than 700 MB of memory"),
    ],
)
def test_a_reader_that_comes_to_an_end_ends_alone(scanned, folder, word, allowance, reason):
    """Its file is unreadable and says why, a fresh one reads the others."""
    (folder / "bad.txt").write_text(f"{word}\n\n{word}\n", "utf-8")
    made = scanned(folder, allowance=allowance)
    bad = next(one for one in made.contents if one["path"] == "bad.txt")
    assert (bad["status"], bad["problem"]) == ("unreadable", reason)
    assert [one for one in told(made) if one[1] == "counted"] == [
        ("a.csv", "counted", 20, 1),
        ("在/深处/b.csv", "counted", 20, 1),
    ]


def test_a_detector_that_cannot_be_built_is_one_line(scanned, folder):
    """With the exit code of its reason."""
    with pytest.raises(NoReaderError, match="unknown detector 'nobody'") as caught:
        scanned(folder, detector="nobody")
    assert caught.value.exit_code == 2

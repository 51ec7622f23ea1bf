"""Copies hold what their files hold, but for what was found."""

from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest

from leakbench.benchmarks.detection.redacted_copies import Redactor, copies
from leakbench.benchmarks.detection.tally import Tally
from leakbench.benchmarks.redaction.keys import Key
from leakbench.benchmarks.redaction.replacements import replacement
from leakbench.benchmarks.running.entrants import LocalEntrant
from leakbench.detectors.contract import per_text
from leakbench.generator.containers.formats import FORMATS, Style
from leakbench.generator.containers.opening import open_path
from leakbench.generator.containers.sheets import Sheet, grid_of_rows

MOBILES = ("13800000000", "13900000001")
ROWS = [
    ["姓名", "电话", "备注"],
    ["甲乙", MOBILES[0], "常客"],
    ["丙丁", MOBILES[1], "电话" + MOBILES[0]],
]
WRITTEN = [name for name, form in FORMATS.items() if form.written]


def find_mobiles(text):
    """The numbers of this file."""
    for number in MOBILES:
        at = text.find(number)
        if at >= 0:
            yield at, at + len(number), "MOBILE"


class Mobiles:
    """Finds them in every cell."""

    name = "mobiles"
    labels = frozenset({"MOBILE"})
    detect = staticmethod(partial(per_text, find_mobiles))


@pytest.fixture
def redactor():
    """Masks what is found."""
    return Redactor(LocalEntrant("mobiles", "1", "tests", Mobiles()), replacement("mask"), Tally())


def written(name, path):
    """A small list in a container."""
    form, style = FORMATS[name], Style()
    own = form.names
    rows = ROWS[1:] if own else ROWS
    sheet = Sheet("", [grid_of_rows(rows, 3)], names=tuple(ROWS[0]) if own else None)
    with path.open("wb") as file:
        form.write([form.fit(sheet, style)], file, style)
    return path


def cells(path):
    """All cells of all that a file holds, one after another."""
    return [
        cell
        for opened in open_path(path)
        for sheet in opened.sheets
        for row in sheet.rows()
        for cell in row
    ]


@pytest.mark.parametrize("name", WRITTEN)
def test_nothing_else_changes_in_any_container(redactor, tmp_path, name):
    """The copy is of the same container, and differs by stars alone."""
    path = written(name, tmp_path / f"list{FORMATS[name].suffix}")
    before = path.read_bytes()
    copy = redactor.copy(path, tmp_path / f"copy{FORMATS[name].suffix}")
    assert path.read_bytes() == before
    (opened,) = open_path(copy)
    assert opened.format == name
    masked = [
        cell.replace(MOBILES[0], "*" * 11).replace(MOBILES[1], "*" * 11) for cell in cells(path)
    ]
    assert cells(copy) == masked
    assert "*" * 11 in "".join(masked)
    assert redactor.tally.labels == {"MOBILE": 3}
    assert not redactor.tally.unread


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", ["\t", "----", "|"])
def test_texts_keep_encoding_and_delimiter(redactor, tmp_path, encoding, delimiter):
    """Whoever read the file reads the copy."""
    path = tmp_path / "list.txt"
    text = "".join(delimiter.join(row) + "\n" for row in ROWS * 3)
    path.write_bytes(text.encode(encoding))
    copy = redactor.copy(path, tmp_path / "copy.txt")
    assert copy.read_bytes().decode(encoding).startswith(delimiter.join(ROWS[0]))
    assert MOBILES[0] not in copy.read_bytes().decode(encoding)
    if encoding == "utf-8-sig":
        assert copy.read_bytes().startswith(b"\xef\xbb\xbf")


def test_archives_become_zips(redactor, tmp_path):
    """Members stand under their names; what is no text is left out, and told."""
    archive = tmp_path / "lists.zip"
    with ZipFile(archive, "w") as packed:
        packed.write(written("csv", tmp_path / "a.csv"), "旧/a.csv")
        packed.writestr("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(20))
    copy = redactor.copy(archive, tmp_path / "copy.zip")
    with ZipFile(copy) as packed:
        assert packed.namelist() == ["旧/a.csv"]
    assert not set(MOBILES) & set(cells(copy))
    assert [Path(where).name for where, _ in redactor.tally.skipped] == ["lists.zip!photo.png"]


def test_a_table_of_the_web_becomes_a_workbook(redactor, tmp_path):
    """As systems export it, under the suffix of one: we read such tables, and write none."""
    path = tmp_path / "list.xls"
    path.write_text(
        '<meta charset="gb18030"><table><tr><th>姓名<th>电话'
        f"<tr><td>甲某<td>{MOBILES[0]}<tr><td>乙某<td>{MOBILES[1]}</table>",
        "gb18030",
    )
    copy = redactor.copy(path, tmp_path / "copy.xls")
    assert copy == tmp_path / "copy.xlsx"
    assert "甲某" in cells(copy)
    assert not set(MOBILES) & set(cells(copy))


def test_a_file_that_ends_early_has_no_copy(redactor, tmp_path):
    """Nobody takes half a list for the whole."""
    path = written("xlsx", tmp_path / "list.xlsx")
    path.write_bytes(path.read_bytes()[:2000])
    assert redactor.copy(path, tmp_path / "copy.xlsx") is None
    assert not (tmp_path / "copy.xlsx").exists()
    assert redactor.tally.unread


def test_one_value_has_one_pseudonym_in_all_files(tmp_path):
    """Whatever the container."""
    found = set()
    for name in ("csv", "xlsx"):
        one = LocalEntrant("mobiles", "1", "tests", Mobiles())
        redactor = Redactor(one, replacement("pseudonym", Key("k")), Tally())
        copy = redactor.copy(written(name, tmp_path / f"list.{name}"), tmp_path / f"copy.{name}")
        found |= {cell for cell in cells(copy) if cell.startswith("PHONE-")}
    assert len(found) == 2


def test_copies_stand_as_their_files_do(tmp_path):
    """A file alone becomes the file or stands in the folder; of folders the paths inside stay."""
    one = tmp_path / "in" / "a.csv"
    assert copies(one, [one], tmp_path / "out.csv") == tmp_path / "out.csv"
    assert copies(one, [one], tmp_path) == tmp_path / "a.csv"
    assert copies(one, [tmp_path], tmp_path / "out") == tmp_path / "out" / "in" / "a.csv"
    assert copies(one, [tmp_path / "b", one], tmp_path / "out") == tmp_path / "out" / "a.csv"

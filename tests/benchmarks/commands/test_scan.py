"""Tests of ``leakbench scan``, and of ``triage`` on containers of every kind."""

import io
import json
import zipfile
from functools import cache

import pyarrow as pa
import pytest
import xlwt
from click.testing import CliRunner
from rich.cells import cell_len

from leakbench.benchmarks.cli import main
from leakbench.generator.containers.formats import FORMATS, Style
from leakbench.generator.containers.sheets import Sheet, grid
from leakbench.generator.generate import batches
from leakbench.generator.schema import FIRST_COLUMNS
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

HEAD = ("姓名", "手机号码", "单位名称", "金额")
EACH = 200


def invoke(*arguments):
    """Run a command in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@cache
def people():
    """As many different people as ten containers hold, of the generator."""
    (batch,) = batches(
        Spec(corpus="legal_person", split="dev", rows_per_file=1), 6_000, block=6_000
    )
    chosen = [batch.column(len(FIRST_COLUMNS) + place).to_pylist() for place in (3, 5, 1, 12)]
    known = {row[1]: row for row in zip(*chosen, strict=True) if all(row) and row[1].isdigit()}
    names = {row[0]: row for row in known.values()}
    return list(names.values())[: 10 * EACH]


def rows(part):
    """The records of a container: everybody in it stands in no other."""
    return people()[part * EACH : (part + 1) * EACH]


def sheet(records, name="", title=(), *, header=True):
    """A grid of records."""
    above = [(*title, *[""] * (len(HEAD) - len(title)))] if title else []
    lines = [*above, *([HEAD] if header else []), *records]
    return Sheet(name, [grid(pa.array(column, pa.string()) for column in zip(*lines, strict=True))])


def written(form, sheets, style=None):
    """The bytes of a container."""
    file = io.BytesIO()
    FORMATS[form].write(sheets, file, style or Style())
    return file.getvalue()


def xls(records):
    """A workbook of Excel 97."""
    book = xlwt.Workbook()
    page = book.add_sheet("Sheet1")
    for number, row in enumerate([HEAD, *records]):
        for column, cell in enumerate(row):
            page.write(number, column, cell)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def ten(tmp_path_factory):
    """2,000 records in ten containers, as they lie on office computers."""
    folder = tmp_path_factory.mktemp("ten") / "seized"
    folder.mkdir()
    named = lambda part: Sheet("", sheet(rows(part), header=False).batches, names=HEAD)  # noqa: E731
    half = EACH // 2
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("里面/客户.csv", written("csv", [sheet(rows(8))]))
    files = {
        "a.csv": written("csv", [sheet(rows(0))]),
        "b.csv": written("csv", [sheet(rows(1))], Style(encoding="gb18030")),
        "c.tsv": written("tsv", [sheet(rows(2))], Style(encoding="utf-16")),
        "d.txt": written("txt", [sheet(rows(3), header=False)], Style(delimiter="----")),
        "e.xlsx": written(
            "xlsx",
            [
                sheet(rows(4)[:half], "一", ("客户名单",)),
                sheet(rows(4)[half:], "二", ("客户名单",)),
            ],
        ),
        "f.xls": xls(rows(5)),
        "g.sql": written("sql", [named(6)]),
        "h.jsonl": written("jsonl", [named(7)]),
        "i.zip": packed.getvalue(),
        "j.docx": written("docx", [sheet(rows(9))]),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def test_ten_containers_are_read(ten, tmp_path):
    """Nobody is lost, whatever a list comes in."""
    words = ("triage", ten, "--workers", 1, "--out", tmp_path / "out")
    result = invoke(*words, "--format", "json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["files"] == {"counted": 10, "skipped": 0, "unreadable": 0}
    assert [one["people"] for one in found["contents"]] == [EACH] * 10
    assert found["people"] == found["records"] == 10 * EACH
    assert found["rows"] == 10 * EACH
    assert found["tiers"] == {"5000": 10 * EACH}
    assert found["copies"] == []
    low, high = found["intervals"]["people"]
    assert low <= 10 * EACH <= high
    page = (tmp_path / "out" / "triage.html").read_text("utf-8")
    assert "共有 2,000 个不同的自然人" in page
    assert "2,000 different natural persons" in page
    assert "i.zip!里面/客户.csv" in page
    assert not any(record[1] in page for record in rows(0))
    again = invoke(*words, "--language", "zh")
    assert again.exit_code == 0
    assert again.stdout.startswith("共有 2,000 个不同的自然人")
    assert max(map(cell_len, again.stdout.splitlines())) <= 80


def test_what_cannot_be_read_fails_and_is_named(ten, tmp_path):
    """Unless the user says that it may be so; everything else is counted."""
    folder = tmp_path / "seized"
    folder.mkdir()
    (folder / "a.csv").write_bytes((ten / "a.csv").read_bytes())
    (folder / "broken.xlsx").write_bytes((ten / "e.xlsx").read_bytes()[:3000])
    result = invoke("triage", folder, "--language", "en", "--workers", 1)
    assert result.exit_code == 1
    assert result.stdout.startswith("200 different natural persons")
    assert sum(one.startswith("broken.xlsx") for one in result.stdout.splitlines()) == 1
    assert "1 file was not read in whole" in result.stdout
    assert "--out FOLDER" in result.stdout
    allowed = invoke("triage", folder, "--allow-unreadable", "--workers", 1)
    assert allowed.exit_code == 0


def test_a_scan_tells_of_columns(ten, tmp_path):
    """As a table that fits a terminal, as JSON and as a page."""
    result = invoke("scan", ten / "a.csv", ten / "e.xlsx", "--language", "en", "--workers", 1,
                    "--show", "--out", tmp_path / "o")  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "with lists 2" in result.stdout
    assert max(map(cell_len, result.stdout.splitlines()[:-1])) <= 80  # a path may be longer
    written_down = json.loads((tmp_path / "o" / "scan.json").read_text("utf-8"))
    first, second = written_down["contents"]
    assert [column["kind"] for column in first["sheets"][0]["columns"]][:2] == [
        "PERSON_NAME",
        "MOBILE",
    ]
    assert [one["title_rows"] for one in second["sheets"]] == [1, 1]
    page = (tmp_path / "o" / "scan.html").read_text("utf-8")
    assert "手机号码" in page
    assert sum(record[1] in page for record in rows(0)) == 2  # two records, as --show says


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("scan", "nowhere"), 1, "nowhere: there is nothing here"),
        (("scan",), 2, "Missing argument 'PATH...'"),
        (("scan", ".", "--detector", "nobody"), 2, "unknown detector 'nobody'"),
    ],
)
def test_errors_are_one_line(ten, monkeypatch, arguments, code, message):
    """What and where, and the exit code."""
    monkeypatch.chdir(ten)
    result = invoke(*arguments)
    assert result.exit_code == code
    assert message in result.stderr.splitlines()[-1]

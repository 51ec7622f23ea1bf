"""Tests of the documents on external validity."""

import csv
import json

import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.validity.plan import plan
from leakbench.benchmarks.validity.report import page
from leakbench.benchmarks.validity.tables import swap_rows

pytestmark = pytest.mark.slow

NUMBERS = "13800000000"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """What the command prints and writes for a file of two numbers and three detectors."""
    path = tmp_path_factory.mktemp("validity")
    lines = [
        {"text": f"电话{NUMBERS}。", "spans": [[2, 13, "PHONE"]]},
        {"text": "座机 010-00000000", "spans": [[3, 15, "PHONE"]]},
        {"text": "没有", "spans": []},
    ]
    (path / "real.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    words = ["validity", "--real", str(path / "real.jsonl"), "--rows", "200", "--split", "dev"]
    for name in ("regex", "structured", "phonenumbers"):
        words += ["--detector", name]
    words += ["--out", str(path / "out"), "--format", "json"]
    return path / "out", CliRunner().invoke(main, words)


def test_everything_is_written(written):
    """JSON, two tables, a page to read, and two figures in three formats."""
    out, result = written
    assert result.exit_code == 0, result.output
    assert {path.name for path in out.iterdir()} == {
        "validity.json", "validity.md", "agreement.csv", "scores.csv",
        "agreement-real.png", "agreement-real.svg", "agreement-real.pdf",
        "overstatement-real.png", "overstatement-real.svg", "overstatement-real.pdf",
    }  # fmt: skip


def test_what_is_printed_is_what_is_written(written):
    """The whole document; as Markdown every table of it has a heading."""
    out, result = written
    document = json.loads((out / "validity.json").read_text("utf-8"))
    assert document == json.loads(result.stdout)
    text = page(document)
    assert text == (out / "validity.md").read_text("utf-8")
    assert "## Overstatement" in text
    assert text.count("\n| real | PHONE | regex | no |") == 1


def test_pairs_that_change_places_are_listed(written, made_up):
    """With the scores of both and the differences; where nobody does, that is said."""
    out, _ = written
    document = json.loads((out / "validity.json").read_text("utf-8"))
    assert "one.\n\nNone.\n" in page({**document, "swaps": []})
    text = page({**document, "swaps": swap_rows(made_up("f1"), plan())})
    (line,) = (line for line in text.splitlines() if "native, tagger" in line)
    assert line.startswith(
        "| people | PER | f1 | native, tagger | lac | 0.950 > 0.800 | 0.150 [0.136, 0.164] | "
    )
    assert line.endswith(" | yes |")


def test_tables_hold_the_same_rows(written):
    """As many as the document, under the same names."""
    out, _ = written
    document = json.loads((out / "validity.json").read_text("utf-8"))
    with (out / "agreement.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(document["agreement"]) + len(document["by_source"])
    assert list(rows[0]) == list(document["agreement"][0])
    page = (out / "validity.md").read_text("utf-8")
    assert "| real | PHONE | f1, all |" in page
    assert "Trained on generated text" in page

"""Tests of the documents on external validity."""

import csv
import json

import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.figures.agreement import AgreementPanel, Scored, draw_agreement

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
    return path / "out", CliRunner().invoke(main, words), words


def test_everything_is_written(written):
    """JSON, two tables, a page to read, and the figure in three formats."""
    out, result, _ = written
    assert result.exit_code == 0, result.output
    assert {path.name for path in out.iterdir()} == {
        "validity.json", "validity.md", "agreement.csv", "scores.csv",
        "agreement-real.png", "agreement-real.svg", "agreement-real.pdf",
    }  # fmt: skip


def test_the_document_pins_what_was_measured(written):
    """Corpora by hash, generated text by spec, detectors by version; rows as printed."""
    out, result, _ = written
    document = json.loads((out / "validity.json").read_text("utf-8"))
    assert len(document["real"][0]["sha256"]) == 64
    assert document["generated"]["rows"] == 200
    assert document["generated"]["spec"]["split"] == "dev"
    assert set(document["detectors"]) == {"regex", "structured", "phonenumbers"}
    assert document["agreement"] == json.loads(result.stdout)
    real = {row["detector"]: row["f1"] for row in document["scores"] if row["text"] == "real"}
    assert {point["detector"]: point["real"] for point in document["points"]} == real
    for row in document["scores"]:
        assert row["f1"] is None or row["f1_low"] <= row["f1"] <= row["f1_high"]


def test_tables_hold_the_same_rows(written):
    """As many as the document, under the same names."""
    out, _, _ = written
    document = json.loads((out / "validity.json").read_text("utf-8"))
    with (out / "agreement.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(document["agreement"]) + len(document["by_source"])
    assert list(rows[0]) == list(document["agreement"][0])
    page = (out / "validity.md").read_text("utf-8")
    assert "| real | PHONE | f1, all |" in page
    assert "Trained on generated text" in page


def test_a_directory_with_something_in_it_is_kept(written):
    """Without --force nothing is replaced."""
    _, _, words = written
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2
    assert "--force" in result.output


def test_a_figure_has_a_panel_for_each_label():
    """Names are written for single detectors alone."""
    points = (
        Scored("one", 0.9, 0.5, trained=True, named=True),
        Scored("two", 0.91, 0.5, trained=False, named=True),
        Scored("union:one+two", 0.92, 0.5, trained=True, named=False),
    )
    figure = draw_agreement([AgreementPanel(str(place), "", points) for place in range(4)])
    shown = [axes for axes in figure.axes if axes.get_visible()]
    assert [axes.get_title(loc="left") for axes in shown] == list("0123")
    for axes in shown:
        assert {text.get_text() for text in axes.texts} >= {"one", "two"}
        assert "union:one+two" not in {text.get_text() for text in axes.texts}

"""Tests of the documents on external validity."""

import csv
import json

import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main

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
    """JSON, two tables, a page to read, and the figure in three formats."""
    out, result = written
    assert result.exit_code == 0, result.output
    assert {path.name for path in out.iterdir()} == {
        "validity.json", "validity.md", "agreement.csv", "scores.csv",
        "agreement-real.png", "agreement-real.svg", "agreement-real.pdf",
    }  # fmt: skip


def test_the_document_pins_what_was_measured(written):
    """Corpora by hash, generated text by spec, detectors by version; rows as printed."""
    out, result = written
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
    out, _ = written
    document = json.loads((out / "validity.json").read_text("utf-8"))
    with (out / "agreement.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(document["agreement"]) + len(document["by_source"])
    assert list(rows[0]) == list(document["agreement"][0])
    page = (out / "validity.md").read_text("utf-8")
    assert "| real | PHONE | f1, all |" in page
    assert "Trained on generated text" in page

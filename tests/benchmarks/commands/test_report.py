"""Tests of ``leakbench report``."""

import json
from pathlib import Path

import pytest

from leakbench.benchmarks.reports.documents import read_documents

from .command_line import invoke, refused

PUBLISHED = Path(__file__).parents[3] / "results"
DOCUMENTS = PUBLISHED / "documents.jsonl.gz"
VALIDITY = PUBLISHED / "validity" / "validity.jsonl.gz"


@pytest.mark.slow
@pytest.mark.usefixtures("stand_ins")
def test_report_draws_what_run_wrote(labelled, tmp_path):
    """Figures and tables, the same of packed results, and no overwriting unasked."""
    out, drawn, packed = tmp_path / "out", tmp_path / "drawn", tmp_path / "runs.jsonl.gz"
    invoke("run", "--corpus", labelled(), "--detector", "digits", "--out", out)
    invoke("results", "pack", out, "--out", packed)
    options = ("--with", DOCUMENTS, "--out", drawn)
    assert invoke("report", out, *options).exit_code == 0
    written = {path.name: path.read_bytes() for path in drawn.iterdir()}
    assert {Path(name).suffix for name in written} == {
        ".csv", ".html", ".md", ".pdf", ".png", ".svg",
    }  # fmt: skip
    assert "exists and is not empty" in refused(2, "report", packed, *options)
    assert invoke("report", packed, *options, "--force").exit_code == 0
    assert {path.name: path.read_bytes() for path in drawn.iterdir()} == written


def test_a_directory_without_results_is_exit_code_1(tmp_path):
    """There is nothing to draw."""
    assert "no results" in refused(1, "report", tmp_path, "--out", tmp_path / "x")


def test_documents_that_are_not_shown_are_refused(labelled, stand_ins, tmp_path):
    """A file all of whose documents belong to the other form of the report."""
    stand_ins("digits")
    out = tmp_path / "out"
    invoke("run", "--corpus", labelled(), "--detector", "digits", "--out", out)
    with_validity = ("report", out, "--out", tmp_path / "x", "--with", VALIDITY)
    message = refused(2, *with_validity)
    assert f"{VALIDITY}: what leakbench validity wrote is shown with --paper only" in message
    found = read_documents([DOCUMENTS])["errors"]
    errors = tmp_path / "errors.json"
    errors.write_text(json.dumps(found[0]), encoding="utf-8")
    message = refused(2, "report", out, "--out", tmp_path / "x", "--paper", "--with", errors)
    assert "which --paper does not write" in message

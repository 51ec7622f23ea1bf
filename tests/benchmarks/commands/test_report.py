"""Tests of ``leakbench report``."""

import pytest

from .command_line import invoke, refused


@pytest.mark.usefixtures("stand_ins")
def test_report_draws_what_run_wrote(labelled, tmp_path):
    """Figures and tables, and no overwriting unasked."""
    out, drawn = tmp_path / "out", tmp_path / "drawn"
    invoke("run", "--corpus", labelled(), "--detector", "digits", "--out", out)
    assert invoke("report", out, "--out", drawn).exit_code == 0
    assert {path.suffix for path in drawn.iterdir()} == {
        ".csv", ".html", ".md", ".pdf", ".png", ".svg",
    }  # fmt: skip
    assert "exists and is not empty" in refused(2, "report", out, "--out", drawn)
    assert invoke("report", out, "--out", drawn, "--force").exit_code == 0


def test_a_directory_without_results_is_exit_code_1(tmp_path):
    """There is nothing to draw."""
    assert "no results" in refused(1, "report", tmp_path, "--out", tmp_path / "x")

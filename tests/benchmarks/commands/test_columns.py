"""Tests of ``leakbench columns``."""

import json

import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main


def invoke(*arguments):
    """Run the command in this process."""
    return CliRunner().invoke(main, ["columns", *(str(argument) for argument in arguments)])


@pytest.mark.usefixtures("stand_ins")
def test_rates_are_printed_and_written(tmp_path):
    """One object for each way of headers; the files hold the same."""
    chosen = ("--corpus", "exam_roster", "--detector", "digits", "--tables", 1, "--rows", 10)
    out = tmp_path / "out"
    result = invoke(*chosen, "--headers", "true", "--headers", "pinyin", "--out", out,
                    "--format", "json")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    records = json.loads(result.stdout)
    assert [one["headers"] for one in records] == ["pinyin", "true"]
    assert json.loads((out / "columns.json").read_text())["results"] == records
    assert (out / "confusion.csv").exists()
    assert invoke(*chosen, "--out", out).exit_code == 2
    assert "macro_f1" in invoke(*chosen, "--out", out, "--force").stdout


@pytest.mark.usefixtures("stand_ins")
def test_a_failing_detector_fails_the_command(tmp_path):
    """Its reason is told, the others have their rates."""
    result = invoke("--corpus", "exam_roster", "--tables", 1, "--rows", 5, "--headers", "true",
                    "--detector", "digits", "--detector", "broken", "--format", "json")  # fmt: skip
    assert result.exit_code == 1
    assert "broken failed: RuntimeError" in result.stderr
    assert [one["accuracy"] is None for one in json.loads(result.stdout)] == [True, False]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("stand_ins")
def test_texts_are_refused(labelled):
    """A labelled file has no columns."""
    result = invoke("--corpus", labelled(), "--detector", "digits")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].endswith("the columns track needs columns")

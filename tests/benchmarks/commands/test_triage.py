"""Tests of ``leakbench triage``."""

import json

import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main

pytestmark = pytest.mark.slow


def invoke(*arguments):
    """Run the command in this process."""
    return CliRunner().invoke(main, ["triage", *(str(argument) for argument in arguments)])


@pytest.fixture
def lists(tmp_path):
    """A folder with one list, sold twice."""
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "a.csv").write_text("联系人,手机\n甲一,10000000001\n甲二,10000000002\n")
    (folder / "b.csv").write_text("tel\n10000000002\n10000000001\n")
    return folder


@pytest.mark.usefixtures("stand_ins")
def test_a_folder_is_one_holding_and_files_are_several(lists, tmp_path):
    """Each path is counted for itself."""
    result = invoke(lists, lists / "a.csv", "--detector", "digits", "--format", "json",
                    "--out", tmp_path / "out")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    records = json.loads(result.stdout)
    assert [(one["lists"], one["rows"], one["people"]) for one in records] == [(2, 4, 2), (1, 2, 2)]
    assert json.loads((tmp_path / "out" / "triage.json").read_text())["results"] == records


@pytest.mark.usefixtures("stand_ins")
def test_made_up_folders_are_measured(tmp_path):
    """One line a detector; folders.csv has each folder."""
    result = invoke("--simulate", 2, "--detector", "digits", "--split", "dev", "--seed", 5,
                    "--out", tmp_path / "out")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert "verdict_right" in result.stdout
    assert len((tmp_path / "out" / "folders.csv").read_text().splitlines()) == 3


def test_native_reads_a_path_by_default(lists):
    """A user need not choose."""
    result = invoke(lists, "--format", "json")
    assert result.exit_code == 0, result.stderr
    assert [one["detector"] for one in json.loads(result.stdout)] == ["native"]


@pytest.mark.usefixtures("stand_ins")
@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 2, "give either a PATH or --simulate"),
        (("lists", "--simulate", 3), 2, "give either a PATH or --simulate"),
        (("lists", "--noise", "worn"), 2, "--noise says how made-up folders are made"),
        (("--simulate", 0), 2, "0 is not in the range x>=1"),
        (("nowhere",), 1, "nowhere: there is nothing here"),
        (("lists", "--detector", "nobody"), 2, "unknown detector 'nobody'"),
        (("lists", "--detector", "broken"), 1, "1 detectors failed"),
    ],
)
def test_errors_are_one_line(lists, monkeypatch, arguments, code, message):
    """What and where, and the exit code."""
    monkeypatch.chdir(lists.parent)
    result = invoke(*arguments)
    assert result.exit_code == code
    assert message in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr

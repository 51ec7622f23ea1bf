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
    numbers = [f"1380013{number:04}" for number in range(8)]
    rows = "".join(f"甲{place},{number}\n" for place, number in enumerate(numbers))
    (folder / "a.csv").write_text(f"联系人,手机\n{rows}")
    (folder / "b.csv").write_text("tel\n" + "\n".join(reversed(numbers)) + "\n")
    return folder


def test_paths_are_one_holding(lists):
    """Whoever stands in several files counts once."""
    result = invoke(lists / "a.csv", lists / "b.csv", "--format", "json", "--workers", 1,
                    "--detector", "regex")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert (found["detector"], found["lists"], found["rows"], found["people"]) == (
        "regex",
        2,
        16,
        8,
    )
    assert (found["lower"], found["upper"]) == ("below", "below")
    assert found["true"] is None


def test_datasets_have_their_truth(dataset):
    """The true people stand beside: of 300 rows, of which some are no records or repeat others."""
    result = invoke(dataset, "--format", "json", "--workers", 1)
    found = json.loads(result.stdout)
    assert result.exit_code == 0, result.stderr
    assert 285 <= found["true"]["people"] < 300
    assert abs(found["people"] - found["true"]["people"]) < 10


@pytest.mark.usefixtures("stand_ins")
def test_made_up_folders_are_measured(tmp_path):
    """One line a detector; folders.csv has each folder."""
    result = invoke("--simulate", 2, "--detector", "digits", "--split", "dev", "--seed", 5,
                    "--out", tmp_path / "out")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert "verdict_right" in result.stdout
    assert len((tmp_path / "out" / "folders.csv").read_text().splitlines()) == 3


@pytest.mark.usefixtures("stand_ins")
@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 2, "give either a PATH or --simulate"),
        (("lists", "--simulate", 3), 2, "give either a PATH or --simulate"),
        (("lists", "--noise", "worn"), 2, "--noise goes with --simulate, not with a PATH"),
        (("--simulate", 3, "--workers", 2), 2, "--workers goes with a PATH, not with --simulate"),
        (("lists", "--detector", "a", "--detector", "b"), 2, "one detector reads a PATH"),
        (("lists", "--truth", "nowhere", "--workers", 1), 1, "nowhere: no truth of a case"),
        (("--simulate", 0), 2, "0 is not in the range x>=1"),
        (("nowhere",), 1, "nowhere: there is nothing here"),
        (("lists", "--detector", "nobody"), 2, "unknown detector 'nobody'"),
        (("--simulate", 1, "--detector", "broken"), 1, "1 detector failed"),
    ],
)
def test_errors_are_one_line(lists, monkeypatch, arguments, code, message):
    """What and where, and the exit code."""
    monkeypatch.chdir(lists.parent)
    result = invoke(*arguments)
    assert result.exit_code == code
    assert message in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr

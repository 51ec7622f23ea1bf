"""The example without a package: its commands as they stand in it, on fewer records."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import leakbench as lb
from leakbench.benchmarks.cli import main
from leakbench.detectors import conformance
from leakbench.detectors.registry import load

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
EXAMPLE = "./examples/own_detector.py"
COMMANDS = re.findall(r"^leakbench (.+)$", (ROOT / EXAMPLE).read_text("utf-8"), re.MULTILINE)
QUICK = ["--repetitions", "1", "--seconds", "0.01", "--batch-rows", "64", "--threads", "2"]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.partition(" ")[0])
def test_its_commands_run(command, tmp_path, monkeypatch):
    """In the project's folder, where the file and the module are found."""
    monkeypatch.chdir(ROOT)
    words = shlex.split(re.sub(r"--rows \d+", "--rows 20", command))
    words = [str(tmp_path / "out") if word.startswith("out/") else word for word in words]
    more = QUICK if words[0] == "throughput" else []
    done = CliRunner().invoke(main, [*words, *more])
    assert done.exit_code == 0, done.output
    assert "own_detector" in done.output


@pytest.mark.parametrize("name", ["mobiles", "Mobiles"])
def test_it_conforms(name, monkeypatch):
    """The function and the class."""
    monkeypatch.chdir(ROOT)
    conformance.check(load(f"{EXAMPLE}:{name}"))


def test_a_notebook_takes_the_same_names(monkeypatch):
    """As a command does."""
    monkeypatch.chdir(ROOT)
    results = lb.evaluate([f"{EXAMPLE}:mobiles", f"{EXAMPLE}:Mobiles"], "legal_person", rows=50)
    assert [one.failure for one in results] == [None, None]
    assert [one.precision for one in results] == [1.0, 1.0]
    assert results[0].recall == results[1].recall > 0

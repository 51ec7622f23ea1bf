import json

import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.doctor import examination
from leakbench.benchmarks.doctor.findings import Finding


@pytest.fixture
def doctor(monkeypatch):
    """Runs the command where this is found."""

    def run(*found, options=()):
        monkeypatch.setattr(examination, "examine", lambda: list(found))
        return CliRunner().invoke(main, ["doctor", *options])

    return run


def test_a_good_verdict_stands_last_and_leaves_with_0(doctor):
    """Missing extras are no failure."""
    done = doctor(Finding("core", "ok", "all"), Finding("x", "missing", "no", "pip install x"))
    assert done.exit_code == 0
    assert "-> pip install x" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("All that leakbench itself needs is there")


def test_something_broken_leaves_with_1(doctor):
    """And is named."""
    done = doctor(Finding("core", "broken", "no numba"))
    assert done.exit_code == 1
    assert done.stdout.splitlines()[-1].startswith("Broken: core.")


def test_json_has_the_same(doctor):
    """Verdict and findings."""
    done = doctor(Finding("core", "ok", "all"), options=("--format", "json"))
    told = json.loads(done.stdout)
    assert told["verdict"] == "All that leakbench itself needs is there."
    assert told["findings"] == [{"name": "core", "state": "ok", "told": "all", "mend": ""}]

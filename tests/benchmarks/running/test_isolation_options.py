"""Tests of the options that say where detectors work."""

import click
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.running.detector_process import Limits
from leakbench.benchmarks.running.isolation_options import isolation_options


@pytest.fixture
def given():
    """A command with these options, and the limits that it got."""
    got = []

    @click.command()
    @click.argument("word")
    @isolation_options
    def command(limits, word):
        """Remember."""
        got.append((word, limits))

    def ask(*words):
        done = CliRunner().invoke(command, words)
        assert done.exit_code == 0, done.output
        return got[-1]

    return ask


def test_detectors_are_isolated_by_default(given):
    """With limits that are given, or the usual ones."""
    assert given("x") == ("x", Limits())
    assert given("x", "--batch-seconds", "5") == ("x", Limits(batch_seconds=5))
    assert given("x", "--memory-mb", "400") == ("x", Limits(memory_mb=400))


def test_in_process_is_the_exception(given):
    """There nothing limits them."""
    assert given("x", "--in-process") == ("x", None)


@pytest.mark.parametrize("option", ["--batch-seconds", "--memory-mb"])
def test_a_limit_that_would_not_hold_is_refused(option):
    """It is not accepted in silence."""
    done = CliRunner().invoke(main, ["run", "--in-process", option, "5"])
    assert done.exit_code == 2
    assert f"{option} does not hold with --in-process" in done.stderr


@pytest.mark.parametrize(
    "command", ["columns", "errors", "realism", "run", "sweep", "triage", "validity"]
)
def test_every_command_that_asks_detectors_has_them(command):
    """In its help."""
    told = CliRunner().invoke(main, [command, "--help"]).stdout
    assert all(option in told for option in ("--batch-seconds", "--memory-mb", "--in-process"))

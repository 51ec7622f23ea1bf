"""Tests of Ctrl-C: commands end soon, in one line, and leave nothing behind."""

import os
import random

import pytest

from .killing import Commands, left_of

SECONDS = 2.0  # on a machine that has a core for it
SLEEPER = """
import time

def sleepers(text):
    time.sleep({seconds})
    return []

sleepers.labels = {{"MOBILE"}}
"""


@pytest.fixture(scope="module")
def commands(tmp_path_factory):
    """A process that runs commands."""
    started = Commands(tmp_path_factory.mktemp("logs"))
    yield started
    started.close()


@pytest.fixture(scope="module")
def words(tmp_path_factory, write_labelled):
    """Commands that would take minutes."""
    folder = tmp_path_factory.mktemp("inputs")
    labelled = write_labelled(folder / "real.jsonl")
    code = folder / "sleeper.py"
    code.write_text(SLEEPER.format(seconds=100), encoding="utf-8")
    (folder / "seized").mkdir()
    for number in range(4):
        (folder / "seized" / f"{number}.csv").write_text("甲某,00000000000\n" * 9, "utf-8")
    detector = ("--detector", f"{code}:sleepers")
    return {
        "run": ("run", "--corpus", str(labelled), *detector, "--detector", "regex"),
        "scan": ("scan", str(folder / "seized"), *detector, "--workers", "2"),
    }


def interrupted(commands, words, out, **how):
    """Run a command, and stop it as somebody at the keyboard does."""
    told = commands.run([*words, "--out", out], out, **how)
    assert told["code"] == 1, told["log"]
    assert told["log"].endswith("Error: stopped\n")
    assert "Traceback" not in told["log"]
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    assert told["ending"] < SECONDS * max(1, busy), told["log"]
    assert left_of(told["pid"]) == []
    assert list(out.rglob(".*")) == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "who"), [("run", "group"), ("run", "process"), ("scan", "group")])
def test_ctrl_c_ends_a_command(commands, words, tmp_path, name, who):
    """Whether the terminal tells all of its processes, or somebody tells the first."""
    interrupted(commands, words[name], tmp_path / "out", after=2.5, interrupt=who)


@pytest.mark.long
@pytest.mark.parametrize("who", ["group", "process"])
@pytest.mark.parametrize("name", ["run", "scan"])
def test_ctrl_c_ends_a_command_at_any_moment(commands, words, tmp_path, name, who):
    """While processes are started, build their detectors, and answer."""
    draw = random.Random(18)  # noqa: S311 - moments, no secrets
    for number in range(12):
        after = draw.uniform(0.1, 4)
        interrupted(commands, words[name], tmp_path / f"{number}", after=after, interrupt=who)

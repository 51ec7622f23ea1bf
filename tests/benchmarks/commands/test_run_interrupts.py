"""Tests of Ctrl-C, as a terminal sends it: to the command and to all that it has started."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import psutil
import pytest

pytestmark = pytest.mark.slow

# A shell's background jobs ignore the signal, and so would the test's.
COMMAND = """
import signal, sys
from leakbench.benchmarks.cli import main
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    main(sys.argv[1:])
"""
SECONDS = 2.0  # where nobody else works
BUSY = 60.0  # seconds that all processes may take to be at work


@pytest.fixture
def started(tmp_path):
    """Starts a command that goes on for ever, in a session of its own."""
    processes = []

    def start(*words):
        process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, *map(str, words)], cwd=tmp_path, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        processes.append(process)
        return process

    yield start
    for process in processes:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def family(process):
    """All that a process has started, and what these have."""
    return psutil.Process(process.pid).children(recursive=True)


def going(processes):
    """Those that have not ended; who only waits to be buried has."""
    return [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def working(process, least):
    """All processes, once so many have computed for a while."""
    deadline = time.monotonic() + BUSY
    while time.monotonic() < deadline:
        found = family(process)
        with suppress(psutil.NoSuchProcess):
            if sum(one.cpu_times().user > 0.5 for one in found) >= least:
                return found
        time.sleep(0.05)
    pytest.fail("nobody works")


@pytest.mark.parametrize(
    ("words", "least"),
    [
        (("run", "--corpus", "legal_person", "--detector", "regex", "--rows", 10**9), 4),
        (("generate", "legal_person", "--rows", 10**9, "--out", "out"), 2),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_ctrl_c_ends_everything_within_two_seconds(started, words, least):
    """In one line; isolated detectors end with the workers that asked them."""
    process = started(*words, "--workers", 2)
    others = working(process, least)
    seconds = SECONDS * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    begun = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=10 * seconds)
    assert time.monotonic() - begun < seconds
    assert process.returncode == 1
    assert said.splitlines()[-1] == "Error: stopped"
    assert "Traceback" not in said
    while going(others) and time.monotonic() - begun < seconds:
        time.sleep(0.02)
    assert not going(others)

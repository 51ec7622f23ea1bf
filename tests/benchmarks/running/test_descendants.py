"""Tests of finding, signalling and ending whatever is below a process."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from time import monotonic, sleep

import psutil
import pytest

from leakbench.benchmarks.running import descendants as module
from leakbench.benchmarks.running.descendants import descendants, end_own, signal_all

pytestmark = pytest.mark.slow

# Starts a child with a child, in a session of its own, and says its number.
TREE = "sh -c 'sleep 86398.5 & sleep 86398.5' & echo started; wait"


def _name(pid: int) -> str:
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).name()
    return ""


@pytest.fixture
def tree():
    """A process with three below it."""
    with subprocess.Popen(["/bin/sh", "-c", TREE], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        # A shell that waits for its child to begin cannot be stopped, so both sleep first.
        while sum(_name(one) == "sleep" for one in descendants(process.pid)) < 2:
            sleep(0.001)
        yield process
        signal_all(process.pid, signal.SIGKILL)
        process.kill()


@pytest.mark.parametrize("listed", [True, False])
def test_all_are_found(tree, listed, monkeypatch):
    """Children of children, too, whether the system lists children or only parents."""
    monkeypatch.setattr(module, "_lists_children", lambda: listed)
    expected = {one.pid for one in psutil.Process(tree.pid).children(recursive=True)}
    assert set(descendants(tree.pid)) == expected
    assert descendants(2**22 + 1) == []


def test_all_are_signalled(tree):
    """None goes on."""
    below = [psutil.Process(one) for one in descendants(tree.pid)]
    signal_all(tree.pid, signal.SIGSTOP)
    until = monotonic() + 30  # a signal takes its time
    while any(one.status() not in {psutil.STATUS_STOPPED, psutil.STATUS_ZOMBIE} for one in below):
        assert monotonic() < until
        sleep(0.01)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere daemons leave")
def test_what_has_left_is_ended_too():
    """A daemon, forked twice and in a session of its own, stays below who adopts it."""
    code = (
        "import os, subprocess, sys\n"
        "from leakbench.benchmarks.running.descendants import adopt_orphans, descendants, end_own\n"
        "adopt_orphans()\n"
        "if not os.fork():\n"
        "    os.setsid()\n"
        "    if not os.fork():\n"
        "        os.execvp('sleep', ['sleep', '86398.5'])\n"
        "    os._exit(0)\n"
        "os.wait()\n"
        "print(*descendants(os.getpid()), flush=True)\n"
        "end_own()\n"
        "print(len(descendants(os.getpid())))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    daemon, left = done.stdout.splitlines()
    assert int(daemon) > 1
    assert int(left) == 0
    assert not psutil.pid_exists(int(daemon))


def test_nothing_below_is_nothing_to_end():
    """It returns at once."""
    code = "from leakbench.benchmarks.running.descendants import end_own; end_own()"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)
    assert callable(end_own)
    assert os.getpid() not in descendants(os.getpid())

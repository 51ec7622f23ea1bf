"""Tests of watching a detector's process; what becomes of faulty ones is in ``test_isolation``."""

import os
import signal
import subprocess
import sys
from time import monotonic, sleep

import psutil
import pytest

from leakbench.benchmarks.running.detector_process import (
    Child,
    Limits,
    how_it_ended,
    resident_memory,
)

pytestmark = pytest.mark.slow


def test_memory_is_that_of_all_processes_together():
    """One that is started counts with the one that started it; one that is gone is nothing."""
    alone = resident_memory(os.getpid())
    code = "held = b'x' * 200_000_000; print(flush=True); input()"
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        child.stdout.readline()
        assert resident_memory(os.getpid()) > alone + 200_000_000
        child.stdin.close()
        child.wait()
        assert resident_memory(child.pid) == 0


def test_it_stands_still_until_it_is_asked():
    """Who is not asked takes no time from others; ``close`` ends it all the same."""
    child = Child(("build", "regex"), Limits())
    assert child.built()["failure"] is None
    (supervisor,) = (
        one
        for one in psutil.Process().children()
        if "leakbench.benchmarks.running.supervisor" in one.cmdline()
    )
    (process,) = supervisor.children()
    until = monotonic() + 30  # a signal takes its time
    while process.status() != psutil.STATUS_STOPPED:
        assert monotonic() < until
        sleep(0.01)
    assert supervisor.status() != psutil.STATUS_STOPPED  # it must hear of the end
    child.close()
    assert not process.is_running()


def test_it_does_not_outlive_the_run():
    """A run that is killed leaves no process, not even one that stands still."""
    code = (
        "from leakbench.benchmarks.running.detector_process import Child, Limits\n"
        "child = Child(('build', 'regex'), Limits())\n"
        "child.built()\n"
        "print(flush=True)\n"
        "input()\n"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        run.stdout.readline()
        processes = psutil.Process(run.pid).children(recursive=True)
        run.send_signal(signal.SIGKILL)
    _, left = psutil.wait_procs(processes, timeout=30)
    assert len(processes) == 2
    assert all(process.status() == psutil.STATUS_ZOMBIE for process in left)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (0, "left its process with exit code 0"),
        (-9, "crashed: its process was ended by SIGKILL"),
        (-250, "crashed: its process was ended by signal 250"),
    ],
)
def test_an_exit_status_in_words(code, said):
    """Signals by name."""
    assert how_it_ended(code) == said

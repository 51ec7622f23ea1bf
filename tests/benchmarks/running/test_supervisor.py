"""Tests of the process above that of a detector."""

import os
import signal
import subprocess
import sys

import pytest

from leakbench.benchmarks.running import supervisor

pytestmark = pytest.mark.slow


def ended_like(statement):
    """How a process ends that ends like one which does something."""
    code = (
        "import os, signal\n"
        "from leakbench.benchmarks.running.supervisor import _end_like\n"
        f"if not os.fork():\n    {statement}\n"
        "_end_like(os.wait()[1])\n"
    )
    command = [sys.executable, "-X", "faulthandler", "-c", code]
    return subprocess.run(command, capture_output=True, check=False)


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("os._exit(0)", 0),
        ("os._exit(7)", 7),
        ("os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL),
        ("os.kill(os.getpid(), signal.SIGTERM)", -signal.SIGTERM),
    ],
)
def test_it_ends_as_the_fork_did(statement, code):
    """By exit code or by signal, so that the run can say what became of the detector."""
    assert ended_like(statement).returncode == code


def test_a_crash_is_told_once():
    """The supervisor dies of the same signal, without a traceback of its own."""
    done = ended_like("os.kill(os.getpid(), signal.SIGSEGV)")
    assert done.returncode == -signal.SIGSEGV
    assert done.stderr.count(b"Fatal Python error") == 1


def test_nothing_of_a_detector_is_imported_before_the_fork():
    """It is small, and threads that imports start would not survive a fork."""
    code = (
        "import sys; import leakbench.benchmarks.running.supervisor as one;"
        "print(one.__name__, *(set(sys.modules) & {'numpy', 'pyarrow', 'psutil', 'numba'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == [supervisor.__name__]
    assert os.getpid()

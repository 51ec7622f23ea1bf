"""Tests of processor time."""

import os
import subprocess
import sys

from leakbench.benchmarks.timing.cpu import cpu_seconds


def test_what_a_process_started_counts_with_it():
    """Also when it has ended; who is gone has used nothing that anybody knows."""
    before = cpu_seconds(os.getpid())
    busy = "import time\nwhile time.process_time() < .3: pass"
    with subprocess.Popen([sys.executable, "-c", busy]) as child:
        child.wait()
    assert cpu_seconds(os.getpid()) >= before + 0.25
    assert cpu_seconds(child.pid) == 0

"""Tests of what is said of a machine's load."""

import json
import os
import subprocess
import sys

import psutil
import pytest

from leakbench.benchmarks.timing import load as module
from leakbench.benchmarks.timing.load import Load, LoadWatch, cpu_seconds, load_at_rest

QUIET = {"seconds": 1.0, "others": 0.0, "stolen": 0.0, "load_average": 0.0}


@pytest.fixture
def machine(monkeypatch):
    """A machine of four cores whose clocks are set by hand."""
    clocks = {"now": 100.0, "busy": 10.0, "stolen": 0.0, "own": 5.0}
    monkeypatch.setattr(module, "monotonic", lambda: clocks["now"])
    monkeypatch.setattr(module, "_machine_seconds", lambda: (clocks["busy"], clocks["stolen"]))
    monkeypatch.setattr(module, "cpu_seconds", lambda _pid: clocks["own"])
    monkeypatch.setattr(psutil, "cpu_count", lambda: 4)
    return clocks


def test_own_work_is_not_that_of_others(machine):
    """Two seconds of four cores: eight, of which the others had one and the hypervisor two."""
    watch = LoadWatch()
    machine.update(now=102.0, busy=14.0, own=8.0, stolen=2.0)
    found = watch.load()
    assert (found.seconds, found.others, found.stolen) == (2.0, 1 / 8, 2 / 8)


def test_coarse_clocks_give_shares_all_the_same(machine):
    """Less work of all than of this process is none of others."""
    watch = LoadWatch()
    machine.update(now=101.0, own=5.5)
    assert watch.load().others == 0
    machine.update(busy=50.0)
    assert watch.load().others == 1


def test_a_quiet_machine_is_not_warned_of():
    """Nor one on which little else goes on."""
    assert Load(**QUIET).warnings("now") == []
    assert Load(**QUIET | {"others": module.MAX_OTHERS}).warnings("now") == []


def test_load_is_told():
    """With its share, and when it was."""
    found = Load(**QUIET | {"others": 0.25, "stolen": 0.02}).warnings("before")
    assert found == [
        "other processes took 25% of all cores before",
        "the hypervisor took 2% of all cores away before",
    ]


def test_this_machine_can_be_watched(monkeypatch):
    """Shares of what really goes on, as JSON."""
    monkeypatch.setattr(module, "SETTLE_SECONDS", 0.05)
    found = load_at_rest()
    assert 0 <= found.others <= 1
    assert 0 <= found.stolen <= 1
    assert json.loads(json.dumps(found.to_json()))["seconds"] >= 0.05


def test_what_a_process_started_counts_with_it():
    """Also when it has ended; who is gone has used nothing that anybody knows."""
    before = cpu_seconds(os.getpid())
    busy = "import time\nwhile time.process_time() < .3: pass"
    with subprocess.Popen([sys.executable, "-c", busy]) as child:
        child.wait()
    assert cpu_seconds(os.getpid()) >= before + 0.25
    assert cpu_seconds(child.pid) == 0

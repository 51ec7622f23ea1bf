"""Tests of the engine of this machine."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from importlib import import_module
from itertools import count
from pathlib import Path

import psutil
import pytest

from leakbench.generator.datasets.outputs import OutputInUseError
from leakbench.generator.jobs.errors import WorkerLostError
from leakbench.generator.jobs.local import TRIES, LocalJobs

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent


@pytest.fixture
def work(monkeypatch):
    """What processes can import: a module of functions."""
    monkeypatch.syspath_prepend(HERE)
    return import_module("engine_work")


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_every_item_is_done_once(work, workers):
    """Whatever the number of processes; more of these than items is no harm."""
    made = list(LocalJobs(workers).run(work.squares, range(2, 9)))
    assert sorted(made) == [(item, item * item) for item in range(2, 9)]
    assert list(LocalJobs(workers).run(work.squares, [])) == []


def test_items_are_taken_as_they_are_needed(work):
    """There may be any number of them; leaving early ends the processes."""
    taken = []
    items = (taken.append(item) or item for item in count())
    for made, _ in LocalJobs(2).run(work.squares, items):
        if made == 10:
            break
    assert len(taken) <= 10 + 4


def test_processes_compute_on_one_core_and_leave_ctrl_c_to_their_parent(work):
    """They are others than this one, and ignore the signal."""
    before = os.environ.get("OMP_NUM_THREADS")
    made = list(LocalJobs(2).run(work.processes, range(20)))
    assert len({pid for pid, _, _ in made} - {os.getpid()}) == 2
    assert {(handler, threads) for _, handler, threads in made} == {(signal.SIG_IGN, "1")}
    assert os.environ.get("OMP_NUM_THREADS") == before


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("begin", ["failing", "unbuilt"])
def test_what_work_raises_arrives_as_it_was(work, workers, begin):
    """An error's class, sentence and attributes; also where nothing could be built."""
    with pytest.raises(OutputInUseError, match="another leakbench") as error:
        list(LocalJobs(workers).run(getattr(work, begin), range(9)))
    assert error.value.path in {Path("some/where"), Path("model")}


def test_the_item_of_a_process_that_dies_is_done_again(work, tmp_path):
    """By another one, so that nothing is lost and nothing done twice."""
    begin = work.DyingOnce(tmp_path, TRIES - 1)
    assert sorted(LocalJobs(2).run(begin, range(6))) == list(range(6))
    assert len(list(tmp_path.iterdir())) == TRIES - 1


def test_an_item_that_kills_everybody_is_named(work, tmp_path):
    """After a few tries it is given up."""
    with pytest.raises(WorkerLostError, match=f"died at 2: SIGKILL .*, {TRIES} times"):
        list(LocalJobs(2).run(work.DyingOnce(tmp_path, TRIES), range(6)))


def test_processes_that_never_begin_are_given_up(work):
    """It is told that no item is to blame."""
    with pytest.raises(WorkerLostError, match="before it had begun"):
        list(LocalJobs(2).run(work.dead, range(6)))


def test_no_worker_is_refused():
    """Nobody would do anything."""
    with pytest.raises(ValueError, match="at least 1 worker, not 0"):
        LocalJobs(0)


SCRIPT = """
import signal, sys
sys.path.insert(0, sys.argv[1])
from itertools import count
import engine_work
from leakbench.generator.jobs.local import LocalJobs
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
    try:
        for made in LocalJobs(2).run(engine_work.slow, count()):
            print(made, flush=True)
    except KeyboardInterrupt:
        print("stopped", flush=True)
"""


@pytest.fixture
def begun(tmp_path):
    """A run of two workers that goes on for ever."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    with subprocess.Popen(
        [sys.executable, script, HERE], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    ) as process:  # fmt: skip
        process.stdout.readline()
        yield process
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def family(process):
    """The process's children, and theirs."""
    return psutil.Process(process.pid).children(recursive=True)


def ended(processes, seconds):
    """Whether processes end in so many seconds; who only waits to be buried has."""
    deadline = time.monotonic() + seconds
    while any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in processes):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_ctrl_c_ends_all_processes_within_two_seconds(begun):
    """Nobody prints a traceback, though the terminal interrupts the workers too."""
    workers = family(begun)
    os.killpg(begun.pid, signal.SIGINT)
    said, errors = begun.communicate(timeout=2)
    assert said.endswith("stopped\n")
    assert errors == ""
    assert len(workers) >= 2
    assert ended(workers, 1)


def test_workers_end_with_their_parent(begun):
    """A parent that is killed leaves no process behind."""
    workers = family(begun)
    begun.kill()
    begun.communicate(timeout=10)
    assert len(workers) >= 2
    assert ended(workers, 10)

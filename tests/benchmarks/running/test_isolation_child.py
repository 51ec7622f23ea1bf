"""Tests of what the process of an isolated detector watches itself."""

import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from weakref import ref

import pytest

from leakbench.benchmarks.running import isolation_child
from leakbench.benchmarks.running.isolation_child import running_threads

BEFORE = "others"


@pytest.fixture(autouse=True)
def others(monkeypatch):
    """Threads that other tests left, as that of a server, which this process would not have."""
    left = {thread.name for thread in threading.enumerate()}
    monkeypatch.setitem(LEFT, BEFORE, left)


LEFT = {BEFORE: set()}


def threads():
    """Those that run, as the watcher sees them, but for those that ran before."""
    return [name for name in running_threads() if name not in LEFT[BEFORE]]


def test_no_thread_runs_by_itself():
    """Neither the thread that asks, nor one that has ended."""
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()
    assert threads() == []


def test_a_thread_at_work_is_told_by_its_name(monkeypatch):
    """Until it ends."""
    monkeypatch.setattr(isolation_child, "GRACE", 0.02)
    stop = []

    def work():
        while not stop:
            pass

    thread = threading.Thread(target=work, name="busy")
    thread.start()
    try:
        assert threads() == ["busy"]
    finally:
        stop.append(True)
        thread.join()
    assert threads() == []


def test_a_thread_that_ends_soon_is_waited_for():
    """Work that is about to be done is no fault."""
    thread = threading.Thread(target=sum, args=(range(1_000_000),))
    thread.start()
    assert threads() == []
    thread.join()


def test_threads_that_wait_for_work_are_fair():
    """Of a pool, on an event."""
    release = threading.Event()
    waiter = threading.Thread(target=release.wait)
    waiter.start()
    done = SimpleQueue()
    with ThreadPoolExecutor(2) as pool:
        pool.submit(done.put, 1)
        assert done.get() == 1
        assert threads() == []
    release.set()
    waiter.join()


def test_nothing_of_whoever_asks_is_kept():
    """What it has at hand goes when it ends, without a garbage collector."""

    class Batch:
        """Something large."""

    def ask():
        batch = Batch()
        threads()
        return ref(batch)

    gc.disable()
    try:
        assert ask()() is None
    finally:
        gc.enable()

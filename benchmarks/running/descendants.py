"""Processes below a process, and what is done with all of them: counted, stopped, ended.

On Linux whatever a process starts stays below it as long as some process above it has called
``adopt_orphans``: also what forks twice and begins a session of its own, as daemons do. Elsewhere
those leave, and only what did not is found.
"""

import ctypes
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_CHILD_SUBREAPER: Final = 36
_LINUX: Final = sys.platform == "linux"
_END_SECONDS: Final = 5.0  # a process that waits for a disk cannot be ended before


def adopt_orphans() -> None:
    """Become the parent of whatever is below this process and loses its own."""
    if _LINUX:
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)


def signal_when_parent_ends(number: signal.Signals) -> None:
    """Have this process signalled when the thread that started it ends, also by a crash.

    Elsewhere than on Linux SIGHUP reaches most, as a group without a parent.
    """
    if _LINUX:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, number)


def descendants(pid: int) -> list[int]:
    """Processes below one, its children first; those that end meanwhile may be among them."""
    if not _lists_children():
        return _descendants_by_parents(pid)
    found: list[int] = []
    left = [pid]
    while left:
        children = _children(left.pop())
        found += children
        left += children
    return found


def signal_all(pid: int, number: signal.Signals) -> None:
    """Signal all processes below one, those too that are started meanwhile."""
    done: set[int] = set()
    while new := [one for one in descendants(pid) if one not in done]:
        for one in new:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(one, number)
        done.update(new)


def end_own() -> None:
    """End all processes below this one, and wait for them."""
    until = monotonic() + _END_SECONDS
    while monotonic() < until:
        signal_all(os.getpid(), signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        sleep(0.001)


def _lists_children() -> bool:
    return _LINUX and Path(f"/proc/self/task/{os.getpid()}/children").exists()


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with suppress(OSError):  # it has ended
        for task in Path(f"/proc/{pid}/task").iterdir():
            with suppress(OSError):
                found += map(int, (task / "children").read_text("ascii").split())
    return found


def _descendants_by_parents(pid: int) -> list[int]:
    import psutil  # noqa: PLC0415 - the supervisor starts without it where it can

    try:
        return [one.pid for one in psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return []

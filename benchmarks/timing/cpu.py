"""Processor time of a process and all that it started."""

from contextlib import suppress

import psutil


def cpu_seconds(pid: int) -> float:
    """User and system seconds of a process and all below it, and of those that ended there."""
    total = 0.0
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                times = one.cpu_times()
                total += times.user + times.system + times.children_user + times.children_system
    return total

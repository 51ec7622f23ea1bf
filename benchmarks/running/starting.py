"""Processes of detectors, started beside each other: as many at a time as there are cores."""

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Semaphore
from typing import Any

from leakbench.benchmarks.running.detector_process import Child, Limits
from leakbench.benchmarks.running.entrants import DetectorFailedError

Answer = dict[str, Any] | DetectorFailedError
"""What a process says of the detector that it has built, or why it came to its end."""


def started(
    names: Sequence[str], limits: Limits, code: Path | None = None
) -> list[tuple[Child, Answer]]:
    """Have detectors built, each in processes of its own.

    Args:
        names: The detectors.
        limits: What each may use.
        code: A folder whose packages go before those installed.
    """
    cores = max(2, os.cpu_count() or 1)
    room = Semaphore(cores)

    def built(child: Child) -> Answer:
        try:
            return child.built()
        except DetectorFailedError as failure:
            return failure
        finally:
            room.release()

    waiting: list[tuple[Child, Future[Answer]]] = []
    with ThreadPoolExecutor(cores) as pool:
        try:
            for name in names:
                room.acquire()  # those built at once share cores, and the time they may take
                # Started here: a process is to end with the thread that started it, and the
                # pool's end.
                child = Child(("build", name), limits, code)
                waiting.append((child, pool.submit(built, child)))
            return [(child, future.result()) for child, future in waiting]
        except BaseException:  # Ctrl-C: the pool would wait for all of them
            for child, _ in waiting:
                child.close()
            raise

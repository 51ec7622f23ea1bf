"""Writes shards with as many processes as one likes; what is written does not depend on it.

Workers are spawned, so a script that asks for more than one must keep its own work behind
``if __name__ == "__main__":``.
"""

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Any

import pyarrow as pa

from leakbench.generator.datasets.manifest import DatasetError, Shard
from leakbench.generator.datasets.shards import Progress, Task, write_shard
from leakbench.generator.errors import LeakbenchError

_LOOK = 0.2  # seconds between two looks at how far the workers are
_AHEAD = 2  # tasks for each worker that wait in line


class _StoppedError(LeakbenchError):
    """The parent wants no more."""


def write_shards(
    tasks: Sequence[Task], out: Path, *, workers: int, progress: Progress | None = None
) -> Iterator[Shard]:
    """Write shards.

    Args:
        tasks: Which.
        out: The dataset's directory.
        workers: How many processes, at least 1; with one, or one shard, it is done in this one.
        progress: Told of every block of rows, whoever made it.

    Yields:
        Each shard once it stands under its final name, in no particular order.

    Raises:
        DatasetError: A shard cannot be written, or a worker died.
    """
    workers = min(workers, len(tasks))
    if workers > 1:
        yield from _with_workers(tasks, out, workers, progress)
    else:
        for task in tasks:
            yield write_shard(task, out, progress)


def _with_workers(
    tasks: Sequence[Task], out: Path, workers: int, progress: Progress | None
) -> Iterator[Shard]:
    context = get_context("spawn")
    done, stop = context.Value("q", 0), context.Event()
    executor = ProcessPoolExecutor(workers, context, _begin, (done, stop))
    reported = 0
    try:
        left = iter(tasks)
        waiting: set[Future[Shard]] = set()
        while True:
            room = workers * _AHEAD - len(waiting)
            waiting |= {executor.submit(_work, task, out) for task in islice(left, room)}
            if not waiting:
                return
            ready, waiting = wait(waiting, _LOOK, FIRST_COMPLETED)
            made = done.value
            if progress is not None and made > reported:
                progress(made - reported)
            reported = made
            for future in ready:
                yield future.result()
    except BrokenProcessPool:
        reason = "a worker died (out of memory, or killed); the same command again goes on"
        raise DatasetError(out, reason) from None
    finally:
        stop.set()  # a worker that is at it drops its shard within a block
        executor.shutdown(cancel_futures=True)


_shared: list[Any] = []
"""In a worker: the count of rows that all have made, and whether to stop."""


def _begin(done: Any, stop: Any) -> None:
    _shared[:] = done, stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    pa.set_cpu_count(1)
    Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(task: Task, out: Path) -> Shard:
    return write_shard(task, out, _tell)


def _tell(rows: int) -> None:
    done, stop = _shared
    with done.get_lock():
        done.value += rows
    if stop.is_set():
        raise _StoppedError

"""Work for tests of engines: functions of a module, which travel to other processes."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from leakbench.generator.datasets.outputs import OutputInUseError


def squares():
    """Square numbers."""
    return lambda item: (item, item * item)


def processes():
    """Say who works."""
    threads = os.environ.get("OMP_NUM_THREADS")
    return lambda _item: (os.getpid(), signal.getsignal(signal.SIGINT), threads)


def surroundings():
    """Say who works, on how many cores, where, and an array."""
    return lambda item: (
        os.getpid(), os.environ["OMP_NUM_THREADS"], str(Path.cwd()), np.arange(item)
    )  # fmt: skip


def failing():
    """Fail over one item."""

    def work(item):
        if item == 3:
            raise OutputInUseError(Path("some/where"))
        return item

    return work


def unbuilt():
    """Fail before any item."""
    raise OutputInUseError(Path("model"))


def dead():
    """Die before any item."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class DyingOnce:
    """Dies over an item until a file says so often that it did."""

    notes: Path
    times: int

    def __call__(self):
        """Begin."""

        def work(item):
            if item == 2:
                seen = len(list(self.notes.glob("*")))
                if seen < self.times:
                    (self.notes / str(seen)).touch()
                    os.kill(os.getpid(), signal.SIGKILL)
            return item

        return work


def slow():
    """Take a while over everything."""

    def work(item):
        time.sleep(0.2)
        return item

    return work

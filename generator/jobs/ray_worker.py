"""What runs in an actor of Ray: it builds once, then works on item after item.

What is made travels as pickled bytes, so that whoever gets it has a copy of his own, as from the
local engine, and no read-only view of Ray's store. What is raised travels as a value, as it was.
"""

import os
import pickle
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from importlib.metadata import version
from platform import node
from typing import Any, NamedTuple

import pyarrow as pa

from leakbench.generator.jobs.travelling import missing
from leakbench.generator.jobs.worker import SAFE_PATH, answered


class Machine(NamedTuple):
    """What an actor's machine is like.

    Attributes:
        name: Its own.
        version: Of leakbench there.
        missing: Of the driver's paths, those that are not there.
    """

    name: str
    version: str
    missing: list[str]


class RayWorker:
    """An actor, with one core."""

    def __init__(self, begin: bytes, directory: str, path: Sequence[str]) -> None:
        """Build nothing yet, so that what that raises arrives as it was.

        Args:
            begin: Pickled, see ``contract.Begin``.
            directory: The driver's working directory, for relative paths; entered where it exists.
            path: Where the driver finds modules.
        """
        with suppress(OSError):
            os.chdir(directory)
        sys.path += [place for place in path if place not in sys.path]
        self._begin = begin
        self._work: Callable[[Any], Any] | None = None
        os.environ.pop(SAFE_PATH, None)  # programs that a detector starts are none of ours
        pa.set_cpu_count(1)
        pa.set_io_thread_count(1)

    def ready(self, here: str, paths: Sequence[str]) -> bytes:
        """Build, if this machine is like the driver's.

        Args:
            here: The driver's version of leakbench.
            paths: Files and directories that the driver sees.

        Returns:
            What it is like, as ``answer`` tells what was made.
        """
        return answered(partial(self._built, here), paths)

    def answer(self, item: bytes) -> bytes:
        """See ``worker.answered``; the item is pickled."""
        return answered(self._made, item)

    def _built(self, here: str, paths: Sequence[str]) -> Machine:
        found = Machine(node(), version("leakbench"), missing(paths))
        if found.version == here and not found.missing:
            self._work = pickle.loads(self._begin)()  # noqa: S301 - from a process of ours
        return found

    def _made(self, item: bytes) -> Any:
        assert self._work is not None  # noqa: S101 - for the type checker: ready
        return self._work(pickle.loads(item))  # noqa: S301 - from a process of ours

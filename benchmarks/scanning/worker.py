"""A process that reads files one after another, and may come to an end on any of them.

It is told of a file, says what it reads and how far it is, and writes the keys of what it has read;
it never writes anywhere else. Whoever started it watches it: ``pool``.
"""

import hashlib
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Any, Final

import pyarrow as pa

from leakbench.benchmarks.running.choice import build_all
from leakbench.benchmarks.running.descendants import signal_when_parent_ends
from leakbench.benchmarks.running.entrants import Entrant
from leakbench.benchmarks.scanning.finding import Item, contents
from leakbench.benchmarks.scanning.reading import read_content
from leakbench.benchmarks.scanning.records import write_keys
from leakbench.generator.containers.opening import Opened, printable
from leakbench.generator.errors import LeakbenchError

_SECONDS_BETWEEN_SIGNS: Final = 0.5
_AT_A_TIME: Final = 1 << 20  # bytes that are hashed at once


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read.

    Attributes:
        number: Which of the files.
        item: It.
        keys: Where keys go: ``PLACE.npz`` behind a number for each content.
        known: The SHA-256 with which it was read before; it is not read again if it has that.
    """

    number: int
    item: Item
    keys: Path
    known: str | None = None

    def keys_of(self, content: int) -> Path:
        """Where the keys of a content go."""
        return self.keys.with_name(f"{self.keys.name}.{content}.npz")


@dataclass(frozen=True, slots=True)
class Work:
    """How files are read.

    Attributes:
        detector: Who reads.
        show: Whether evidence stands as it is, and not masked.
    """

    detector: str
    show: bool


def serve(connection: Connection) -> None:
    """Read files until there is no more; everything is told through the connection."""
    work: Work = connection.recv()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    signal_when_parent_ends(signal.SIGKILL)
    pa.set_memory_pool(pa.system_memory_pool())  # gives back what is not used
    try:
        (one,) = build_all([work.detector], None)
    except LeakbenchError as error:
        connection.send(("unbuilt", error.exit_code, str(error)))
        return
    if one.failure is not None:
        connection.send(("unbuilt", 1, f"{one.name}: {one.failure}"))
        return
    connection.send(("ready", one.version))
    while (task := connection.recv()) is not None:
        _File(connection, task, work).read(one)


class _File:
    """A file that is being read."""

    def __init__(self, connection: Connection, task: Task, work: Work) -> None:
        self._connection, self._task, self._work = connection, task, work
        self._said = monotonic()
        self._rows = 0

    def read(self, one: Entrant) -> None:
        """Read it, and tell of it."""
        task = self._task
        try:
            digest = self._digest()
            if digest == task.known:
                self._connection.send(("unchanged", digest))
                return
            for number, opened in enumerate(contents(task.item)):
                name = _name(task.item, opened)
                self._connection.send(("opening", name))
                content = read_content(opened, name, one, self._told, show=self._work.show)
                if content.keys:
                    write_keys(task.keys_of(number), content.keys)
                self._connection.send(("content", content.record))
        except (OSError, LeakbenchError) as error:
            self._connection.send(("failed", _reason(error)))
            return
        self._connection.send(("done", digest))

    def _told(self, rows: int) -> None:
        self._rows += rows
        if monotonic() - self._said > _SECONDS_BETWEEN_SIGNS:
            self._said = monotonic()
            self._connection.send(("rows", self._rows))

    def _digest(self) -> str:
        """The SHA-256 of the bytes; of a dataset, of those of its files in order."""
        found = hashlib.sha256()
        for path in _files(self._task.item):
            with path.open("rb") as file:
                while piece := file.read(_AT_A_TIME):
                    found.update(piece)
                    self._told(0)
        return found.hexdigest()


def _files(item: Item) -> Iterator[Path]:
    if item.is_dataset:
        yield from sorted(one for one in item.path.iterdir() if one.is_file())
    else:
        yield item.path


def _name(item: Item, opened: Opened) -> str:
    return "!".join([item.shown, *(printable(name) for name in opened.inside)])


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split()) or type(error).__name__


def unread(name: str, item: Item, problem: str, *, skipped: bool = False) -> dict[str, Any]:
    """What is told of a file of which nothing could be read."""
    return {
        "path": name,
        "size": item.size,
        "format": None,
        "encoding": None,
        "rows": 0,
        "findings": {},
        "people": 0,
        "lists": 0,
        "status": "skipped" if skipped else "unreadable",
        "problem": problem,
        "problems": [],
        "sheets": [],
    }


if __name__ == "__main__":
    # Under its own name, so that what is sent is of the classes that are received.
    from leakbench.benchmarks.scanning import worker

    with suppress(EOFError, BrokenPipeError):  # whoever started it has enough of it
        worker.serve(Connection(int(sys.argv[1])))

"""Files read by the processes of an engine, each of which has a watched reader of its own.

So a stranger's file that kills its reader costs that reader, as without an engine; and a process of
the engine that is lost, such as with its machine, has its file read again. Keys come back as bytes,
for only one machine has the place where they are kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from leakbench.benchmarks.scanning.pool import Allowance, Done, Pool
from leakbench.benchmarks.scanning.worker import Task, Work
from leakbench.generator.jobs.contract import Jobs


class FileRead(NamedTuple):
    """What a process made of a file.

    Attributes:
        task: It.
        digest: Its hash; None if it could not be told.
        contents: What is told of it, as ``pool.Done`` is.
        keys: The bytes of each content's keys, by its number.
        version: Of the detector.
        peak: Most bytes that the process and its reader took.
    """

    task: Task
    digest: str | None
    contents: list[dict[str, Any]]
    keys: dict[int, bytes]
    version: str
    peak: int


@dataclass(frozen=True, slots=True)
class FileReading:
    """What every process of the engine does with a file.

    Attributes:
        work: How files are read.
        allowance: What reading a file may take.
    """

    work: Work
    allowance: Allowance

    def __call__(self) -> Callable[[Task], FileRead]:
        """Begin; the reader is started with the first file, and ends with this process."""
        return partial(_read, Pool(1, self.work, self.allowance))


class DealtReading:
    """In the place of a ``Pool``: an engine whose processes read.

    Attributes:
        version: Of the detector, once a file was read.
        peak: Most bytes that a process of the engine and its reader took.
    """

    def __init__(self, jobs: Jobs, work: Work, allowance: Allowance) -> None:
        self._jobs, self._reading = jobs, FileReading(work, allowance)
        self.version = ""
        self.peak = 0

    def read(self, tasks: Iterable[Task], done: Done) -> None:
        """See ``Pool.read``."""
        largest_first = sorted(tasks, key=lambda one: (-one.item.size, one.number))
        for made in self._jobs.run(self._reading, largest_first):
            for content, keys in made.keys.items():
                made.task.keys_of(content).write_bytes(keys)
            self.version, self.peak = made.version or self.version, max(self.peak, made.peak)
            done(made.task, made.digest, made.contents)


def _read(pool: Pool, task: Task) -> FileRead:
    found: list[tuple[str | None, list[dict[str, Any]]]] = []
    with TemporaryDirectory(prefix="leakbench-") as own:
        here = replace(task, keys=Path(own) / "keys")
        pool.read([here], lambda _task, digest, contents: found.append((digest, contents)))
        ((digest, contents),) = found
        keys = {
            number: here.keys_of(number).read_bytes()
            for number in range(len(contents))
            if here.keys_of(number).exists()
        }
    return FileRead(task, digest, contents, keys, pool.version, pool.peak)

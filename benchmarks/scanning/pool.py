"""Processes that read files, watched: one that crashes, hangs or takes too much memory is replaced.

What it was reading is then unreadable, and says why; all other files are read by a fresh one. So
it is no engine of ``generator.jobs``, which does an item again and watches nobody's memory:
a stranger's file that has killed one reader would kill the next.
"""

import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from signal import Signals
from time import monotonic
from typing import Any, Final, Self

import psutil

from leakbench.benchmarks.scanning.worker import Task, Work, unread
from leakbench.generator.errors import LeakbenchError

_POLL_SECONDS: Final = 0.2
_END_SECONDS: Final = 5.0
_MEASURE_SHARE: Final = 50  # of the time that measuring memory takes goes by between two times
_WORKER: Final = "leakbench.benchmarks.scanning.worker"

Read = dict[str, Any]
Done = Callable[["Task", str | None, list[Read]], None]


class NoReaderError(LeakbenchError, RuntimeError):
    """The detector that is to read cannot be built.

    Attributes:
        exit_code: As of the reason.
    """

    exit_code: int  # type: ignore[misc]  # not of the class: the reason has it

    def __init__(self, reason: str, exit_code: int) -> None:
        self.exit_code = exit_code
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What reading a file may take.

    Attributes:
        seconds: Without a sign of life, for any file.
        seconds_per_mb: The same, more for each 10**6 bytes of the file.
        memory_mb: Resident memory of a process, in 10**6 bytes.
        renewed_mb: Resident memory from which on a process reads no further file.
    """

    seconds: float = 60.0
    seconds_per_mb: float = 2.0
    memory_mb: int = 3_000
    renewed_mb: int = 400

    def silence(self, size: int) -> float:
        """Seconds without a sign of life that a file of so many bytes is given."""
        return self.seconds + self.seconds_per_mb * size / 1e6


@dataclass(slots=True)
class Reader:
    """A process, and what it is doing.

    Attributes:
        process: It.
        connection: What it tells.
        task: What it reads; None between two files.
        contents: What it has read of the file.
        opening: What of the file it reads.
        heard: When it gave its last sign.
    """

    process: "subprocess.Popen[bytes]"
    connection: Connection
    ready: bool = False
    task: Task | None = None
    contents: list[Read] = field(default_factory=list)
    opening: str | None = None
    heard: float = field(default_factory=monotonic)

    @property
    def memory(self) -> int:
        """Resident bytes; 0 once it has ended."""
        with suppress(psutil.Error):
            return int(psutil.Process(self.process.pid).memory_info().rss)
        return 0

    def end(self) -> None:
        """End it, and wait."""
        if self.ready and self.task is None:
            with suppress(OSError):
                self.connection.send(None)
        else:
            self.process.kill()
        self.connection.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_END_SECONDS)
            return
        self.process.kill()
        self.process.wait()


class Pool:
    """Some readers, and the files that wait for them.

    Attributes:
        version: Of the detector, once one was built.
        peak: Most bytes that this process and all readers were seen to take together; what they
            share counts once, where the system tells.
    """

    def __init__(self, workers: int, work: Work, allowance: Allowance) -> None:
        self._workers, self._work, self._allowance = workers, work, allowance
        self._readers: list[Reader] = []
        self._own = psutil.Process()
        self._measure_at = 0.0
        self.version = ""
        self.peak = 0

    def __enter__(self) -> Self:
        """Readers are started as they are needed."""
        return self

    def __exit__(self, *_raised: object) -> None:
        """End all readers."""
        for one in self._readers:
            one.end()
        self._readers.clear()

    def read(self, tasks: Iterable[Task], done: Done) -> None:
        """Read files; ``done`` is told of each, its hash and contents, as it is finished.

        A hash of None says that it could not be told. No contents say that a file is as it was.

        Raises:
            NoReaderError: The detector cannot be built.
        """
        # What takes long begins first, so that no reader is left with it alone.
        waiting = sorted(tasks, key=lambda one: (one.item.size, -one.number))
        while waiting or any(one.task for one in self._readers):
            while len(self._readers) < self._workers and self._idle() < len(waiting):
                self._readers.append(self._started())
            self._give(waiting)
            self._listen(done)
            self._watch(done)

    def _idle(self) -> int:
        return sum(one.task is None for one in self._readers)

    def _started(self) -> Reader:
        ours, theirs = Pipe()
        # -P: what lies in the working directory must not stand in for a module.
        words = ("-P", "-m", _WORKER, str(theirs.fileno()))
        process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, *words],
            stdin=subprocess.DEVNULL,
            stdout=2,  # what a reader prints is no result
            pass_fds=[theirs.fileno()],
            process_group=0,  # Ctrl-C is for this process, which ends its readers
        )
        theirs.close()
        ours.send(self._work)
        return Reader(process, ours)

    def _give(self, waiting: list[Task]) -> None:
        for one in self._readers:
            if one.ready and one.task is None and waiting:
                one.task, one.contents, one.opening = waiting.pop(), [], None
                one.heard = monotonic()
                with suppress(OSError):  # it has ended; that is told when it is heard
                    one.connection.send(one.task)

    def _listen(self, done: Done) -> None:
        heard = wait([one.connection for one in self._readers], _POLL_SECONDS)
        for one in list(self._readers):
            if one.connection in heard:
                try:
                    message = one.connection.recv()
                except (EOFError, OSError):
                    with suppress(subprocess.TimeoutExpired):
                        one.process.wait(_END_SECONDS)
                    self._lost(one, _how_it_ended(one.process), done)
                else:
                    one.heard = monotonic()
                    self._take(one, message, done)

    def _take(
        self,
        one: Reader,
        message: tuple[Any, ...],
        done: Done,
    ) -> None:
        match message:
            case ("ready", version):
                self.version, one.ready = str(version), True
            case ("unbuilt", code, reason):
                raise NoReaderError(str(reason), int(code))
            case ("opening", name):
                one.opening = name
            case ("content", record):
                one.contents.append(record)
                one.opening = None
            case ("rows", _):
                pass
            case _:
                self._finish(one, message, done)

    def _finish(self, one: Reader, message: tuple[Any, ...], done: Done) -> None:
        task, one.task = one.task, None
        if task is None:
            return
        match message:
            case ("unchanged", digest):
                done(task, digest, [])
            case ("done", digest):
                done(task, digest, one.contents)
            case ("failed", reason):
                name = one.opening or task.item.shown
                done(task, None, [*one.contents, unread(name, task.item, reason)])
        if one.memory > self._allowance.renewed_mb * 1_000_000:
            self._readers.remove(one)
            one.end()

    def _watch(self, done: Done) -> None:
        memory = {id(one): one.memory for one in self._readers}
        self._measure(memory)
        for one in list(self._readers):
            size = 0 if one.task is None else one.task.item.size
            silent = monotonic() - one.heard > self._allowance.silence(size)
            if memory[id(one)] > self._allowance.memory_mb * 1_000_000:
                reason = f"reader took more than {self._allowance.memory_mb:,} MB of memory"
            elif silent and (one.task is not None or not one.ready):
                reason = f"reader gave no sign for {self._allowance.silence(size):.0f} s"
            else:
                continue
            one.process.kill()
            self._lost(one, reason, done)

    def _measure(self, memory: Mapping[int, int]) -> None:
        """Look at the memory of all, now and then: the system counts it page by page."""
        now = monotonic()
        if now < self._measure_at:
            return
        pids = [self._own.pid, *(one.process.pid for one in self._readers)]
        try:
            taken = sum(psutil.Process(pid).memory_full_info().pss for pid in pids)
        except (psutil.Error, AttributeError):
            taken = self._own.memory_info().rss + sum(memory.values())
        self.peak = max(self.peak, taken)
        self._measure_at = now + max(_POLL_SECONDS, _MEASURE_SHARE * (monotonic() - now))

    def _lost(self, one: Reader, reason: str, done: Done) -> None:
        self._readers.remove(one)
        one.end()
        if not one.ready:
            raise NoReaderError(f"a process for {self._work.detector} could not start: {reason}", 1)
        if one.task is not None:
            name = one.opening or one.task.item.shown
            done(one.task, None, [*one.contents, unread(name, one.task.item, reason)])


def _how_it_ended(process: "subprocess.Popen[bytes]") -> str:
    code = process.poll()
    if code is not None and code < 0:
        with suppress(ValueError):
            return f"reader crashed ({Signals(-code).name})"
    return f"reader crashed (exit code {code})"

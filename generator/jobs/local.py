"""The engine of this machine: processes that are spawned, each with one item at a time.

A process that dies, of whatever, is replaced, and its item is done again by another one. Workers
are spawned, so a script that asks for more than one must keep its own work behind
``if __name__ == "__main__":``.
"""

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Any, Final, Generic

from leakbench.generator.jobs import worker
from leakbench.generator.jobs.contract import Begin, Item, Made
from leakbench.generator.jobs.environment import environment
from leakbench.generator.jobs.errors import WorkerLostError, unpacked

TRIES: Final = 3
"""Processes that may die over one item, or before they had begun."""
_END_SECONDS: Final = 0.5  # to end in good order, before it is ended


@dataclass(frozen=True, slots=True)
class LocalJobs:
    """Processes on this machine.

    Attributes:
        workers: How many; with one, everything is done in this process.
    """

    workers: int
    name: str = field(default="local", init=False)

    def __post_init__(self) -> None:
        """Refuse none at all."""
        if self.workers < 1:
            raise ValueError(f"work is done by at least 1 worker, not {self.workers}")

    def run(self, begin: Begin[Item, Made], items: Iterable[Item], /) -> Iterator[Made]:
        """See ``contract.Jobs``."""
        if self.workers > 1:
            yield from _Pool(begin, items).run(self.workers)
            return
        work = None
        for item in items:
            work = work or begin()
            yield work(item)


@dataclass(slots=True)
class _Task:
    """An item, and how many processes have died over it."""

    item: Any
    lost: int = 0


@dataclass(slots=True)
class _Worker:
    """A process, and what it works on as soon as it has built what it needs."""

    process: BaseProcess
    connection: Connection
    task: _Task
    ready: bool = False

    def give(self, task: _Task) -> None:
        """Let it work on an item."""
        self.task = task
        with suppress(OSError):  # it has died; that is heard
            self.connection.send(task.item)

    def how_it_died(self) -> str:
        """How it came to its end."""
        self.process.join(_END_SECONDS)
        code = self.process.exitcode
        if code is not None and code < 0:
            killed = " (killed, perhaps as memory ran out)" if -code == signal.SIGKILL else ""
            return f"{signal.Signals(-code).name}{killed}"
        return f"exit code {code}"


class _Pool(Generic[Made]):
    """The processes of one run. Each has one item; the next one is taken when it is done."""

    def __init__(self, begin: Begin[Any, Made], items: Iterable[Any]) -> None:
        self._begin = begin
        self._items = iter(items)
        self._again: deque[_Task] = deque()
        self._working: list[_Worker] = []
        self._left: list[_Worker] = []
        self._unready = 0  # processes that died before they were ready, since one was

    def run(self, workers: int) -> Iterator[Made]:
        """See ``contract.Jobs.run``."""
        try:
            while True:
                while len(self._working) < workers and (task := self._next()) is not None:
                    self._start(task)
                if not self._working:
                    return
                heard = wait([one.connection for one in self._working])
                for one in [one for one in self._working if one.connection in heard]:
                    yield from self._hear(one)
        finally:
            for one in self._working:
                one.process.terminate()
            _end([*self._left, *self._working])

    def _next(self) -> _Task | None:
        if self._again:
            return self._again.popleft()
        for item in self._items:
            return _Task(item)
        return None

    def _start(self, task: _Task) -> None:
        ours, theirs = Pipe()
        process = get_context("spawn").Process(
            target=worker.work_on, args=(self._begin, theirs), daemon=True
        )
        with theirs, environment(worker.ENVIRONMENT), _uninterrupted():
            process.start()
        self._working.append(_Worker(process, ours, task))

    def _hear(self, one: _Worker) -> Iterator[Made]:
        try:
            kind, value = one.connection.recv()
        except (EOFError, OSError):
            self._lost(one)
            return
        match kind:
            case worker.READY:
                one.ready, self._unready = True, 0
                one.give(one.task)  # not before, as nobody would read it
            case worker.RAISED:
                raise unpacked(value)
            case worker.MADE:
                task = self._next()
                if task is None:
                    self._leave(one)
                else:
                    one.give(task)
                yield value

    def _lost(self, one: _Worker) -> None:
        self._leave(one)
        task, reason = one.task, f"{one.how_it_died()}, {TRIES} times"
        if one.ready:
            task.lost += 1
            if task.lost == TRIES:
                raise WorkerLostError(repr(task.item), reason)
        else:
            self._unready += 1
            if self._unready == TRIES:
                raise WorkerLostError(None, reason)
        self._again.append(task)

    def _leave(self, one: _Worker) -> None:
        """Give it nothing more; without its connection it ends by itself."""
        self._working.remove(one)
        self._left.append(one)
        one.connection.close()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait, here and in a process that is started, which would print a traceback."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(workers: Sequence[_Worker]) -> None:
    """Have processes end in good order, and those that do not within a moment at once."""
    deadline = monotonic() + _END_SECONDS
    for one in workers:
        one.connection.close()
        one.process.join(max(0.0, deadline - monotonic()))
        if one.process.is_alive():
            one.process.kill()
            one.process.join()

"""The engine of many machines: actors of a Ray cluster, each with one item at a time.

Only items travel, no rows, so what Ray Data does for rows is not needed here: an actor gets its next
item when it is done, and nothing is started anew in between. An actor that dies, of whatever, or
with its machine, is replaced as soon as there is room, and its item is done again by whoever is
free: a cluster that has shrunk goes on with those that are left.
"""

import pickle
import re
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, Generic

from leakbench.generator.errors import LeakbenchError
from leakbench.generator.jobs.contract import Begin, Item, Made
from leakbench.generator.jobs.errors import WorkerLostError, unpacked
from leakbench.generator.jobs.ray_worker import RayWorker
from leakbench.generator.jobs.worker import RAISED

TRIES: Final = 3
"""Actors that may die over one item, or before they had begun."""
_NOT_INSTALLED = re.compile(r"(ModuleNotFound|PackageNotFound)Error: .*leakbench")
_BECAUSE = re.compile(r"dead because (?:its )?(.+?)[.\n]")


class OtherVersionError(LeakbenchError, RuntimeError):
    """A machine of the cluster has another leakbench, or none.

    Attributes:
        there: The version there; None without one.
        here: The version here.
    """

    def __init__(self, there: str | None, here: str) -> None:
        self.there, self.here = there, here
        what = "no leakbench" if there is None else f"leakbench {there}"
        super().__init__(f"a machine of the cluster has {what}: install leakbench {here} there")


@dataclass(frozen=True, slots=True)
class RayJobs:
    """Actors of the cluster that this process is connected to: see ``ray_session``.

    Attributes:
        workers: How many there are at most; each takes one core.
    """

    workers: int

    def run(self, begin: Begin[Item, Made], items: Iterable[Item], /) -> Iterator[Made]:
        """See ``contract.Jobs``."""
        return _Crew(begin, items, self.workers).run()


@dataclass(slots=True)
class _Task:
    """An item, and how many actors have died over it."""

    item: Any
    lost: int = 0


class _Crew(Generic[Made]):
    """The actors of one run, by Ray's reference to what they are at."""

    def __init__(self, begin: Begin[Any, Made], items: Iterable[Any], workers: int) -> None:
        import ray  # noqa: PLC0415 - of the extra `ray`

        self._ray = ray
        self._begin = pickle.dumps(begin)
        self._items = iter(items)
        self._workers = workers
        self._line: deque[_Task] = deque()  # taken, and at nobody's
        self._starting: dict[Any, Any] = {}
        self._working: dict[Any, tuple[Any, _Task]] = {}
        self._unready = 0  # actors that died before they were ready, since one was

    def run(self) -> Iterator[Made]:
        """See ``contract.Jobs.run``."""
        try:
            while True:
                while self._wanted():
                    self._start()
                if not (self._working or self._line):
                    return
                done, _ = self._ray.wait([*self._working, *self._starting])
                for one in done:
                    if one in self._starting:
                        self._ready(one)
                    else:
                        yield from self._made(one)
        finally:
            for actor in (*self._starting.values(), *(one for one, _ in self._working.values())):
                self._ray.kill(actor)

    def _wanted(self) -> bool:
        """Whether there is an item for one actor more."""
        if len(self._starting) + len(self._working) == self._workers:
            return False
        while len(self._line) <= len(self._starting):
            task = self._next(waiting=False)
            if task is None:
                return False
            self._line.append(task)
        return True

    def _next(self, *, waiting: bool = True) -> _Task | None:
        if waiting and self._line:
            return self._line.popleft()
        for item in self._items:
            return _Task(item)
        return None

    def _start(self) -> None:
        path = [place for place in sys.path if place]
        kind = self._ray.remote(RayWorker).options(num_cpus=1, max_restarts=0)
        actor = kind.remote(self._begin, str(Path.cwd()), path)
        self._starting[actor.ready.remote(version("leakbench"))] = actor

    def _ready(self, reference: Any) -> None:
        actor = self._starting.pop(reference)
        try:
            there = self._told(reference)
        except self._ray.exceptions.RayError as error:
            self._unready += 1
            if _NOT_INSTALLED.search(str(error)):
                raise OtherVersionError(None, version("leakbench")) from None
            if self._unready == TRIES:
                raise WorkerLostError(None, _reason(error)) from None
            return
        if there != version("leakbench"):
            raise OtherVersionError(there, version("leakbench"))
        self._unready = 0
        self._give(actor)

    def _give(self, actor: Any) -> None:
        task = self._next()
        if task is None:
            self._ray.kill(actor)
        else:
            self._working[actor.answer.remote(pickle.dumps(task.item))] = actor, task

    def _made(self, reference: Any) -> Iterator[Made]:
        actor, task = self._working.pop(reference)
        try:
            value = self._told(reference)
        except self._ray.exceptions.RayError as error:
            self._ray.kill(actor)  # where only the way to it is lost
            task.lost += 1
            if task.lost == TRIES:
                raise WorkerLostError(repr(task.item), _reason(error)) from None
            self._line.append(task)
            return
        self._give(actor)
        yield value

    def _told(self, reference: Any) -> Any:
        kind, value = pickle.loads(self._ray.get(reference))  # noqa: S301 - from an actor of ours
        if kind == RAISED:
            raise unpacked(value)
        return value


def _reason(error: Exception) -> str:
    """What Ray says of it, shortly."""
    found = _BECAUSE.search(str(error))
    return f"{type(error).__name__ if found is None else found[1]}, {TRIES} times"

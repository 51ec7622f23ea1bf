"""The engine of many machines: actors of a Ray cluster, each with one item at a time.

Only items travel, no rows, so what Ray Data does for rows is not needed here: an actor gets its
next item when it is done, and nothing is started anew in between. An actor that dies, of whatever,
or with its machine, is replaced as soon as there is room, and its item is done again by whoever is
free: a cluster that has shrunk goes on with those that are left.
"""

import pickle
import re
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any, Final, Generic, Self

from leakbench.generator.errors import USAGE, LeakbenchError
from leakbench.generator.jobs.contract import Begin, Item, Made
from leakbench.generator.jobs.errors import WorkerLostError, unpacked
from leakbench.generator.jobs.ray_session import ray_session
from leakbench.generator.jobs.ray_worker import RayWorker
from leakbench.generator.jobs.travelling import pickled
from leakbench.generator.jobs.worker import RAISED

TRIES: Final = 3
"""Actors that may die over one item, or before they had begun."""
_NOT_INSTALLED = re.compile(r"(ModuleNotFound|PackageNotFound)Error: .*leakbench")
_BECAUSE = re.compile(r"dead because (?:its )?(.+?)[.\n]")


class UnlikeMachineError(LeakbenchError, RuntimeError):
    """A machine of the cluster has another leakbench, or none, or does not see our files."""

    exit_code = USAGE


class RayJobs:
    """Actors of a Ray that is started or reached once there is something to do.

    It is entered and left as a context, which ends what was started.
    """

    def __init__(self, workers: int | None, address: str | None) -> None:
        """Start nothing yet.

        Args:
            workers: How many actors there are at most, each with one core; by default one a core
                of the cluster, or of this machine.
            address: Of a cluster, such as ``10.0.0.1:6379``; None starts Ray on this machine.
        """
        self._asked, self._address = workers, address
        self._open = ExitStack()
        self.name = "ray"

    def __enter__(self) -> Self:
        """Nothing is started yet."""
        return self

    def __exit__(self, *_raised: object) -> None:
        """End what was started; a cluster goes on without us."""
        self._open.close()

    @property
    def workers(self) -> int:
        """See ``contract.Jobs``."""
        return self._asked or int(self._ray.cluster_resources().get("CPU", 1))

    def run(self, begin: Begin[Item, Made], items: Iterable[Item], /) -> Iterator[Made]:
        """See ``contract.Jobs``.

        Raises:
            NoRayError: There is no Ray, or none at the address.
            UnlikeMachineError: A machine has another leakbench, or not the files that work is on.
        """
        yield from _Crew(self._ray, begin, items).run(self.workers)

    @cached_property
    def _ray(self) -> Any:
        return self._open.enter_context(ray_session(self._asked, self._address))


@dataclass(slots=True)
class _Task:
    """An item, and how many actors have died over it."""

    item: Any
    lost: int = 0


class _Crew(Generic[Made]):
    """The actors of one run, by Ray's reference to what they are at."""

    def __init__(self, ray: Any, begin: Begin[Any, Made], items: Iterable[Any]) -> None:
        self._ray = ray
        self._items = iter(items)
        self._line: deque[_Task] = deque()  # taken, and at nobody's
        self._starting: dict[Any, Any] = {}
        self._working: dict[Any, tuple[Any, _Task]] = {}
        self._unready = 0  # actors that died before they were ready, since one was
        self._line.extend(map(_Task, islice(self._items, 1)))
        first = [task.item for task in self._line]
        (self._begin, *_), self._paths = pickled(begin, *first)

    def run(self, workers: int) -> Iterator[Made]:
        """See ``contract.Jobs.run``."""
        try:
            while True:
                while len(self._starting) + len(self._working) < workers and self._wanted():
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
        self._starting[actor.ready.remote(version("leakbench"), self._paths)] = actor

    def _ready(self, reference: Any) -> None:
        actor = self._starting.pop(reference)
        try:
            machine = self._told(reference)
        except self._ray.exceptions.RayError as error:
            self._unready += 1
            if _NOT_INSTALLED.search(str(error)):
                raise UnlikeMachineError(f"a machine of the cluster has no {_this()}") from None
            if self._unready == TRIES:
                raise WorkerLostError(None, _reason(error)) from None
            return
        if machine.version != version("leakbench"):
            there = f"leakbench {machine.version}"
            raise UnlikeMachineError(f"{machine.name} has {there}, and not {_this()}")
        if machine.missing:
            raise UnlikeMachineError(
                f"{machine.missing[0]} is not there on {machine.name}: the machines of a cluster "
                "need URLs, or a file system that all of them share"
            )
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


def _this() -> str:
    return f"leakbench {version('leakbench')}"


def _reason(error: Exception) -> str:
    """What Ray says of it, shortly."""
    found = _BECAUSE.search(str(error))
    return f"{type(error).__name__ if found is None else found[1]}, {TRIES} times"

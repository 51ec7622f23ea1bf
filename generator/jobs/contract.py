"""What every engine does: it deals items of work out among processes, and hands their work back.

Work must be a pure function of its item, for an engine may do it twice: when a process dies, its
item is done again by another one. What is made must not depend on the number of processes.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")

Begin = Callable[[], Callable[[Item], Made]]
"""Called once in every process, for what takes time to build, such as a detector's model; what it
returns is called with each item. It travels to other processes and machines, so it must be
picklable: a function of a module, or a frozen dataclass of plain values with ``__call__``."""


class Jobs(Protocol):
    """An engine with its processes."""

    @property
    def name(self) -> str:
        """As results call it."""
        ...

    @property
    def workers(self) -> int:
        """How many items are worked on at a time."""
        ...

    def run(self, begin: Begin[Item, Made], items: Iterable[Item], /) -> Iterator[Made]:
        """Work on items.

        Items are taken as they are needed, a few ahead, so there may be any number of them. What
        the consumer has not taken yet is bounded too.

        Args:
            begin: Called once in every process.
            items: Picklable, and small where they can be: a range of rows or a path, not the rows.

        Yields:
            What was made of each item, in no particular order; it must say itself of which.

        Raises:
            WorkerLostError: Processes die again and again over one item, or none can be started.
            Exception: What the work raised, as it was; everything else is stopped.
        """
        ...

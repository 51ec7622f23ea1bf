"""What a record can be about, one kind a module: its class stands in the module as ``RECORDS``.

A corpus names a kind as the source of a role (``company = "company"``); its row i is about the
i-th of that kind.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from leakbench.generator.errors import LeakbenchError

if TYPE_CHECKING:
    from collections.abc import Callable

    from leakbench.generator.engine.streams import Index
    from leakbench.generator.population.population import Population


class UnknownRecordsError(LeakbenchError, LookupError):
    """There is no such kind of record.

    Attributes:
        name: What was asked for.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"unknown kind of record {name!r}")


def records(name: str) -> "Callable[[Population, Index], object]":
    """The class of a kind: called with a population and row numbers, it gives a block of records.

    Raises:
        UnknownRecordsError: There is no such kind.
    """
    module = f"{__name__}.{name}"
    if find_spec(module) is None:
        raise UnknownRecordsError(name)
    kind: Callable[[Population, Index], object] = import_module(module).RECORDS
    return kind

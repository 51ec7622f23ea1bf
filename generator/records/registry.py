"""Kinds of records by name: the class of a kind stands in the module of its name as ``RECORDS``.

A corpus names a kind as the source of a role (``company = "company"``); its row i is about the
i-th of that kind.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Index
from leakbench.generator.errors import LeakbenchError, hint

Records = Callable[[Population, Index], object]
"""Called with a population and row numbers, it gives a block of records."""


class UnknownRecordsError(LeakbenchError, LookupError):
    """There is no such kind of record.

    Attributes:
        name: What was asked for.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"unknown kind of record {name!r}: no module generator/records/{name}.py has RECORDS; "
            f"{hint(name, kinds())}"
        )


def kinds() -> list[str]:
    """The kinds that there are, by name."""
    modules = (entry for entry in files(__package__).iterdir() if entry.name.endswith(".py"))
    return sorted(one.name[:-3] for one in modules if "\nRECORDS = " in one.read_text("utf-8"))


def records(name: str) -> Records:
    """The class of a kind.

    Raises:
        UnknownRecordsError: There is no such kind.
    """
    module = f"{__package__}.{name}"
    kind: Records | None = None
    if name.isidentifier() and find_spec(module) is not None:
        kind = getattr(import_module(module), "RECORDS", None)
    if kind is None:
        raise UnknownRecordsError(name)
    return kind

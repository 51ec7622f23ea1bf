"""Which labels tell people apart, and how: alone, beside a name, or as the name.

``identifiers.csv`` says so: two records with one mobile number are about one person (``alone``), a
birth date tells people apart together with the name (``named``). Its other columns say how a value
is read, and how many characters it has.
"""

import csv
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

ROLES: Final = ("alone", "named", "name")
ALONE, NAMED, NAME = range(len(ROLES))


class Identifier(NamedTuple):
    """How a label tells people apart.

    Attributes:
        role: ``ALONE``, ``NAMED`` or ``NAME``.
        reading: What its values are read as.
        shortest: Characters of a value, at least.
        longest: Characters of a value, at most.
    """

    role: int
    reading: str
    shortest: int
    longest: int


@cache
def identifiers() -> dict[str, Identifier]:
    """Each label that tells people apart."""
    text = files("leakbench.generator.persons").joinpath("identifiers.csv").read_text("utf-8")
    return {
        row["label"]: Identifier(
            ROLES.index(row["role"]), row["reading"], int(row["shortest"]), int(row["longest"])
        )
        for row in csv.DictReader(text.splitlines())
    }


@cache
def labels_of(role: int) -> frozenset[str]:
    """The labels of a role."""
    return frozenset(label for label, one in identifiers().items() if one.role == role)

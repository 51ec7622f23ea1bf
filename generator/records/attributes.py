"""Attributes of records, as a corpus asks for them: ``role.attribute``.

What a class of records gives are its public properties; what each of them is, its annotation says.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.declarations import DeclarationError
from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.listed import Listed
from leakbench.generator.engine.strings import Strings
from leakbench.generator.errors import hint


class Kind(NamedTuple):
    """What an attribute must be where it is asked for.

    Attributes:
        called: What messages call it.
        fits: Whether an annotation says so.
    """

    called: str
    fits: Callable[[object], bool]


_COLUMNS = (Strings, Formed, Listed)


def _is_class_of_records(annotation: object) -> bool:
    return isinstance(annotation, str | type) and annotation not in _COLUMNS


COLUMN = Kind("column of texts", lambda annotation: annotation in (Strings, Formed))
OF_A_FIELD = Kind("column of texts", lambda annotation: annotation in _COLUMNS)
SHARES = Kind("column of shares", lambda annotation: annotation == NDArray[np.float64])
RECORDS_OF_A_ROLE = Kind("kind of record", _is_class_of_records)


class Place(NamedTuple):
    """Where a corpus asks for an attribute.

    Attributes:
        file: Name of the corpus's file.
        where: The entry in it, such as ``field 'mobile'``.
        key: The key in that.
    """

    file: str
    where: str
    key: str


class UnknownAttributeError(DeclarationError, LookupError):
    """A corpus asks a kind of record for what it does not give.

    Attributes:
        path: What was asked for: ``role.attribute``.
    """

    def __init__(self, path: str, place: Place, kind: Kind, record: type) -> None:
        self.path = path
        name = path.partition(".")[2]
        super().__init__(
            place.file,
            place.where,
            f"key {place.key!r}: {path!r} is no {kind.called} that {record.__name__} gives; "
            f"{hint(name, attributes_of(record, kind))}",
        )


def check_attribute(roles: Mapping[str, object], path: str, kind: Kind, place: Place) -> None:
    """Refuse an attribute that the records of a role do not give; it is not drawn.

    Args:
        roles: The records, by role.
        path: ``role.attribute``; the role is one of them.
        kind: What it must be.
        place: Where a corpus asks for it, for messages.

    Raises:
        UnknownAttributeError: The records have no such attribute, or it is something else.
    """
    role, _, name = path.partition(".")
    record = type(roles[role])
    if name.startswith("_") or not kind.fits(_annotation(record, name)):
        raise UnknownAttributeError(path, place, kind, record)


def attribute(roles: Mapping[str, object], path: str, kind: Kind, place: Place) -> Any:
    """An attribute of the records of a role; what is asked is as for ``check_attribute``.

    Raises:
        UnknownAttributeError: The records have no such attribute, or it is something else.
    """
    check_attribute(roles, path, kind, place)
    role, _, name = path.partition(".")
    return getattr(roles[role], name)


def attributes_of(record: type, kind: Kind) -> list[str]:
    """Names of what a class of records gives that is of a kind."""
    return [
        name
        for name in dir(record)
        if not name.startswith("_") and kind.fits(_annotation(record, name))
    ]


def _annotation(record: type, name: str) -> object:
    """What a property says that it is; None for all that is no property."""
    member = getattr(record, name, None)  # a property, asked of its class, is itself
    getter = getattr(member, "func", None) or getattr(member, "fget", None)
    return getattr(getter, "__annotations__", {}).get("return")

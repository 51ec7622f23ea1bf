"""How result files of older schema versions become those of the present one."""

from collections.abc import Callable
from typing import Any, Final

SCHEMA_VERSION: Final = 3

Content = dict[str, Any]


def migrated(content: Content) -> Content:
    """A result's content in the present schema.

    Args:
        content: Of any version from 1 to ``SCHEMA_VERSION``; it is not changed.

    Raises:
        KeyError: Something that its version has is missing.
        TypeError: Something in it is of another type than its version has.
    """
    while content["schema_version"] < SCHEMA_VERSION:
        content = MIGRATIONS[content["schema_version"]](content)
    return content


def _from_1(content: Content) -> Content:
    """Version 2 counts more, and says what a detector declares and where its predictions are."""
    counts = content["counts"]
    return {
        **content,
        "schema_version": 2,
        "started": None,
        "detector": {**content["detector"], "labels": None},
        "not_comparable": None,
        "predictions": None,
        "intervals": None,
        "counts": None if counts is None else {**counts, "breakdowns": None},
    }


def _from_2(content: Content) -> Content:
    """Version 3 says how scores differ from file to file."""
    return {**content, "schema_version": 3, "files": None}


MIGRATIONS: Final[dict[int, Callable[[Content], Content]]] = {1: _from_1, 2: _from_2}
"""By the version that they start from."""

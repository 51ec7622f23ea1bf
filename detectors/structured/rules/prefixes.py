"""What values begin with: the sets of ``data/prefixes.toml``, and prefixes that rules write."""

import re
from functools import cache
from typing import Any

from leakbench.detectors.structured.data_files import (
    TABLE,
    Kind,
    RuleError,
    check,
    data_text,
    parse,
)

_FILE = "prefixes.toml"
_EXAMPLES = "'73', '130-139' or 'SF'"
_PREFIX = re.compile(r"([0-9]+)(?:-([0-9]+))?|[A-Z]+")


def _is_prefix(entry: Any) -> bool:
    """Whether something is digits, a range of as many digits as it begins with, or capitals."""
    found = _PREFIX.fullmatch(entry) if isinstance(entry, str) else None
    if not found:
        return False
    low, high = found.groups()
    return high is None or (len(low) == len(high) and low <= high)


_PREFIXES = Kind(
    f"a list of prefixes such as {_EXAMPLES}",
    lambda value: isinstance(value, list) and value != [] and all(map(_is_prefix, value)),
)


def read_prefixes(text: str, name: str = _FILE) -> dict[str, list[str]]:
    """Sets of prefixes by name.

    Args:
        text: The file's content: tables of sets.
        name: The file's name, for messages.

    Raises:
        RuleError: A set is no list of prefixes.
    """
    tables = parse(text, name)
    check(tables, dict.fromkeys(tables, TABLE), name)
    for table, sets in tables.items():
        check(sets, dict.fromkeys(sets, _PREFIXES), f"{name}: {table}")
    return {name: entries for sets in tables.values() for name, entries in sets.items()}


@cache
def _sets() -> dict[str, list[str]]:
    return read_prefixes(data_text(_FILE))


def ranges_of(written: str, place: str) -> list[tuple[str, str]]:
    """The ranges that a prefix, the name of a set, or digits before one of it ("0+mobile") mean.

    Args:
        written: What a rule says.
        place: Where the rule stands, for messages.

    Raises:
        RuleError: It is neither a prefix nor the name of a set.
    """
    head, plus, name = written.rpartition("+")
    if name not in _sets() and not _is_prefix(name):
        raise RuleError(f"{place}: {_FILE} has no set {name!r}, nor is it one of {_EXAMPLES}")
    if plus and not re.fullmatch("[0-9]+", head):
        raise RuleError(f"{place}: {written!r} must have digits before its plus")
    bounds = [entry.partition("-") for entry in _sets().get(name, [name])]
    return [(head + low, head + (high or low)) for low, _, high in bounds]

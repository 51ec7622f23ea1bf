"""What values begin with: the sets of ``data/prefixes.toml``, and prefixes that rules write."""

import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from leakbench.generator.declarations import Table, Texts, read_declaration

PREFIXES = files("leakbench.detectors.structured.data").joinpath("prefixes.toml")
_EXAMPLES = "'73', '130-139' or 'SF'"
_PREFIX = re.compile(r"([0-9]+)(?:-([0-9]+))?|[A-Z]+")


def _is_prefix(entry: str) -> bool:
    """Whether a text is digits, a range of as many digits as it begins with, or capitals."""
    found = _PREFIX.fullmatch(entry)
    if not found:
        return False
    low, high = found.groups()
    return high is None or (len(low) == len(high) and low <= high)


def _prefixes(table: Table, key: str) -> Texts:
    return table.texts(key, f"a list of prefixes such as {_EXAMPLES}", _is_prefix)


def read_prefixes(source: Traversable) -> dict[str, Texts]:
    """The sets of prefixes of a file, by name.

    Raises:
        DeclarationError: A set is no list of prefixes.
    """
    tables = read_declaration(source).all_of(Table.table).values()
    return {name: few for table in tables for name, few in table.all_of(_prefixes).items()}


@cache
def _sets() -> dict[str, Texts]:
    return read_prefixes(PREFIXES)


def prefix_ranges(rule: Table, key: str) -> list[tuple[str, str]]:
    """The ranges that prefixes, names of sets, or digits before one of them ("0+mobile") mean.

    Raises:
        DeclarationError: One is neither a prefix nor the name of a set.
    """
    ranges = []
    for written in rule.one_or_more(key):
        head, plus, name = written.rpartition("+")
        if name not in _sets() and not _is_prefix(name):
            reason = f"{PREFIXES.name} has no set {name!r}, nor is it one of {_EXAMPLES}"
            rule.wrong(f"key {key!r}: {reason}")
        if plus and not re.fullmatch("[0-9]+", head):
            rule.wrong(f"key {key!r}: {written!r} must have digits before its plus")
        bounds = [entry.partition("-") for entry in _sets().get(name, (name,))]
        ranges += [(head + low, head + (high or low)) for low, _, high in bounds]
    return ranges

"""The data files of the detector: read, or refused in one line that says what is wrong where.

What a key must hold is a ``Kind``; a table of them says it for all keys of a table.
"""

import reprlib
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from importlib.resources import files
from typing import Any, NamedTuple

from leakbench.generator.errors import LeakbenchError

_FOLDER = files("leakbench.detectors.structured.data")


class RuleError(LeakbenchError, ValueError):
    """A data file of the detector says something that nobody can follow."""


class Kind(NamedTuple):
    """What a key must hold.

    Attributes:
        called: What messages call it.
        fits: Whether a value is of the kind.
    """

    called: str
    fits: Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and value != [] and all(map(_is_text, value))


def _are_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


TEXT = Kind("a text", _is_text)
TEXTS = Kind("a list of texts", _are_texts)
ONE_OR_MORE = Kind("a text or a list of texts", lambda value: _is_text(value) or _are_texts(value))
TRUE = Kind("true", lambda value: value is True)
FLAG = Kind("true or false", lambda value: isinstance(value, bool))
TABLE = Kind("a table", lambda value: isinstance(value, dict))
TABLES = Kind("a list of tables", _are_tables)


def data_text(name: str) -> str:
    """The content of a data file.

    Raises:
        RuleError: It is not text in UTF-8.
    """
    try:
        return _FOLDER.joinpath(name).read_text("utf-8")
    except UnicodeDecodeError as error:
        raise RuleError(f"{name}: not UTF-8: {error}") from None


def parse(text: str, name: str) -> dict[str, Any]:
    """The tables of a data file.

    Args:
        text: Its content.
        name: What messages call it.

    Raises:
        RuleError: It is not TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{name}: not TOML: {error}") from None


def check(
    entries: Mapping[str, Any],
    kinds: Mapping[str, Kind],
    place: str,
    required: Collection[str] = (),
) -> None:
    """Refuse a table with a key that is not known, or whose value is of another kind.

    Args:
        entries: The table.
        kinds: Every key that it may have, and what it must hold.
        place: Where the table stands: the file, and what of it.
        required: The keys that it must have.

    Raises:
        RuleError: The message is one line that names the place, the key and what is expected.
    """
    refuse_unknown(entries, kinds, place)
    for key in required:
        if key not in entries:
            raise RuleError(f"{place}: no key {key!r}; it must be {kinds[key].called}")
    for key, value in entries.items():
        called, fits = kinds[key]
        if not fits(value):
            raise RuleError(f"{place}: key {key!r} must be {called}, not {reprlib.repr(value)}")


def refuse_unknown(names: Iterable[str], known: Iterable[str], place: str) -> None:
    """Refuse names that are not among the known ones.

    Raises:
        RuleError: The message is one line that names the place and what is known.
    """
    for name in names:
        if name not in known:
            raise RuleError(f"{place}: unknown {name!r}; known: {', '.join(sorted(known))}")

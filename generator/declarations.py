"""Reading declarations: a table whose keys are taken one by one, each of a kind that is told.

Whatever is wrong with a file is one line that names the file and the key.
"""

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any, NoReturn

from leakbench.generator.errors import LeakbenchError
from leakbench.generator.spec import SPLITS, Split

Texts = tuple[str, ...]


class DeclarationError(LeakbenchError, ValueError):
    """A declaration is wrong.

    Attributes:
        file: Name of the file.
        where: The table in it, such as ``field 'mobile'``; empty for the file's own.
    """

    def __init__(self, file: str, where: str, reason: str) -> None:
        self.file = file
        self.where = where
        super().__init__(": ".join(filter(None, (file, where, reason))))


class Table:
    """A table of a declaration; every key is to be taken, and then there may be no other.

    Args:
        file: Name of the file, for messages.
        where: Which table of it; empty for the file's own.
        entries: What it holds.
    """

    def __init__(self, file: str, where: str, entries: Mapping[str, Any]) -> None:
        self._file = file
        self._where = where
        self._left = dict(entries)

    def wrong(self, reason: str) -> NoReturn:
        """Refuse the declaration.

        Raises:
            DeclarationError: Always.
        """
        raise DeclarationError(self._file, self._where, reason)

    def end(self) -> None:
        """Refuse keys that nobody has taken."""
        if self._left:
            self.wrong(f"unknown key {min(self._left)!r}")

    def _taken(self, key: str, kinds: type | tuple[type, ...], called: str) -> Any:
        if key not in self._left:
            self.wrong(f"no key {key!r}")
        value = self._left.pop(key)
        if not isinstance(value, kinds) or isinstance(value, bool):
            self.wrong(f"key {key!r} must be {called}, not {value!r}")
        return value

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value: str = self._taken(key, str, "a text")
        return value or self.wrong(f"key {key!r} is empty")

    def optional_text(self, key: str) -> str | None:
        """A text, or nothing where the key is left out."""
        return self.text(key) if key in self._left else None

    def path(self, key: str) -> str:
        """A text ``role.attribute``."""
        value = self.text(key)
        role, dot, attribute = value.partition(".")
        if not (role and dot and attribute):
            self.wrong(f"key {key!r} must be 'role.attribute', not {value!r}")
        return value

    def optional_path(self, key: str) -> str | None:
        """A text ``role.attribute``, or nothing where the key is left out."""
        return self.path(key) if key in self._left else None

    def choice(self, key: str, known: Sequence[str], default: str) -> str:
        """One of some texts."""
        value = self.text(key) if key in self._left else default
        if value not in known:
            self.wrong(f"key {key!r} must be one of {', '.join(known)}, not {value!r}")
        return value

    def share(self, key: str, default: float | None = None) -> float:
        """A number from 0 to 1."""
        if default is not None and key not in self._left:
            return default
        value = self._taken(key, (int, float), "a number from 0 to 1")
        if not 0 <= value <= 1:
            self.wrong(f"key {key!r} must be a number from 0 to 1, not {value!r}")
        return float(value)

    def numbers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        called = "a list of whole numbers"
        values = self._taken(key, list, called)
        if not all(type(value) is int for value in values):
            self.wrong(f"key {key!r} must be {called}, not {values!r}")
        return tuple(values)

    def texts(self, key: str) -> Texts:
        """A list of one or more texts."""
        called = "a list of texts"
        values = self._taken(key, list, called)
        if not all(isinstance(value, str) for value in values):
            self.wrong(f"key {key!r} must be {called}, not {values!r}")
        return tuple(values) or self.wrong(f"key {key!r} is empty")

    def texts_by_split(self) -> dict[Split, Texts]:
        """A list of texts for each split, under the split's name."""
        return {split: self.texts(split) for split in SPLITS}

    def table(self, key: str) -> "Table":
        """A table in this one."""
        entries = self._taken(key, dict, "a table")
        where = f"{self._where}, {key}" if self._where else key
        return Table(self._file, where, entries)

    def tables(self, key: str, called: str) -> "list[Table]":
        """A list of one or more tables, each called by what it is and its ``name``."""
        entries = self._taken(key, list, "a list of tables")
        if not all(isinstance(entry, dict) for entry in entries):
            self.wrong(f"key {key!r} must be a list of tables, not {entries!r}")
        if not entries:
            self.wrong(f"key {key!r} is empty")
        return [Table(self._file, f"{called} {entry.get('name')!r}", entry) for entry in entries]

    def all_texts(self) -> dict[str, str]:
        """Every key of this table, with its text."""
        return {key: self.text(key) for key in list(self._left)}


def read_declaration(source: Traversable) -> Table:
    """The table of a TOML file.

    Raises:
        DeclarationError: It is not TOML.
    """
    try:
        return Table(source.name, "", tomllib.loads(source.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeclarationError(source.name, "", f"not TOML: {error}") from None

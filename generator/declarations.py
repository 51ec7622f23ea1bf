"""Reading declarations: a table whose keys are taken one by one, each of a kind that is told.

Whatever is wrong with a file is one line that names the file, the entry and the key.
"""

import csv
import reprlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from typing import Any, NoReturn, TypeVar

from leakbench.generator.errors import LeakbenchError, hint
from leakbench.generator.untrusted import toml_of

Texts = tuple[str, ...]
Taken = TypeVar("Taken")


class DeclarationError(LeakbenchError, ValueError):
    """A declaration is wrong.

    Attributes:
        file: Name of the file.
        where: The entry in it, such as ``field 'mobile'``; empty for the file's own.
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
        self.file = file
        self.where = where
        self._left = dict(entries)
        self._known: list[str] = []

    def wrong(self, reason: str) -> NoReturn:
        """Refuse the declaration.

        Raises:
            DeclarationError: Always.
        """
        raise DeclarationError(self.file, self.where, reason)

    def end(self) -> None:
        """Refuse keys that nobody has taken."""
        self.refuse_unknown(self._left, self._known, "key")

    def refuse_unknown(
        self, names: Iterable[str], known: Collection[str], called: str, key: str = ""
    ) -> None:
        """Refuse names that are not among the known ones, and tell the key that gives them."""
        place = f"key {key!r}: " if key else ""
        for name in names:
            if name not in known:
                self.wrong(f"{place}unknown {called} {name!r}; {hint(name, known)}")

    def _refuse(self, key: str, called: str, value: object) -> NoReturn:
        self.wrong(f"key {key!r} must be {called}, not {reprlib.repr(value)}")

    def value(
        self,
        key: str,
        kinds: type | tuple[type, ...],
        called: str,
        fits: Callable[[Any], bool] = lambda _: True,
    ) -> Any:
        """The value of a key, of some types, and fit for what messages call it."""
        self._known.append(key)
        if key not in self._left:
            close = get_close_matches(key, self._left, n=1)
            self.wrong(f"no key {key!r} ({called})" + "".join(f"; is it {one!r}?" for one in close))
        value = self._left.pop(key)
        of_kind = isinstance(value, kinds) and (kinds is bool or not isinstance(value, bool))
        return value if of_kind and fits(value) else self._refuse(key, called, value)

    def optional(self, take: Callable[["Table", str], Taken], key: str) -> Taken | None:
        """A key as ``take`` reads it, or nothing where it is left out."""
        if key in self._left:
            return take(self, key)
        self._known.append(key)
        return None

    def given(self, kinds: Mapping[str, Callable[["Table", str], Any]]) -> dict[str, Any]:
        """The keys that stand here, each read as ``kinds`` says; there may be no other."""
        self.refuse_unknown(self._left, kinds, "key")
        return {key: kinds[key](self, key) for key in list(self._left)}

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value: str = self.value(key, str, "a text")
        return value or self.wrong(f"key {key!r} is empty")

    def path(self, key: str) -> str:
        """A text ``role.attribute``."""
        value = self.text(key)
        role, dot, attribute = value.partition(".")
        if not (role and dot and attribute):
            self._refuse(key, "'role.attribute'", value)
        return value

    def choice(self, key: str, known: Collection[str]) -> str:
        """One of some texts."""
        value = self.text(key)
        if value not in known:
            self._refuse(key, f"one of {', '.join(known)}", value)
        return value

    def choices(self, key: str, known: Collection[str]) -> Texts:
        """A list of one or more of some texts."""
        values = self.texts(key)
        self.refuse_unknown(values, known, key)
        return values

    def flag(self, key: str) -> bool:
        """True or false."""
        value: bool = self.value(key, bool, "true or false")
        return value

    def share(self, key: str) -> float:
        """A number from 0 to 1."""
        called = "a number from 0 to 1"
        return float(self.value(key, (int, float), called, lambda value: 0 <= value <= 1))

    def percent(self, key: str) -> float:
        """A number above 0, up to 100."""
        called = "a number above 0, up to 100"
        value: float = self.value(key, (int, float), called, lambda value: 0 < value <= 100)
        return value

    def whole(self, key: str) -> int:
        """A whole number above 0."""
        value: int = self.value(key, int, "a whole number above 0", lambda value: value > 0)
        return value

    def numbers(self, key: str, count: int | None = None) -> tuple[int, ...]:
        """A list of whole numbers, of so many if that is told."""
        called = "a list of whole numbers" if count is None else f"a list of {count} whole numbers"
        values = self.value(
            key, list, called, lambda values: _are(values, int) and count in (None, len(values))
        )
        return tuple(values)

    def numbers_of(self, key: str, known: Collection[int]) -> tuple[int, ...]:
        """A list of some of some numbers."""
        called = f"a list of {', '.join(map(str, known))}"
        return tuple(self.value(key, list, called, lambda values: _are(values, int, known)))

    def texts(
        self, key: str, called: str = "a list of texts", fits: Callable[[str], bool] = bool
    ) -> Texts:
        """A list of one or more texts, of which each is not empty, or fit for what it is called."""
        values = self.value(
            key, list, called, lambda values: _are(values, str) and all(map(fits, values))
        )
        return tuple(values) or self.wrong(f"key {key!r} is empty")

    def one_or_more(self, key: str) -> Texts:
        """A list of texts, or one alone without brackets, which may be empty."""
        called = "a text or a list of texts"
        value = self.value(
            key, (str, list), called, lambda values: values == "" or (values and _are(values, str))
        )
        return (value,) if isinstance(value, str) else tuple(value)

    def table(self, key: str) -> "Table":
        """A table in this one."""
        entries = self.value(key, dict, "a table")
        where = f"{self.where}, {key}" if self.where else key
        return Table(self.file, where, entries)

    def tables(self, key: str, called: str) -> "list[Table]":
        """A list of one or more tables, each called by what it is and its ``name`` or number."""
        entries = self.value(key, list, "a list of tables", lambda values: _are(values, dict))
        if not entries:
            self.wrong(f"key {key!r} is empty")
        return [
            Table(self.file, f"{called} {entry.get('name', number)!r}", entry)
            for number, entry in enumerate(entries, 1)
        ]

    def all_of(self, take: Callable[["Table", str], Taken]) -> dict[str, Taken]:
        """Every key of this table as ``take`` reads it."""
        return {key: take(self, key) for key in list(self._left)}


def _are(values: Iterable[Any], kind: type, known: Collection[Any] | None = None) -> bool:
    """Whether all values are of a type (a bool is no number), and known if that is told."""
    return all(type(value) is kind and (known is None or value in known) for value in values)


def read_declaration(source: Traversable) -> Table:
    """The table of a TOML file.

    Raises:
        DeclarationError: It is not TOML.
    """
    try:
        return Table(source.name, "", toml_of(source.read_text("utf-8")))
    except ValueError as error:  # of TOML, of UTF-8
        raise DeclarationError(source.name, "", f"not TOML: {error}") from None


def read_lines(source: Traversable, columns: Sequence[str]) -> list[Table]:
    """The lines of a CSV file, each a table of its entries under the columns' names.

    Raises:
        DeclarationError: The columns are others, or a line has not as many entries.
    """
    try:
        head, *rows = csv.reader(source.read_text("utf-8").splitlines())
    except (ValueError, csv.Error) as error:
        raise DeclarationError(source.name, "", f"not CSV in UTF-8: {error}") from None
    lines = []
    for number, row in enumerate([head, *rows], 1):
        where = f"line {number}, {','.join(row)!r}"
        if len(row) != len(columns) or (number == 1 and row != [*columns]):
            raise DeclarationError(source.name, where, f"must be {','.join(columns)}")
        lines.append(Table(source.name, where, dict(zip(columns, row, strict=True))))
    return lines[1:]

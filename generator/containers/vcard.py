"""vCard 2.1, 3.0 and 4.0: a row a card, a column a property, in the order in which they are met.

A second telephone is ``TEL2``. Photos, sounds and keys are left out. What is no property is kept
under ``unread``, and counted.
"""

import binascii
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import BinaryIO, Final, NamedTuple

from leakbench.generator.containers.card_lines import LONGEST_CARD, unfolded
from leakbench.generator.containers.encodings import decoded
from leakbench.generator.containers.json_values import UNREAD
from leakbench.generator.containers.keyed_rows import Keyed, Row, keyed_sheets
from leakbench.generator.containers.problem_counts import count_problem
from leakbench.generator.containers.sheets import Problem, Sheet
from leakbench.generator.containers.vcard_writing import CARET, HEADER, fit, write

__all__ = ["fit", "read", "write"]

_HEAD = re.compile(
    r'(?:[\w-]+\.)?(?P<name>[A-Za-z][\w-]*)(?P<parameters>(?:;(?:"[^"]*"|[^";])*)*)', re.DOTALL
)
_PARAMETER = re.compile(r';\s*([^=;"]+)(?:=((?:"[^"]*"|[^;"])*))?')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_PART = re.compile(r"((?:[^;\\]|\\.)*)(?:;|\Z)", re.DOTALL)
_LEFT_OUT: Final = frozenset({"VERSION", "PRODID", "PHOTO", "LOGO", "SOUND", "KEY"})
_PARTED: Final = frozenset({"N", "ADR", "ORG", "GENDER"})
_WRITTEN_ORDER: Final = (6, 4, 3, 2, 1, 0, 5)  # of an address: from the country to the house
_MOST_OF_A_NAME = 1_000  # properties of one name in a card
_LONGEST_MARK = 40  # characters of a line that begins or ends a card
_NO_MARK: Final = frozenset("ACDFGHIJKLMNOPQRSTUVWXYZacdfghijklmnopqrstuvwxyz")  # first letters
_MARKS: Final = frozenset({"BEGIN", "END"})
_MOST_HEADS = 4_096  # that are remembered
_LONGEST_HEAD = 10_000  # characters before a value


def read(file: BinaryIO, where: str, /) -> Iterator[Sheet]:  # noqa: ARG001 - nothing of it fails
    """Its cards as rows: a sheet, and another one wherever later cards have new properties."""
    problems: list[Problem] = []
    rows = _cards(unfolded(decoded(file, problems)), problems)
    yield from keyed_sheets(
        (Keyed("", 0, row, sum(map(len, row.values()))) for row in rows), problems
    )


def _cards(  # noqa: C901 - one loop with all its cases
    lines: Iterable[str], problems: list[Problem]
) -> Iterator[Row]:
    """Rows of cards; what a line is that stands in most cards is asked once, by its head."""
    row: Row | None = None
    size = 0
    plain: dict[str, str] = {}  # columns by heads of lines whose value is a cell as it is
    for line in lines:
        at = line.find(":")
        column = plain.get(line[:at]) if row is not None and at > 0 else None
        if column is not None and row is not None and column not in row and size <= LONGEST_CARD:
            value = line[at + 1 :]
            if not column or ("\\" not in value and not value.startswith("tel:")):
                if column:
                    row[column] = value
                size += len(line)
                continue
        mark = _mark(line) if len(line) < _LONGEST_MARK and line[0] not in _NO_MARK else "x"
        if mark == "BEGIN:VCARD" or mark == "END:VCARD" or size > LONGEST_CARD:  # noqa: PLR1714
            if row:
                yield row
            row, size = ({} if mark != "END:VCARD" else None), 0
            if mark.endswith(":VCARD"):
                continue
        found = _property(line) if row is not None else None
        if found is None:
            if mark:
                count_problem(problems, Problem("lines that are no property, kept as text"))
                yield {UNREAD: line}
            continue
        size += len(line)
        _put(row if row is not None else {}, found)
        head, value = found
        if head.plain is not None and line[at + 1 :] == value and len(plain) < _MOST_HEADS:
            plain[line[:at]] = head.plain
    if row:
        yield row


@lru_cache(1_024)
def _mark(line: str) -> str:
    """A short line that may begin or end a card, as it is compared."""
    return line.strip().upper()


class _Head(NamedTuple):
    """What stands before a value: a property, and what its parameters say."""

    name: str
    column: str | None  # as its own parameter says
    charset: str | None  # of a value in quoted-printable
    plain: str | None  # the column of which values are cells as they are; empty if left out


@lru_cache(_MOST_HEADS)
def _head(text: str) -> _Head | None:
    """What stands before a value, which many cards have alike; None if it is none."""
    found = _HEAD.fullmatch(text)
    if found is None:
        return None
    parameters = {
        one[1].strip().upper(): (one[2] or "").strip().strip('"')
        for one in _PARAMETER.finditer(found["parameters"])
    }
    column = parameters.get(HEADER)
    if column is not None:
        column = CARET.sub(lambda one: {"n": "\n", "'": '"'}.get(one[1], one[1]), column)
    encoding = parameters.get("ENCODING", "").upper()
    quoted = encoding == "QUOTED-PRINTABLE" or "QUOTED-PRINTABLE" in parameters
    charset = parameters.get("CHARSET", "utf-8").lower() if quoted else None
    name = found["name"].upper()
    if name in _LEFT_OUT:
        return _Head(name, column, charset, "")
    as_they_are = charset is None and name not in _MARKS and column != ""
    if not as_they_are or (column is None and name in _PARTED):
        return _Head(name, column, charset, None)
    return _Head(name, column, charset, column or name)


def _property(line: str) -> tuple[_Head, str] | None:
    """A line's property and value; a colon in quotes ends no property."""
    at = line.find(":")
    while 0 < at < _LONGEST_HEAD and line.count('"', 0, at) % 2:
        at = line.find(":", at + 1)
    head = _head(line[:at]) if 0 < at < _LONGEST_HEAD else None
    return (head, line[at + 1 :]) if head else None


def _put(row: Row, found: tuple[_Head, str]) -> None:
    """Put a property into the row of its card."""
    (name, own, charset, _), value = found
    if name in _LEFT_OUT:
        return
    if charset is not None:
        value = _decoded(value, charset)
    if own is not None:
        row[own] = _plain(value)
        return
    if name in _PARTED:
        parts = _parts(value)
        if name == "ADR" and len(parts) >= len(_WRITTEN_ORDER):
            parts = [parts[place] for place in _WRITTEN_ORDER]
        value = (" " if value.isascii() or name == "ORG" else "").join(filter(None, parts))
    else:
        value = _plain(value).removeprefix("tel:" if name == "TEL" else "")
    column, times = name, 1
    while column in row and times < _MOST_OF_A_NAME:
        times += 1
        column = f"{name}{times}"
    row[column] = f"{row[column]}、{value}" if column in row else value


def _parts(value: str) -> list[str]:
    """Parts of a value, without their escapes; the last one is empty."""
    if "\\" in value:
        return [_plain(part[1]) for part in _PART.finditer(value)]
    parts = value.split(";")
    return [*parts, ""] if parts[-1] else parts


def _plain(value: str) -> str:
    """A value without its escapes."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda one: "\n" if one[1] in "nN" else one[1], value)


def _decoded(value: str, charset: str) -> str:
    """A value that is written as quoted-printable, in its own character set."""
    data = binascii.a2b_qp(value.encode())
    charset = "gb18030" if charset in {"gb2312", "gbk"} else charset
    try:
        return data.decode(charset, "replace")
    except LookupError:
        return data.decode(errors="replace")

"""vCard 2.1, 3.0 and 4.0: a row a card, a column a property, in the order in which they are met.

A second telephone is ``TEL2``. Photos, sounds and keys are left out. What is no property is kept
under ``unread``, and counted.
"""

import binascii
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import BinaryIO, Final, NamedTuple

from leakbench.generator.containers.encodings import decoded
from leakbench.generator.containers.json_values import UNREAD
from leakbench.generator.containers.keyed_rows import Keyed, Row, keyed_sheets
from leakbench.generator.containers.line_splitting import lines_of
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
_LONGEST_HEAD = 10_000  # characters before a value
_LONGEST_CARD = 1 << 22  # characters


def read(file: BinaryIO, where: str, /) -> Iterator[Sheet]:  # noqa: ARG001 - nothing of it fails
    """Its cards as rows: a sheet, and another one wherever later cards have new properties."""
    problems: list[Problem] = []
    rows = _cards(_unfolded(lines_of(decoded(file, problems))), problems)
    yield from keyed_sheets(
        (Keyed("", 0, row, sum(map(len, row.values()))) for row in rows), problems
    )


def _unfolded(lines: Iterable[bytes]) -> Iterator[str]:
    """Whole lines: some go on in the next one, if it is indented or the first ends with ``=``."""
    whole = ""
    soft = False
    for raw in lines:
        line = raw.decode(errors="replace").removesuffix("\r")
        if len(whole) > _LONGEST_CARD:
            yield whole
            whole, soft = "", False
        if soft:
            whole = whole[:-1] + line
        elif whole and line[:1] in {" ", "\t"}:
            whole += line[1:]
            continue
        else:
            if whole:
                yield whole
            whole = line
        soft = line.endswith("=") and "QUOTED-PRINTABLE" in whole.partition(":")[0].upper()
    if whole:
        yield whole


def _cards(lines: Iterable[str], problems: list[Problem]) -> Iterator[Row]:
    row: Row | None = None
    size = 0
    for line in lines:
        mark = _mark(line) if len(line) < _LONGEST_MARK and line[0] not in _NO_MARK else "x"
        if mark == "BEGIN:VCARD" or mark == "END:VCARD" or size > _LONGEST_CARD:  # noqa: PLR1714
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


@lru_cache(4_096)
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
    return _Head(found["name"].upper(), column, charset)


def _property(line: str) -> tuple[_Head, str] | None:
    """A line's property and value; a colon in quotes ends no property."""
    at = line.find(":")
    while 0 < at < _LONGEST_HEAD and line.count('"', 0, at) % 2:
        at = line.find(":", at + 1)
    head = _head(line[:at]) if 0 < at < _LONGEST_HEAD else None
    return (head, line[at + 1 :]) if head else None


def _put(row: Row, found: tuple[_Head, str]) -> None:
    """Put a property into the row of its card."""
    (name, own, charset), value = found
    if name in _LEFT_OUT:
        return
    if charset is not None:
        value = _decoded(value, charset)
    if own is not None:
        row[own] = _plain(value)
        return
    if name in _PARTED:
        parts = [_plain(part[1]) for part in _PART.finditer(value)]
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

"""JSON lines: an object a line. A line that is no JSON is kept as text, and the others go on."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from leakbench.generator.containers.delimited_writing import only_sheet, write_lines
from leakbench.generator.containers.encodings import decoded
from leakbench.generator.containers.formats import Style
from leakbench.generator.containers.json_values import UNREAD, rows_of
from leakbench.generator.containers.json_writing import fit, objects
from leakbench.generator.containers.keyed_rows import Keyed, keyed_sheets
from leakbench.generator.containers.line_splitting import LONGEST_LINE, lines_of
from leakbench.generator.containers.problem_counts import count_problem
from leakbench.generator.containers.sheets import Problem, Sheet

__all__ = ["fit", "read", "write"]

_TOGETHER = 256  # lines that are decoded together; one that is broken has them decoded one by one


def read(file: BinaryIO, where: str, /) -> Iterator[Sheet]:  # noqa: ARG001 - nothing of it fails
    """Its objects as rows: a sheet, and another one wherever later lines have new keys.

    Blank lines are none.
    """
    problems: list[Problem] = []
    yield from keyed_sheets(_rows(decoded(file, problems), problems), problems)


def write(sheets: Iterable[Sheet], file: BinaryIO, style: Style, /) -> None:
    """Write one sheet, an object a row; without names columns are numbered.

    Raises:
        ContainerError: There are several sheets, or one is not fitted.
    """
    pieces = (piece for sheet in only_sheet(sheets, "JSON lines") for piece in objects(sheet, "\n"))
    write_lines((piece + b"\n" for piece in pieces), file, style.encoding)


def _rows(blocks: Iterable[bytes], problems: list[Problem]) -> Iterator[Keyed]:
    texts: list[str] = []
    size = 0
    for line in lines_of(blocks):
        if len(line) > LONGEST_LINE:
            count_problem(problems, Problem("lines that are too long, kept as text"))
            yield Keyed("", 0, {UNREAD: line.decode(errors="replace")}, len(line))
            continue
        text = line.decode(errors="replace").strip(" \t\r")
        if text:
            texts.append(text)
            size += len(text)
        if len(texts) == _TOGETHER or size > LONGEST_LINE:
            yield from _keyed(texts, problems)
            texts, size = [], 0
    yield from _keyed(texts, problems)


def _keyed(texts: list[str], problems: list[Problem]) -> Iterator[Keyed]:
    for text, row in zip(texts, rows_of(texts, problems), strict=True):
        yield Keyed("", 0, row, len(text))

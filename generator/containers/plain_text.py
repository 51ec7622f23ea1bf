"""TXT: lines, cut into cells by whatever stands in them regularly, or not at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from leakbench.generator.containers.delimited import read_delimited
from leakbench.generator.containers.delimited_writing import (
    FULL_WIDTH,
    LINE_BREAKS,
    NO_TEXT,
    Dialect,
    fitted,
    lines,
    write_delimited,
)
from leakbench.generator.containers.delimiters import (
    HEAD_CHARACTERS,
    SPACES,
    lines_of,
    text_delimiter,
)
from leakbench.generator.containers.formats import Style
from leakbench.generator.containers.sheets import ContainerError, Sheet, grid

_WRITTEN = ("", *(one for one in FULL_WIDTH if one != SPACES))


def read(file: BinaryIO, where: str, /) -> Iterator[Sheet]:  # noqa: ARG001 - nothing of it fails
    """The one sheet that it is, of kind ``text`` where lines are not cut; nothing is an error."""
    yield read_delimited(file, text_delimiter)


def write(sheets: Iterable[Sheet], file: BinaryIO, style: Style, /) -> None:
    """Write one sheet, names as its first row, with the style's delimiter.

    Raises:
        ContainerError: There are several, a cell is not fitted, or it would be read otherwise.
    """
    dialect = _dialect(style.delimiter)
    told = (_told(sheet, dialect) for sheet in sheets)
    write_delimited(told, file, dialect, style.encoding)


def fit(cells: Sheet, style: Style, /) -> Sheet:
    """Exchange line breaks and delimiters; with an empty delimiter, also join cells to lines.

    Where other characters stand so regularly that they would be taken for the delimiter, they are
    exchanged too.
    """
    dialect = _dialect(style.delimiter)
    sheet = fitted(cells if style.delimiter else _joined(cells), dialect)
    head = _Head.of(sheet, dialect)
    while (found := head.found) != head.expected(dialect) and found:
        dialect = replace(dialect, exchanged=dialect.exchanged + FULL_WIDTH[found])
        head = _Head.of(fitted(head.all, dialect), dialect)
    return head.all


def _dialect(delimiter: str) -> Dialect:
    if delimiter not in _WRITTEN:
        known = ", ".join(map(repr, _WRITTEN))
        raise ContainerError(f"delimiter {delimiter!r}", f"a txt is written with one of {known}")
    # Of strangers' texts, cells may stand in quotes; ours have none at their beginning.
    exchanged = NO_TEXT + LINE_BREAKS + FULL_WIDTH.get(delimiter, ()) + (('^"', "＂"),)
    return Dialect(delimiter, None, exchanged)


def _joined(sheet: Sheet) -> Sheet:
    batches = (
        grid([pc.binary_join_element_wise(*batch.columns, "")] if batch.num_columns else [])
        for batch in fitted(sheet, Dialect("", None)).batches
    )
    return replace(sheet, batches=batches, names=None, kind="text")


@dataclass(frozen=True, slots=True)
class _Head:
    """The batches by which a delimiter is found out, as text, and the sheet of all."""

    batches: list[pa.RecordBatch]
    text: str
    all: Sheet

    @classmethod
    def of(cls, sheet: Sheet, dialect: Dialect) -> "_Head":
        batches, head, text = iter(sheet.batches), [], b""
        while len(text) <= 4 * HEAD_CHARACTERS and (batch := next(batches, None)) is not None:
            head.append(batch)
            text += lines(batch, dialect)
        return cls(head, text.decode(), replace(sheet, batches=chain(head, batches)))

    @property
    def found(self) -> str:
        return text_delimiter(lines_of(self.text, whole=True))

    def expected(self, dialect: Dialect) -> str:
        """The delimiter, if there are cells that it stands between."""
        return dialect.delimiter if self.batches and self.batches[0].num_columns > 1 else ""


def _told(sheet: Sheet, dialect: Dialect) -> Sheet:
    head = _Head.of(sheet, dialect)
    if head.found == head.expected(dialect):
        return head.all
    raise ContainerError(
        f"delimiter {dialect.delimiter!r}",
        f"these lines would be read with {head.found!r} between cells",
    )

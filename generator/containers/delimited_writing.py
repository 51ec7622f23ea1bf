"""Cells written as text between delimiters, so that they read back as they are."""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, tee
from typing import BinaryIO, Final

import pyarrow as pa
import pyarrow.compute as pc

from leakbench.generator.containers.cell_splitting import FARTHEST_QUOTE
from leakbench.generator.containers.delimited import LONGEST_ROW
from leakbench.generator.containers.sheets import ContainerError, Sheet, grid, grid_of_rows

LINE_END: Final = "\r\n"

Exchanges = tuple[tuple[str, str], ...]
"""What is replaced, and by what of the same length."""

NO_TEXT: Final[Exchanges] = (("\0", " "),)
"""What no text may hold: editors end a file there, and UTF-16 is known by it."""

LINE_BREAKS: Final[Exchanges] = (("\n", " "), ("\r", " "))

FULL_WIDTH: Final[dict[str, Exchanges]] = {
    # Repeated, since a run of three is found as two and one; ends, since they join the delimiter.
    "----": (("--", "－－"), ("－-", "－－"), ("^-", "－"), ("-$", "－")),
    "\t": (("\t", " "),),
    "|": (("|", "｜"),),
    ";": ((";", "；"),),
    ",": ((",", "，"),),
    "，": (("，", "、"),),
    "  ": (("  ", "\u3000\u3000"),),
}
"""What stands in a cell instead of a delimiter."""

_QUOTE: Final[Exchanges] = (('"', "＂"),)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells become a line.

    Attributes:
        delimiter: What stands between them.
        quoted: Regular expression of cells that are put in quotes; None: none is.
        exchanged: What no cell may hold.
    """

    delimiter: str
    quoted: str | None
    exchanged: Exchanges = NO_TEXT


def quoting(delimiter: str) -> Dialect:
    """Cells in quotes wherever they hold a quote, a line break, or what might be a delimiter."""
    return Dialect(delimiter, '[\\t,;|"\\r\\n]')


def without_names(sheet: Sheet) -> Sheet:
    """The sheet with what its columns are called as its first row."""
    if sheet.names is None:
        return sheet
    header = grid_of_rows([sheet.names], len(sheet.names))
    return replace(sheet, names=None, batches=chain([header], sheet.batches))


def fitted(sheet: Sheet, dialect: Dialect) -> Sheet:
    """The sheet as its text can hold it, each character in its place."""
    return replace(sheet, batches=_fitted(without_names(sheet).batches, dialect), names=None)


def _fitted(batches: Iterable[pa.RecordBatch], dialect: Dialect) -> Iterator[pa.RecordBatch]:
    first = True
    for batch in batches:
        columns = [_fitted_column(column, dialect) for column in batch.columns]
        if first and batch.num_rows and batch.num_columns:
            # A text that begins with U+FEFF has a byte order mark.
            columns[0] = _without_mark(columns[0])
            first = False
        yield grid(columns)


def _without_mark(column: pa.Array) -> pa.Array:
    cell = column[0].as_py()
    if not cell.startswith("\ufeff"):
        return column
    return pa.concat_arrays([pa.array([f"\u200b{cell[1:]}"], pa.string()), column[1:]])


def _fitted_column(column: pa.Array, dialect: Dialect) -> pa.Array:
    column = exchanged(column, dialect.exchanged)
    if dialect.quoted is None or not len(column):
        return column
    long = pc.greater(pc.binary_length(_quoted(column, dialect.quoted)), FARTHEST_QUOTE)
    if not pc.any(long).as_py():
        return column
    others = (LINE_BREAKS, _QUOTE, *(FULL_WIDTH[one] for one in ("\t", ",", ";", "|")))
    return pc.if_else(long, exchanged(column, tuple(chain(*others))), column)


def exchanged(column: pa.Array, exchanges: Exchanges) -> pa.Array:
    """Strings with some substrings exchanged; ``^`` and ``$`` in them are their ends."""
    for old, new in exchanges:
        if old[0] == "^" or old[-1] == "$":
            column = pc.replace_substring_regex(column, pattern=old, replacement=new)
        else:
            column = pc.replace_substring(column, pattern=old, replacement=new)
    return column


def _quoted(column: pa.Array, pattern: str) -> pa.Array:
    marked = pc.match_substring_regex(column, pattern=pattern)
    if not pc.any(marked).as_py():
        return column
    doubled = pc.replace_substring(column, pattern='"', replacement='""')
    return pc.if_else(marked, pc.binary_join_element_wise('"', doubled, '"', ""), column)


def lines(batch: pa.RecordBatch, dialect: Dialect) -> bytes:
    """The rows of a batch as lines of UTF-8."""
    columns = batch.columns
    if dialect.quoted is not None:
        columns = [_quoted(column, dialect.quoted) for column in columns]
    rows = pc.binary_join_element_wise(*columns, dialect.delimiter) if columns else None
    if rows is None or not len(rows):
        return b""
    longest = pc.max(pc.binary_length(rows)).as_py()
    if longest + len(LINE_END) > LONGEST_ROW:
        raise ContainerError("a row", f"{longest} bytes are more than {LONGEST_ROW}, which is most")
    return str(pc.binary_join(_as_list(rows), LINE_END)[0].as_py() + LINE_END).encode()


def _as_list(rows: pa.Array) -> pa.Array:
    return pa.ListArray.from_arrays(pa.array([0, len(rows)], pa.int32()), rows)


def only_sheet(sheets: Iterable[Sheet], kind: str) -> Iterator[Sheet]:
    """The sheets, of which there may be one at most.

    Raises:
        ContainerError: There is another one.
    """
    for number, sheet in enumerate(sheets):
        if number:
            raise ContainerError(kind, "it holds one sheet, and there are several")
        yield sheet


def write_lines(pieces: Iterable[bytes], file: BinaryIO, encoding: str) -> None:
    """Write UTF-8 text in an encoding."""
    encoder = codecs.getincrementalencoder(encoding)()
    utf8 = encoding == "utf-8"
    file.writelines(piece if utf8 else encoder.encode(piece.decode()) for piece in pieces)


def write_delimited(
    sheets: Iterable[Sheet], file: BinaryIO, dialect: Dialect, encoding: str
) -> None:
    """Write the one sheet that there is.

    Raises:
        ContainerError: There are several, or a cell holds what is to be exchanged first.
    """
    for sheet in only_sheet(sheets, "text"):
        write_lines(_checked(sheet, dialect), file, encoding)


def _checked(sheet: Sheet, dialect: Dialect) -> Iterator[bytes]:
    batches, same = tee(without_names(sheet).batches)
    for batch, fit in zip(batches, _fitted(same, dialect), strict=True):
        if fit.columns != batch.columns:
            raise ContainerError("a cell", "it holds what this text cannot: see `fit`")
        yield lines(batch, dialect)

"""CSV: cells between commas, of strangers also semicolons, tabs or bars, some in quotes."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from leakbench.generator.containers.delimited import read_delimited
from leakbench.generator.containers.delimited_writing import fitted, quoting, write_delimited
from leakbench.generator.containers.delimiters import table_delimiter
from leakbench.generator.containers.formats import Style
from leakbench.generator.containers.sheets import Sheet

_DIALECT = quoting(",")


def read(file: BinaryIO, where: str, /) -> Iterator[Sheet]:  # noqa: ARG001 - nothing of it fails
    """The one sheet that it is; nothing it may hold is an error."""
    yield read_delimited(file, table_delimiter)


def write(sheets: Iterable[Sheet], file: BinaryIO, style: Style, /) -> None:
    """Write one sheet, names as its first row, with commas.

    Raises:
        ContainerError: There are several, or a cell is not fitted.
    """
    write_delimited(sheets, file, _DIALECT, style.encoding)


def fit(cells: Sheet, style: Style, /) -> Sheet:  # noqa: ARG001 - all encodings hold the same
    """Exchange U+0000, a byte order mark, and in quoted cells beyond 128 KiB what needs quotes."""
    return fitted(cells, _DIALECT)

"""Rows written as cards of vCard 3.0, each cell a property that keeps the name of its column."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO, Final

import pyarrow as pa
import pyarrow.compute as pc

from leakbench.generator.containers.column_names import distinct_names
from leakbench.generator.containers.delimited_writing import (
    NO_TEXT,
    exchanged,
    only_sheet,
    write_lines,
)
from leakbench.generator.containers.formats import Style
from leakbench.generator.containers.sheets import ContainerError, Sheet, grid
from leakbench.generator.engine.tables import table

HEADER: Final = "X-HEADER"
"""The parameter with the name of a column."""

CARET: Final = re.compile(r"\^(.)", re.DOTALL)
"""An escape in a parameter, of RFC 6868."""

_FIRST: Final = "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//leakbench//synthetic data 合成数据//ZH"
_LAST: Final = "END:VCARD\r\n"
_ESCAPES: Final = (("\\", "\\\\"), ("\n", "\\n"), (",", "\\,"), (";", "\\;"))
_EXCHANGED: Final = (*NO_TEXT, ("\r", " "))


def write(sheets: Iterable[Sheet], file: BinaryIO, style: Style, /) -> None:
    """Write one sheet, a card a row; without names columns are numbered.

    Raises:
        ContainerError: There are several sheets, or one is not fitted.
    """
    pieces = (piece for sheet in only_sheet(sheets, "vCard") for piece in _cards(sheet))
    write_lines(pieces, file, style.encoding)


def fit(cells: Sheet, style: Style, /) -> Sheet:  # noqa: ARG001 - all encodings hold the same
    """Exchange U+0000 and carriage returns; make names distinct."""
    batches = (
        grid(exchanged(column, _EXCHANGED) for column in batch.columns) for batch in cells.batches
    )
    names = None if cells.names is None else distinct_names([*map(_fitted, cells.names)])
    return replace(cells, names=names, batches=batches)


def _fitted(name: str) -> str:
    return re.sub(r"[\0\r]", " ", name).strip()


def _cards(sheet: Sheet) -> Iterator[bytes]:
    for batch in sheet.batches:
        names = sheet.names or distinct_names([""] * batch.num_columns)
        if len(set(names)) < len(names) or [*map(_fitted, names)] != [*names]:
            raise ContainerError("names of columns", "a card cannot hold them: see `fit`")
        if not batch.num_rows:
            continue
        parts: list[pa.Array | str] = [_FIRST]
        for start, column in zip(_starts(names), batch.columns, strict=True):
            if pc.any(pc.match_substring_regex(column, r"[\x00\r]")).as_py():
                raise ContainerError("a cell", "a card cannot hold it: see `fit`")
            parts.append(pc.binary_join_element_wise(start, exchanged(column, _ESCAPES), ""))
        rows = pc.binary_join_element_wise(*parts, _LAST, "\r\n")
        listed = pa.ListArray.from_arrays(pa.array([0, len(rows)], pa.int32()), rows)
        yield pc.binary_join(listed, "")[0].as_py().encode()


def _starts(names: Iterable[str]) -> Iterator[str]:
    """What each line of a card begins with: its property, and the name of its column."""
    listed = table("vcard_properties")
    endings = sorted(zip(listed["ending"], listed["property"], strict=True), key=_longest_first)
    named = False
    for number, name in enumerate(names, 1):
        found = next((one for ending, one in endings if name.endswith(ending)), "")
        if not found or (found == "FN" and named):
            found = f"X-FIELD-{number}"
        named = named or found == "FN"
        written = name.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
        yield f'{found};{HEADER}="{written}":'


def _longest_first(entry: tuple[str, str]) -> int:
    return -len(entry[0])

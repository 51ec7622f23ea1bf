"""CSV for people, who open it in a spreadsheet: no text of it begins a formula there.

All CSV in which commands tell of something is written here. Data is not: a generated list keeps its
bytes, for its truth counts them, and a redacted copy keeps those of the file that it is of.
"""

import csv
import io
from collections.abc import Iterable
from typing import Final, NamedTuple, TextIO

BEGIN_FORMULAS: Final = frozenset("=+-@\t\r\n＝＋－＠")
TEXT_MARK: Final = "'"
"""Stands before such a text, which a spreadsheet then shows as it is."""

_CRLF: Final = "\r\n"


def harmless(cell: object) -> object:
    """A cell that no spreadsheet calculates: a text that would begin a formula is marked as text.

    Numbers stay numbers, and all other texts what they are.
    """
    if isinstance(cell, str) and cell[:1] in BEGIN_FORMULAS:
        return TEXT_MARK + cell
    return cell


class _Lines(NamedTuple):
    """Takes lines that end in CR and LF, for then alone both are quoted in cells; ends them in LF.

    Attributes:
        out: Where they go.
    """

    out: TextIO

    def write(self, line: str) -> None:
        """Write a line, as ``csv`` does each at once."""
        self.out.write(line.removesuffix(_CRLF) + "\n")


class SheetWriter:
    """Writes rows of harmless cells, a line each.

    Args:
        out: Where they go.
    """

    def __init__(self, out: TextIO) -> None:
        self._writer = csv.writer(_Lines(out), lineterminator=_CRLF)

    def write(self, rows: Iterable[Iterable[object]]) -> None:
        """Write rows; nothing for None."""
        self._writer.writerows(map(harmless, row) for row in rows)


def sheet_text(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A whole sheet, with a line of heads."""
    out = io.StringIO()
    writer = SheetWriter(out)
    writer.write([heads])
    writer.write(rows)
    return out.getvalue()

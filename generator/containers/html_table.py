"""HTML, which many programs call XLS: each table is a sheet, and the text between them is lines.

Workbooks in the XML of Excel 2003 are read alike: their rows and cells are only called otherwise.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import BinaryIO

from leakbench.generator.containers.document_lines import Line, in_sheets
from leakbench.generator.containers.encodings import decoded
from leakbench.generator.containers.sheets import ContainerError, Problem, Sheet

_LONGEST_TAG = 16 << 20
_PIECE = 1 << 18
_MOST_SPANNED = 64
_ROWS, _CELLS = frozenset({"tr", "row"}), frozenset({"td", "th", "cell"})
_BREAKS = frozenset(
    {"address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "footer", "form", "h1"}
    | {"h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "title"}
)
_UNSEEN = frozenset({"script", "style", "styles", "template"})


def read(file: BinaryIO, where: str) -> Iterator[Sheet]:
    """Tables, and lines of the text around them; see ``formats.Reads``."""
    problems: list[Problem] = []
    yield from in_sheets(_lines(file, where, problems), problems)


def _lines(file: BinaryIO, where: str, problems: list[Problem]) -> Iterator[Line]:
    page = _Page()
    for block in decoded(file, problems):
        text = block.decode()
        for start in range(0, len(text), _PIECE):
            page.feed(text[start : start + _PIECE])
            if len(page.rawdata) > _LONGEST_TAG:
                raise ContainerError(where, "HTML with a tag of many megabytes")
            yield from page.lines
            page.lines.clear()
    # To close the parser takes the square of the time if it waits for the end of a comment.
    page.handle_data("" if page.rawdata.startswith("<") else page.rawdata)
    page.finish()
    yield from page.lines


class _Page(HTMLParser):
    """Lines found so far; its methods are called by the parser."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self._block = self._tables = self._unseen = 0
        self._pieces: list[str] = []
        self._row: list[str] = []
        self._span = 1
        self._in_row = self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins; what was left open before ends with it."""
        name = tag.rpartition(":")[2]
        if name == "table":
            self._tables += 1
            if self._tables == 1:
                self.finish()
        elif name in _UNSEEN:
            self._unseen += 1
        elif self._tables == 1 and name in _ROWS:
            self._end_row()
            self._in_row = True
        elif self._tables == 1 and name in _CELLS:
            self._end_cell()
            self._in_row = self._in_cell = True
            span = next((value or "" for key, value in attrs if key == "colspan"), "")
            self._span = min(int(span), _MOST_SPANNED) if span.isdigit() and len(span) < 5 else 1
        elif name in _BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        name = tag.rpartition(":")[2]
        if name == "table" and self._tables:
            self._tables -= 1
            if not self._tables:
                self.finish()
        elif name in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif self._tables == 1 and name in _ROWS:
            self._end_row()
        elif self._tables == 1 and name in _CELLS:
            self._end_cell()
        elif name in _BREAKS:
            self._break()

    def handle_data(self, data: str) -> None:
        """Text."""
        if data and not self._unseen:
            self._pieces.append(data)

    def finish(self) -> None:
        """End what is open, and begin a block."""
        self._end_row()
        self._break()
        self._block += 1

    def _text(self) -> str:
        text = " ".join("".join(self._pieces).split())
        self._pieces.clear()
        return text

    def _break(self) -> None:
        """A line ends; in a cell it is a space."""
        if self._in_cell:
            self._pieces.append(" ")
        elif text := self._text():
            self.lines.append(Line(self._block, table=False, cells=[text]))

    def _end_cell(self) -> None:
        if self._in_cell:
            self._row += [self._text(), *[""] * (self._span - 1)]
        self._in_cell = False

    def _end_row(self) -> None:
        self._end_cell()
        if self._in_row:
            self.lines.append(Line(self._block, table=True, cells=self._row))
        self._row, self._in_row = [], False

"""Paragraphs and rows of tables out of the XML of a Word document, as a stream."""

from collections.abc import Iterator

from leakbench.generator.containers.document_lines import Line
from leakbench.generator.containers.office_package import Package
from leakbench.generator.containers.part_parser import Attributes

_WIDEST_SPAN = 64


def lines(package: Package, part: str) -> Iterator[Line]:
    """What a part of a document holds, in its order.

    Tables in cells of tables are text of those cells, each paragraph a line. What was deleted or
    is an older program's copy of a drawing is left out.

    Raises:
        ContainerError: It is missing, damaged or hostile; what came before is sound.
    """
    found = _Lines()
    for _ in package.parse(part, (found.start, found.end, found.text)):
        yield from found.lines
        found.lines.clear()


class _Lines:
    """Lines found so far; its methods are called by the parser."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._block = 0
        self._tables = self._left_out = 0
        self._taken = False
        self._pieces: list[str] = []
        self._row: list[str] = []
        self._cell: list[str] = []
        self._span = 1

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if name == "t":
            self._taken = not self._left_out
        elif name in {"tab", "br", "cr", "noBreakHyphen"}:
            self._mark(name, attributes)
        elif name == "tbl":
            self._tables += 1
            if self._tables == 1:
                self._block += 1
        elif name == "tr" and self._tables == 1:
            self._row = []
        elif name == "tc" and self._tables == 1:
            self._cell, self._span = [], 1
        elif name == "gridSpan" and self._tables == 1:
            span = next((one for key, one in attributes.items() if key.endswith("val")), "")
            self._span = min(int(span), _WIDEST_SPAN) if span.isdigit() and len(span) < 5 else 1
        elif name == "Fallback":
            self._left_out += 1

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "t":
            self._taken = False
        elif name == "p":
            self._end_paragraph()
        elif name == "tc" and self._tables == 1:
            self._row += ["\n".join(self._cell), *[""] * (self._span - 1)]
        elif name == "tr" and self._tables == 1:
            self.lines.append(Line(self._block, table=True, cells=self._row))
        elif name == "tbl":
            self._tables -= 1
            if self._tables == 0:
                self._block += 1
        elif name == "Fallback":
            self._left_out -= 1

    def text(self, piece: str) -> None:
        """Text, shown or between elements."""
        if self._taken:
            self._pieces.append(piece)

    def _mark(self, name: str, attributes: Attributes) -> None:
        """A character that is an element; a tab that has a place is a tab stop, no character."""
        stop = name == "tab" and any(key.endswith("pos") for key in attributes)
        if not self._left_out and not stop:
            self._pieces.append({"tab": "\t", "noBreakHyphen": "-"}.get(name, "\n"))

    def _end_paragraph(self) -> None:
        if self._left_out:
            return
        text = "".join(self._pieces)
        self._pieces.clear()
        if self._tables:
            self._cell.append(text)
        else:
            self.lines.append(Line(self._block, table=False, cells=[text]))

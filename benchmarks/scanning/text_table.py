"""Tables for a terminal of 80 columns, in which a Chinese character takes two."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from rich.cells import cell_len, chop_cells

WIDTH: Final = 80
_BETWEEN: Final = 2
_OPENING: Final = "（《〈「『【“‘"  # no line ends in these, nor begins with the others
_CLOSING: Final = "）》〉」』】”’，。、；：！？…"


def text_table(heads: Sequence[str], rows: Sequence[Sequence[str]], flexible: int = 0) -> list[str]:
    """Lines of a table that is no wider than 80 columns.

    Args:
        heads: Of the columns.
        rows: Cells; those that are numbers stand to the right.
        flexible: The column whose cells are shortened in their middle where there is no room.
    """
    numeric = [all(_is_number(row[place]) for row in rows) for place in range(len(heads))]
    widths = [max(cell_len(cell) for cell in column) for column in zip(heads, *rows, strict=True)]
    rest = sum(widths) - widths[flexible] + _BETWEEN * (len(heads) - 1)
    widths[flexible] = max(12, min(widths[flexible], WIDTH - rest))
    return [
        (" " * _BETWEEN)
        .join(
            _padded(shortened(cell, width), width, right=right)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        )
        .rstrip()
        for row in (heads, *rows)
    ]


def wrapped(text: str, width: int = WIDTH) -> Iterator[str]:
    """Lines of a paragraph; Chinese breaks anywhere but at marks, other words between them."""
    line = ""
    for word in _pieces(text):
        if line and cell_len(line + word.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += word
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for letter, following in pairwise(text + " "):
        piece += letter
        wide = cell_len(letter) > 1 or cell_len(following) > 1
        bound = letter in _OPENING or following in _CLOSING
        if letter == " " or (wide and not bound):
            yield piece
            piece = ""
    yield piece


def shortened(text: str, width: int) -> str:
    """A text of so many columns at most, without its middle if it is longer."""
    if cell_len(text) <= width:
        return text
    front = (width - 1) // 3
    kept = chop_cells(text, front)[0]
    back = text
    while cell_len(back) > width - 1 - cell_len(kept):
        back = back[1:]
    return f"{kept}…{back}"


def _padded(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - cell_len(text))
    return space + text if right else text + space


def _is_number(text: str) -> bool:
    return not text or text.replace(",", "").replace(".", "").isdigit()

"""Tables as text and as HTML: the columns of most interest, no wider than a reader's window."""

# ruff: noqa: PLC0415 - what is slow to import waits until something is printed

from collections.abc import Mapping, Sequence
from html import escape
from textwrap import wrap
from typing import Any, Final

import pyarrow as pa

WIDTH: Final = 80  # of a printed line; a Chinese character takes two
PRINTED_ROWS: Final = 20
HTML_ROWS: Final = 60
HTML_CHARACTERS: Final = 60  # of a cell
GAP: Final = "  "
NARROWEST: Final = 4  # a column of words is cut to no less

Cells = Mapping[str, list[str]]
"""The cells of each column, as they are printed."""


def as_text(table: pa.Table, shown: Sequence[str]) -> str:
    """The first rows, each a line of at most ``WIDTH``, and a word on what is not shown.

    Args:
        table: The table.
        shown: Its columns, those of most interest first.
    """
    from rich.cells import cell_len, set_cell_size

    cells = _cells(table.slice(0, PRINTED_ROWS), shown)
    figures = {_titled(name) for name in shown if _is_number(table.schema.field(name).type)}
    widths = {name: max(map(cell_len, [name, *column])) for name, column in cells.items()}
    _fit(widths, figures)

    def placed(name: str, cell: str) -> str:
        width = widths[name]
        if cell_len(cell) > width:
            return f"{set_cell_size(cell, width - 1)}…"
        room = " " * (width - cell_len(cell))
        return f"{room}{cell}" if name in figures else f"{cell}{room}"

    heads = [placed(name, name) for name in widths]
    rules = ["─" * width for width in widths.values()]
    columns = [[placed(name, cell) for cell in cells[name]] for name in widths]
    lines = map(GAP.join, [heads, rules, *zip(*columns, strict=True)])
    more = [line for note in _rest(table, shown, PRINTED_ROWS) for line in wrap(note, WIDTH)]
    return "\n".join(line.rstrip() for line in [*lines, *more])


def as_html(table: pa.Table, shown: Sequence[str]) -> str:
    """The first rows for a notebook, and a word on what is not shown; see ``as_text``."""
    cells = _cells(table.slice(0, HTML_ROWS), shown)
    head = "".join(f"<th>{escape(name)}</th>" for name in cells)
    rows = zip(*cells.values(), strict=True)
    body = "".join(f"<tr>{''.join(map(_html_cell, row))}</tr>" for row in rows)
    rest = "".join(f"<p>{escape(line)}</p>" for line in _rest(table, shown, HTML_ROWS))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def _fit(widths: dict[str, int], figures: set[str]) -> None:
    """Make columns narrower, the widest of words first, and leave out the last ones if need be."""
    while sum(widths.values()) + len(GAP) * (len(widths) - 1) > WIDTH:
        words = [name for name in widths if name not in figures and widths[name] > NARROWEST]
        if words:
            widths[max(words, key=lambda name: widths[name])] -= 1
        else:
            widths.popitem()


def _cells(table: pa.Table, shown: Sequence[str]) -> Cells:
    return {_titled(name): [_cell(one) for one in table.column(name).to_pylist()] for name in shown}


def _rest(table: pa.Table, shown: Sequence[str], rows: int) -> list[str]:
    more = table.num_rows - rows
    columns = [name for name in table.column_names if name not in shown]
    notes = [f"{more:,} more rows"] if more > 0 else []
    return [*notes, *([f"more columns: {', '.join(columns)}"] if columns else [])]


def _titled(name: str) -> str:
    return name.replace("_per_", "/").replace("_", " ")


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))


def _cell(value: Any) -> str:
    from leakbench.api.benchmark import cell

    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, float):
        value = round(value, 9)  # a bound of 1 may come out a bit above
    return " ".join(cell(value).split()) or "–"


def _html_cell(text: str) -> str:
    short = text if len(text) <= HTML_CHARACTERS else f"{text[: HTML_CHARACTERS - 1]}…"
    return f"<td>{escape(short)}</td>"

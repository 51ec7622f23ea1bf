"""What commands print on stdout: a table to read, or JSON to read on."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any, Final, NamedTuple

import click

from leakbench.benchmarks.console.column_widths import column_widths

WIDTH: Final = 80  # of text and tables where stdout is no terminal
WIDEST: Final = 240  # of a table whose words do not fit into that


class Titled(NamedTuple):
    """A table under a heading.

    Attributes:
        title: What is in it.
        note: How it is read; may be empty.
        rows: Its rows, under the heads of its columns.
    """

    title: str
    note: str
    rows: Sequence[Mapping[str, Any]]


def emit(
    records: Sequence[Mapping[str, Any]], form: str, columns: Sequence[str] | None = None
) -> None:
    """Print a list of records; where stdout is no terminal, 80 columns wide if its words allow it.

    Args:
        records: One mapping a line of the table; all of it goes into the JSON.
        form: ``table`` or ``json``.
        columns: Keys to show in the table, the first record's by default.
    """
    if form == "json":
        emit_json(records)
        return
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table

    if not records:
        return
    shown = list(records[0] if columns is None else columns)
    numeric = {key for key in shown if all(_is_number(record.get(key)) for record in records)}
    rows = [[cell(record.get(key)) for key in shown] for record in records]
    console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False, markup=False)
    sizes = [
        (
            max(cell_len(word) for text in texts for word in text.split() or [""]),
            max(map(cell_len, texts)),
        )
        for texts in zip(shown, *rows, strict=True)
    ]
    widths = column_widths(sizes, console.width)
    if widths is None and not sys.stdout.isatty():
        console.width = WIDEST
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for at, key in enumerate(shown):
        table.add_column(
            key,
            justify="right" if key in numeric else "left",
            overflow="fold",
            width=None if widths is None else widths[at],
        )
    for row in rows:
        table.add_row(*row)
    with console.capture() as captured:
        console.print(table)
    lines = captured.get().splitlines()
    click.echo("\n".join(line.rstrip() for line in lines if line.strip()))


def emit_tables(tables: Iterable[Titled]) -> None:
    """Print tables to read, each under its title, with an empty line between them."""
    for place, (title, about, rows) in enumerate(tables):
        click.echo("\n".join([*[""] * (place > 0), title, *wrap(about, WIDTH)]))
        emit(rows, "table")


def emit_json(value: object) -> None:
    """Print one JSON value, Chinese as it is."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def cell(value: object) -> str:
    """A value of a table as a reader wants it: a dash for nothing, yes or no, short figures."""
    match value:
        case None:
            return "–"
        case bool():
            return "yes" if value else "no"
        case float():
            return number(value)
        case list() | tuple():
            return ", ".join(str(item) for item in value)
        case _:
            return str(value)


def number(value: float) -> str:
    """A number as short as it can be read: shares to three decimals, rates to three digits."""
    if abs(value) <= 1:
        return f"{value:.3f}"
    digits = 1 if abs(value) < 100 else 0
    return f"{value:,.{digits}f}"


def markdown(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """A table to read; figures to three decimals."""
    lines = [
        f"| {' | '.join(column.replace('_', ' ') for column in columns)} |",
        f"|{'|'.join(' :-- ' for _ in columns)}|",
        *(f"| {' | '.join(_told(row, column) for column in columns)} |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


def _told(row: Mapping[str, Any], column: str) -> str:
    value = row[column]
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        low, high = row.get(f"{column}_low"), row.get(f"{column}_high")
        return f"{value:.3f}" if low is None else f"{value:.3f} [{low:.3f}, {high:.3f}]"
    return ", ".join(value) if isinstance(value, list) else str(value)

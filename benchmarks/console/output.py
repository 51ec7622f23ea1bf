"""What commands print on stdout: a table to read, or JSON to read on."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from shutil import get_terminal_size
from textwrap import wrap
from typing import Any, Final, NamedTuple

import click

from leakbench.benchmarks.console.column_widths import broken_widths, column_widths

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
    """Print a list of records, as wide as the terminal or, where there is none, 80 columns.

    Where its words do not fit, a terminal shows first what all records agree in, then the rest with
    heads, and if need be texts, broken; numbers never are. Elsewhere the table is wider.

    Args:
        records: One mapping a line of the table; all of it goes into the JSON.
        form: ``table`` or ``json``.
        columns: Keys to show in the table, the first record's by default.
    """
    if form == "json":
        emit_json(records)
        return
    if not records:
        return
    shown = list(records[0] if columns is None else columns)
    terminal = on_terminal()
    room = get_terminal_size((WIDTH, 0)).columns if terminal else WIDTH
    widths = column_widths([words[1:] for words in _sizes(records, shown)], room)
    if widths is None and terminal:
        _emit_narrow(records, shown, room)
    else:
        _print_table(records, shown, widths, room if widths else WIDEST)


def _emit_narrow(records: Sequence[Mapping[str, Any]], shown: list[str], room: int) -> None:
    """Print what is too wide for a terminal: what is alike in all lines once, the rest below it."""
    alike = [key for key in shown if len({cell(record.get(key)) for record in records}) == 1]
    told = [f"{key} {cell(records[0][key])}" for key in alike if records[0].get(key) is not None]
    if told:
        # A name stays with its value: blanks that break come between pairs alone.
        pairs = ", ".join(pair.replace(" ", "\xa0") for pair in told)
        click.echo("\n".join(wrap(pairs, room, break_on_hyphens=False)).replace("\xa0", " "))
    rest = [key for key in shown if key not in alike]
    if rest:
        widths = broken_widths(_sizes(records, rest), room)
        _print_table(records, rest, widths, room if widths else WIDEST, close=True)


def _sizes(
    records: Sequence[Mapping[str, Any]], shown: Sequence[str]
) -> list[tuple[int, int, int]]:
    """Of each column the widest of its numbers; of its words and texts, with the head's."""
    from rich.cells import cell_len

    sizes = []
    for key in shown:
        texts = [cell(record.get(key)) for record in records]
        numbers = max(map(cell_len, texts)) if _is_numeric(records, key) else 0
        words = max(cell_len(word) for text in [key, *texts] for word in text.split() or [""])
        sizes.append((numbers, words, max(map(cell_len, [key, *texts]))))
    return sizes


def _print_table(
    records: Sequence[Mapping[str, Any]],
    shown: Sequence[str],
    widths: Sequence[int] | None,
    room: int,
    *,
    close: bool = False,
) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    console = Console(width=room, highlight=False, markup=False)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0) if close else (0, 1))
    for at, key in enumerate(shown):
        table.add_column(
            key,
            justify="right" if _is_numeric(records, key) else "left",
            overflow="fold",
            width=None if widths is None else widths[at],
        )
    for record in records:
        table.add_row(*(cell(record.get(key)) for key in shown))
    with console.capture() as captured:
        console.print(table)
    lines = captured.get().splitlines()
    click.echo("\n".join(line.rstrip() for line in lines if line.strip()))


def on_terminal() -> bool:
    """Whether somebody reads stdout as it is printed."""
    return sys.stdout.isatty()


def emit_tables(tables: Iterable[Titled]) -> None:
    """Print tables to read, each under its title, with an empty line between them."""
    for place, (title, about, rows) in enumerate(tables):
        click.echo("\n".join([*[""] * (place > 0), title, *wrap(about, WIDTH)]))
        emit(rows, "table")


def emit_json(value: object) -> None:
    """Print one JSON value, Chinese as it is."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _is_numeric(records: Sequence[Mapping[str, Any]], key: str) -> bool:
    return all(_is_number(record.get(key)) for record in records)


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

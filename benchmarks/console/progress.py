"""Progress on stderr: a bar for what takes longer than two seconds, lines where no terminal is."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import click

SECONDS_BEFORE_BAR = 2.0


def note(text: str) -> None:
    """One line for the user, off the data's stream."""
    click.echo(text, err=True)


def on_terminal() -> bool:
    """Whether somebody watches stderr."""
    return sys.stderr.isatty()


@contextmanager
def progress(title: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show how far something is.

    Args:
        title: What is being done.
        total: Units of work in it.

    Yields:
        A function to be told of units done.
    """
    if not on_terminal():
        note(title)
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(title, total=total)
    begun = monotonic()
    shown = False

    def advance(done: int) -> None:
        nonlocal shown
        bar.advance(task, done)
        if not shown and monotonic() - begun > SECONDS_BEFORE_BAR:
            shown = True
            bar.start()

    try:
        yield advance
    finally:
        if shown:
            bar.stop()

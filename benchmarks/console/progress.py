"""Progress on stderr: a bar for what takes longer than two seconds; without a terminal, lines."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import click

SECONDS_BEFORE_BAR = 2.0
SECONDS_BETWEEN_LINES = 5.0


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
        yield _lines(title.partition(":")[0], total)
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


def _lines(name: str, total: int) -> Callable[[int], None]:
    """A line every few seconds: how much is done, and about how long the rest takes."""
    begun = said = monotonic()
    so_far = 0

    def advance(done: int) -> None:
        nonlocal so_far, said
        so_far += done
        now = monotonic()
        if now - said < SECONDS_BETWEEN_LINES or not 0 < so_far < total:
            return
        said = now
        left = (now - begun) / so_far * (total - so_far)
        note(f"{name}: {100 * so_far // total}%, about {left:.0f} s left")

    return advance

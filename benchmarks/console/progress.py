"""Progress on stderr: a bar for what takes longer than two seconds; without a terminal, lines."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from time import monotonic

import click

SECONDS_BEFORE_BAR = 2.0
SECONDS_BETWEEN_LINES = 5.0
STEADY = 1.5  # of two rates, how many times the greater one may be the lesser


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
    )

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rest]}"),
    )
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    rest = Rest(total)
    task = bar.add_task(title, total=total, rest="")
    begun = monotonic()
    shown = False

    def advance(done: int) -> None:
        nonlocal shown
        rest.add(done)
        bar.update(task, advance=done, rest=str(rest))
        if not shown and monotonic() - begun > SECONDS_BEFORE_BAR:
            shown = True
            bar.start()

    try:
        yield advance
    finally:
        if shown:
            bar.stop()


class Rest:
    """About how long the rest takes, as soon as that can be told.

    The beginning says little: kernels are compiled, processes start. So rates of spans of a few
    seconds are compared, and the rest is told once two in a row are about the same.

    Attributes:
        so_far: Units done.
        seconds: That the rest takes; None while nobody knows.
    """

    def __init__(self, total: int) -> None:
        self.so_far = 0
        self.seconds: float | None = None
        self._total = total
        self._spans = [(monotonic(), 0)]  # when spans began, and what was done by then

    def add(self, done: int) -> bool:
        """Take units done; gives whether a span has ended, so that there is something to tell."""
        self.so_far += done
        now = monotonic()
        began, before = self._spans[-1]
        if now - began < SECONDS_BETWEEN_LINES or not before < self.so_far < self._total:
            return False
        self._spans = [*self._spans[-2:], (now, self.so_far)]
        rates = [
            (after - earlier) / (end - begin)
            for (begin, earlier), (end, after) in pairwise(self._spans)
        ]
        steady = len(rates) > 1 and max(rates) <= STEADY * min(rates)
        left = self._total - self.so_far
        self.seconds = left * len(rates) / sum(rates) if steady else None
        return True

    def __str__(self) -> str:
        """In words; nothing while nobody knows."""
        return "" if self.seconds is None else f"about {self.seconds:.0f} s left"


def _lines(name: str, total: int) -> Callable[[int], None]:
    """A line every few seconds: how much is done, and about how long the rest takes."""
    rest = Rest(total)

    def advance(done: int) -> None:
        if rest.add(done):
            share = f"{100 * rest.so_far // total}%"
            note(f"{name}: {', '.join(filter(None, [share, str(rest)]))}")

    return advance

"""Options of commands that read a user's files."""

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from leakbench.benchmarks.console.subjects import detector_option

Command = TypeVar("Command", bound=Callable[..., Any])


def _cores() -> int:
    """Cores that this process may use."""
    counted = getattr(os, "sched_getaffinity", None)
    return len(counted(0)) if counted is not None else os.cpu_count() or 1


reader_option = detector_option(
    default="native", help="Who reads; leakbench list detectors names them."
)


def scan_options(command: Command) -> Command:
    """Add ``--workers`` and ``--show``."""
    workers = click.option(
        "--workers",
        type=click.IntRange(1),
        default=_cores,
        show_default="one a core",
        help="Processes that read. One that crashes, hangs or takes too much memory is replaced, "
        "and its file is unreadable.",
    )
    show = click.option(
        "--show", is_flag=True, help="Show records as they stand; numbers are masked without it."
    )
    return workers(show(command))

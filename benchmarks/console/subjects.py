"""Options that say what is measured and by whom: ``--corpus``, ``--real``, ``--detector``."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

from leakbench.benchmarks.console import completing
from leakbench.benchmarks.console.options import debug_option

Command = TypeVar("Command", bound=Callable[..., Any])

RECORDS: Final = "NAME|DIR|FILE"
"""How ``--corpus`` is called where it is a corpus, a dataset's directory or a labelled corpus."""
EVERY_DETECTOR: Final = (
    "A detector; repeat for more. Every available one that takes no argument by default. "
    "./file.py:NAME or module:NAME is a class or function of yours, exec:COMMAND a program "
    "(examples/exec_detector), http:URL a service with presidio-analyzer's API."
)
_DETECTOR: Final = "NAME[:ARGUMENT]"


def corpora_option(
    *,
    metavar: str = RECORDS,
    help: str,  # noqa: A002 - click's word
) -> Callable[[Command], Command]:
    """Add ``--corpus``, which may be repeated."""
    return click.option(
        "--corpus",
        "corpora",
        multiple=True,
        metavar=metavar,
        shell_complete=completing.corpora,
        help=help,
    )


def corpus_option(
    *,
    metavar: str = RECORDS,
    default: str | None = None,
    help: str,  # noqa: A002 - click's word
) -> Callable[[Command], Command]:
    """Add ``--corpus``, one."""
    return click.option(
        "--corpus",
        metavar=metavar,
        default=default,
        show_default=True,
        shell_complete=completing.corpora,
        help=help,
    )


def real_option(*, multiple: bool) -> Callable[[Command], Command]:
    """Add ``--real``, which must be given."""
    return click.option(
        "--real",
        multiple=multiple,
        required=True,
        metavar="FILE|DIR",
        shell_complete=completing.files,
        help=f"A labelled corpus of real text, or its card{'; repeat for more' * multiple}.",
    )


def detectors_option(*, help: str = EVERY_DETECTOR) -> Callable[[Command], Command]:  # noqa: A002 - click's word
    """Add ``--detector``, which may be repeated, and ``--debug``."""
    option = click.option(
        "--detector",
        "detectors",
        multiple=True,
        metavar=_DETECTOR,
        shell_complete=completing.detectors,
        help=help,
    )
    return lambda command: option(debug_option(command))


def detector_option(*, default: str | None, help: str) -> Callable[[Command], Command]:  # noqa: A002 - click's word
    """Add ``--detector``, one, and ``--debug``."""
    option = click.option(
        "--detector",
        default=default,
        show_default=True,
        metavar=_DETECTOR,
        shell_complete=completing.detectors,
        help=help,
    )
    return lambda command: option(debug_option(command))

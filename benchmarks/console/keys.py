"""The option ``--key``: with what generated numbers are marked."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from leakbench.generator.keys import PUBLIC_KEY, VARIABLE, Key, key_of

Command = TypeVar("Command", bound=Callable[..., Any])


def _key(_context: click.Context, _option: click.Parameter, value: str) -> Key:
    try:
        return key_of(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def key_option(
    *,
    expose: bool = True,
    help: str = "With what mobiles, resident IDs, cards and USCCs are marked.",  # noqa: A002 - click's word
) -> Callable[[Command], Command]:
    """Add ``--key``; a command that makes no spec of it needs no argument for it."""
    return click.option(
        "--key",
        envvar=VARIABLE,
        show_envvar=True,
        default=PUBLIC_KEY,
        show_default=True,
        callback=_key,
        expose_value=expose,
        metavar="TEXT",
        help=help,
    )

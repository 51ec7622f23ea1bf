"""Options that limit what detectors spend which pay for their answers."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from leakbench.detectors.budget import MAX_COST, MAX_REQUESTS, PRICE, parsed_price
from leakbench.generator.jobs.environment import environment

Command = TypeVar("Command", bound=Callable[..., Any])


def _price(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        try:
            parsed_price(value)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None
    return value


def spending_options(command: Command) -> Command:
    """Add ``--max-requests``, ``--max-cost`` and ``--price``."""
    requests = click.option(
        "--max-requests",
        type=click.IntRange(1),
        metavar="N",
        help="What a detector that pays for its answers may ask in all. Every detector then "
        "answers a sample of each corpus that shows every pair of label and form before it repeats "
        "any.",
    )
    money = click.option(
        "--max-cost",
        type=click.FloatRange(0, min_open=True),
        metavar="X",
        help="What such a detector may spend on each corpus; no request begins when it is spent, "
        "and the detector has failed. Needs --price.",
    )
    price = click.option(
        "--price",
        metavar="IN,OUT",
        callback=_price,
        help="What 10^6 tokens cost, sent and answered; the result then says what was spent.",
    )
    return requests(money(price(command)))


@contextmanager
def spending(requests: int | None, money: float | None, price: str | None) -> Iterator[None]:
    """Tell detectors what they may spend, by the environment, for as long as this lasts.

    Raises:
        click.UsageError: A limit of money without a price.
    """
    if money is not None and price is None and PRICE not in os.environ:
        raise click.UsageError("--max-cost needs --price IN,OUT")
    given = {MAX_REQUESTS: requests, MAX_COST: money, PRICE: price}
    told = {name: str(value) for name, value in given.items() if value is not None}
    with environment(told):
        yield

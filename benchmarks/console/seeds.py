"""``--seed``: a number, or a word for one that nobody chose."""

import secrets
from typing import Any

import click

MAX_SEED = 2**63 - 1


class SecretSeed(int):
    """A seed that nobody chose: drawn when the command began."""


class _Seed(click.IntRange):
    """A seed, or the word ``secret`` for one that is drawn."""

    name = "seed"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | SecretSeed:
        if value == "secret":
            return SecretSeed(secrets.randbelow(MAX_SEED + 1))
        return super().convert(value, param, ctx)


seed_option = click.option(
    "--seed",
    type=_Seed(0, MAX_SEED),
    default=0,
    show_default=True,
    metavar="N|secret",
    help="Another seed is another population; secret draws one, which the output tells.",
)

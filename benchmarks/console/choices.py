"""One of several words: a wrong one is told the nearest right one."""

from typing import Any

import click

from leakbench.generator.errors import nearest


class OneOf(click.Choice[str]):
    """One of some words, as every option and argument that takes such is declared."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word."""
        if value not in self.choices:
            self.fail(not_one_of(str(value), [*self.choices]), param, ctx)
        return str(value)


def not_one_of(value: str, choices: list[str]) -> str:
    """What is said of a word that is none of those that there are."""
    close = nearest(value, choices)
    told = f"{value!r} is not one of {', '.join(choices)}"
    return told if close is None else f"{told}; did you mean {close}?"

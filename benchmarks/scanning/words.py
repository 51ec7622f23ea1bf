"""Words for people in two languages, and which of them a user reads."""

import os
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, TypeVar, get_args

import click

from leakbench.benchmarks.console.choices import OneOf
from leakbench.generator.entities import entities

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

Command = TypeVar("Command", bound=Callable[..., Any])


@cache
def words(package: str) -> Mapping[str, Mapping[str, str]]:
    """What a room says in each language: its ``words.toml``."""
    return tomllib.loads(files(package).joinpath("words.toml").read_text("utf-8"))


def many(say: Mapping[str, str], word: str, number: int, **filled: str) -> str:
    """A word with a number in it: ``WORD_1`` where it is one.

    Args:
        say: The words of a language.
        word: Which of them; ``{number}`` stands in it for the number.
        number: How many.
        filled: What else is filled in.
    """
    return say[f"{word}_1" if number == 1 else word].format(number=f"{number:,}", **filled)


def label_in(language: Language, label: str) -> str:
    """What a kind of information is called."""
    known = entities().get(label)
    return known.title if language == "zh" and known is not None else label


def own_language() -> Language:
    """What the environment says that the user reads: Chinese if a Chinese locale is set."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.startswith("zh") else "en"
    return "en"


def language_option(command: Command) -> Command:
    """Add ``--language``."""
    option = click.option(
        "--language",
        type=OneOf(LANGUAGES),
        default=own_language,
        show_default="as the locale says",
        help="In which language is told what was found.",
    )
    return option(command)

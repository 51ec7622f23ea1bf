"""What the index and the tables of a paper say, in English and Chinese."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from leakbench.benchmarks.figures.style import Language

TABLES = "tables"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(
        files("leakbench.benchmarks.reports").joinpath("paper_words.toml").read_text("utf-8")
    )


def say(key: str, language: Language = "en", **values: object) -> str:
    """Words for a key, with their values filled in."""
    words: dict[str, str] = _data()[language]
    return words[key].format(**values)


def joined(sentences: list[str], language: Language) -> str:
    """Sentences one after another, as the language sets them."""
    return ("" if language == "zh" else " ").join(filter(None, sentences))


def sections() -> list[str]:
    """Sections of the index, tables last."""
    return [*_data()["sections"], TABLES]


def section_of(stem: str) -> str:
    """The section in which a figure stands, by the beginning of its name."""
    return next(
        name
        for name, beginnings in _data()["sections"].items()
        if any(stem == one or stem.startswith(f"{one}-") for one in beginnings)
    )

"""The words of seized offices, out of ``data``: companies, folders, file names, office texts."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import numpy as np

Word = TypeVar("Word")

_OUTER, _INNER = "{", "}"


@cache
def words(name: str) -> dict[str, Any]:
    """A file of ``data`` by its name."""
    text = files("leakbench.generator.cases.data").joinpath(f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def template(name: str) -> str:
    """A text of ``data``."""
    return files("leakbench.generator.cases.data").joinpath(name).read_text("utf-8")


def filled(line: str, slots: dict[str, str]) -> str:
    """A line with its ``{slots}`` filled.

    Raises:
        KeyError: It has a slot that is not there.
    """
    pieces = line.split(_OUTER)
    out = [pieces[0]]
    for piece in pieces[1:]:
        name, closed, rest = piece.partition(_INNER)
        out.append(slots[name] + rest if closed and name.isidentifier() else _OUTER + piece)
    return "".join(out)


def one_of(draw: np.random.Generator, known: Sequence[Word]) -> Word:
    """One of some words."""
    return known[int(draw.integers(len(known)))]


def by_share(draw: np.random.Generator, shares: dict[Word, float]) -> Word:
    """One of some words, each as often as its share says."""
    weights = np.array(list(shares.values()), np.float64)
    return list(shares)[int(draw.choice(len(weights), p=weights / weights.sum()))]

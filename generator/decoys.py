"""Decoys: numbers that look personal and are not, recorded with their kind.

Kinds, their patterns and the sentences that carry them stand in ``data/decoys.toml``.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.compiled import compiled
from leakbench.generator.parts import Part, by_split
from leakbench.generator.streams import Bits, below, lower
from leakbench.generator.strings import Arena, Bytes, Packed, Strings


@dataclass(frozen=True, slots=True)
class DecoyKind:
    """A kind of decoy.

    Attributes:
        name: Its name.
        title: Its Chinese name.
        patterns: How it is written: ``#`` is a digit, ``@`` a capital letter.
        label: A label it carries as well (a hotline is a telephone number, but nobody's).
    """

    name: str
    title: str
    patterns: tuple[str, ...]
    label: str | None = None


@cache
def decoy_kinds() -> tuple[DecoyKind, ...]:
    """Every kind that sentences carry."""
    return tuple(
        DecoyKind(kind["name"], kind["title"], tuple(kind["patterns"]), kind.get("label"))
        for kind in _document()["kinds"]
    )


def decoy_sentences(share: float) -> Part:
    """The sentences that carry decoys, as the last part of a share of the texts."""
    return Part("decoys", share, by_split(_document()["sentences"]))


@cache
def _document() -> dict[str, Any]:
    source = files("leakbench.generator.data").joinpath("decoys.toml").read_text("utf-8")
    return tomllib.loads(source)


@compiled
def _fill(out: Bytes, at: int, packed: Packed, bits: Bits) -> None:
    for row in range(len(packed)):
        state = bits[row]
        begin = packed[row] >> 32
        size = (packed[row] >> 16) & 0xFFFF
        packed[row] = (at << 32) | (packed[row] & 0xFFFFFFFF)
        for place in range(size):
            character = out[begin + place]
            if character in (35, 64):  # '#', '@'
                state = state * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)
                draw = state >> np.uint64(32)
                if character == 35:
                    character = np.uint8(48 + ((draw * np.uint64(10)) >> np.uint64(32)))
                else:
                    character = np.uint8(65 + ((draw * np.uint64(26)) >> np.uint64(32)))
            out[at + place] = character
        at += size


class Decoys:
    """Draws the values of every kind."""

    def __init__(self, arena: Arena) -> None:
        self._arena = arena
        self._patterns = [arena.intern(kind.patterns) for kind in decoy_kinds()]

    def draw(self, kind: int, bits: Bits, where: NDArray[np.bool_]) -> Strings:
        """Values of a kind for the rows told; empty elsewhere."""
        rows = np.flatnonzero(where)
        patterns = self._patterns[kind]
        column = np.zeros(len(bits), np.int64)
        if not len(rows):
            return Strings(column)
        drawn = bits[rows]
        pattern = patterns.take(below(drawn, len(patterns)))
        at = self._arena.reserve(int(pattern.size.sum()))
        _fill(self._arena.bytes, at, pattern.packed, lower(drawn) ^ drawn)
        column[rows] = pattern.packed
        return Strings(column)

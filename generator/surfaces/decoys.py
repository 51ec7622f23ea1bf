"""Decoys: numbers that look personal and are not, recorded with their kind.

Kinds, their patterns and the sentences that carry them stand in ``data/decoys.toml``.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.streams import Bits, Index, Streams, below, lower
from leakbench.generator.engine.strings import Arena, Bytes, Packed, Strings
from leakbench.generator.engine.tables import owned, text_hash
from leakbench.generator.engine.templates import fields_of
from leakbench.generator.spec import Split
from leakbench.generator.surfaces.parts import Part, by_split


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

    def patterns_of(self, split: Split) -> tuple[str, ...]:
        """The patterns that a split uses: words are parted between the splits, numbers are not."""
        if any(mark in pattern for pattern in self.patterns for mark in "#@"):
            return self.patterns
        mine = owned(text_hash(self.patterns), split)
        return tuple(word for word, here in zip(self.patterns, mine, strict=True) if here)


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


@compiled
def _carried(
    program: NDArray[np.int32],
    first: NDArray[np.int32],
    kind: NDArray[np.int32],
    rows: NDArray[np.int64],
    kinds: NDArray[np.int32],
) -> int:
    """Rows and kinds of the decoys that are carried, into arrays that may be too short."""
    count = 0
    for part in range(program.shape[0]):
        for row in range(program.shape[1]):
            chosen = program[part, row]
            if chosen < 0:
                continue
            for at in range(first[chosen], first[chosen + 1]):
                if count < len(rows):
                    rows[count] = row
                    kinds[count] = kind[at]
                count += 1
    return count


class Decoys:
    """Draws the values of the decoys that templates carry.

    Args:
        templates: The templates of all parts, in the order of their numbers.
        split: Whose words are drawn.
        arena: Where values are written.
    """

    def __init__(self, templates: Sequence[str], split: Split, arena: Arena) -> None:
        self._arena = arena
        kinds = decoy_kinds()
        self._streams = [f"decoy/{number}" for number in range(len(kinds))]
        patterns = [arena.intern(kind.patterns_of(split)).packed for kind in kinds]
        self._patterns = Strings(np.concatenate(patterns))
        self._choice = np.array([len(of_kind) for of_kind in patterns])
        self._first_pattern = np.cumsum(self._choice) - self._choice
        numbers = {kind.name: number for number, kind in enumerate(kinds)}
        carried = [
            sorted({numbers[name] for name in fields_of(template) if name in numbers})
            for template in templates
        ]
        self._first = np.cumsum([0, *map(len, carried)], dtype=np.int32)
        self._kinds = np.array([kind for some in carried for kind in some], np.int32)

    def fill(
        self,
        program: NDArray[np.int32],
        index: Index,
        streams: Streams,
        columns: NDArray[np.int64],
    ) -> None:
        """Write the values that are carried into columns of strings; the rest stays as it is.

        Args:
            program: The template of each part of each text, shape (parts, rows); -1 is none.
            index: Index of each row.
            streams: Those of the dataset.
            columns: Strings of each kind as ``Strings`` packs them, shape (kinds, rows).
        """
        rows, kinds = self._carried(program)
        drawn = streams.bits_each(self._streams, kinds, index[rows])
        choice = below(drawn, self._choice[kinds])
        patterns = self._patterns.take(self._first_pattern[kinds] + choice)
        at = self._arena.reserve(int(patterns.size.sum()))
        _fill(self._arena.bytes, at, patterns.packed, lower(drawn) ^ drawn)
        columns[kinds, rows] = patterns.packed

    def _carried(self, program: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Rows and kinds of the decoys that are carried."""
        room = program.shape[1]
        while True:
            rows, kinds = np.empty(room, np.int64), np.empty(room, np.int32)
            count = _carried(program, self._first, self._kinds, rows, kinds)
            if count <= room:
                return rows[:count], kinds[:count]
            room = count

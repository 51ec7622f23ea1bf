"""Placeholders: what stands in the cells of lists that have no value, such as 无, NULL or -.

They stand in tables only, are no values and have no labels. A file writes the empty cells of a
column in one way, most files with nothing; a cell here and there is filled in otherwise.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.corpus import Corpus
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.streams import Bits, Index, Streams, mixed, stream_key
from leakbench.generator.engine.strings import Arena, Packed
from leakbench.generator.engine.tables import slots, table, weights
from leakbench.generator.entities import entities

KINDS = ("amounts", "numbers", "words", "others")
"""Kinds of columns, each with weights of its own; others are those without a label."""

_OF_WORDS = ("PERSON", "ADDRESS", "ORG", "HEALTH")  # parents of labels
_OTHERWISE = round(0.03 * 2**32)  # of the empty cells
_BITS = 12
_SHIFT = np.uint64(64 - _BITS)


@cache
def placeholders() -> frozenset[str]:
    """All of them."""
    return frozenset(text for text in table("placeholders")["text"] if text)


def kind_of(label: str | None) -> str:
    """The kind of a column with this label."""
    if label is None:
        return "others"
    if label == "AMOUNT":
        return "amounts"
    return "words" if entities()[label].parent in _OF_WORDS else "numbers"


class _Ways(NamedTuple):
    """How the empty cells of each column are filled in.

    Attributes:
        keys: Keys of the random bits of files and of cells, shape (columns, 2).
        kind: Row of the next two for each column, shape (columns,).
        usual: What files have, nothing included, by random bits, shape (kinds, 2**_BITS).
        otherwise: What a cell has that is filled in by itself.
    """

    keys: Bits
    kind: NDArray[np.int64]
    usual: Packed
    otherwise: Packed


class Placeholders:
    """Fills in the empty cells of a corpus; only those of lists have anything.

    Args:
        corpus: Whose cells they are.
        arena: Where placeholders stand.
        streams: Those of the dataset.
    """

    def __init__(self, corpus: Corpus, arena: Arena, streams: Streams) -> None:
        self._is_list = corpus.is_list
        text = arena.intern(table("placeholders")["text"]).packed
        together = np.array(table("placeholders")["alone"]) == "no"
        some = np.array(table("placeholders")["text"]) != ""
        share = [weights("placeholders", kind) for kind in KINDS]
        self._ways = _Ways(
            keys=np.array(
                [
                    [
                        stream_key(streams.seed, streams.scope, f"placeholder/{whose}/{field.name}")
                        for whose in ("file", "cell")
                    ]
                    for field in corpus.fields
                ],
                np.uint64,
            ),
            kind=np.array([KINDS.index(kind_of(field.label)) for field in corpus.fields]),
            usual=np.stack([text[slots(weight * together, _BITS)] for weight in share]),
            otherwise=np.stack([text[slots(weight * some, _BITS)] for weight in share]),
        )

    def filling(self, file: Index, index: Index) -> Callable[[int, Packed], Packed]:
        """What gives a column with its empty cells filled in, or itself if there are none.

        It is called with the number of the field, and with its strings as ``Strings`` packs them.

        Args:
            file: The file of each row.
            index: Index of each row.
        """

        def filled(field: int, cells: Packed) -> Packed:
            if not self._is_list or not _empty(cells):
                return cells
            made = cells.copy()
            _fill(field, made, (file, index), self._ways)
            return made

        return filled


@compiled
def _empty(cells: Packed) -> int:
    """How many cells are empty; the processor counts several at once."""
    count = 0
    for row in range(len(cells)):
        count += cells[row] & 0xFFFF == 0
    return count


@compiled
def _fill(field: int, cells: Packed, where: tuple[Index, Index], ways: _Ways) -> None:
    keys, kinds, usual, otherwise = ways
    file, index = where
    kind = kinds[field]
    for row in range(len(cells)):
        if cells[row] & 0xFFFF > 0:
            continue
        bits = mixed(keys[field, 1], index[row])
        if np.int64(bits & np.uint64(0xFFFFFFFF)) < _OTHERWISE:
            text = otherwise[kind, bits >> _SHIFT]
        else:
            text = usual[kind, mixed(keys[field, 0], file[row]) >> _SHIFT]
        if text & 0xFFFF > 0:
            cells[row] = text

"""Candidates and spans: where something stands, and what the passes write about it."""

from typing import NamedTuple

from leakbench.detectors.normalize.characters import Bytes, Ints
from leakbench.detectors.normalize.mapping import CharacterIndex, characters_before
from leakbench.generator.engine.compiled import inner

ROW, START, STOP, KIND, FIRST, LAST = range(6)
"""Rows of the candidates: cell, bytes from and to, kind, code points from and to."""
PASSED = -2  # a kind: what is read over
LABEL, SCORE, BYTE_BEGIN, BYTE_END = 3, 4, 5, 6
"""Rows of the spans, behind the cell and the code points from and to."""
SURE, TOLD, LIKELY = 100, 90, 60
"""How certain a span is, in hundredths: by its form, by a word beside it, by the likes of it."""


class Place(NamedTuple):
    """Where something stands in a column's bytes.

    Attributes:
        data: The bytes.
        cell_start: Where its cell begins.
        search_from: From where on words speak for it: behind the value before it.
        start: Where it begins.
        stop: Where it ends.
        cell_end: Where its cell ends.
    """

    data: Bytes
    cell_start: int
    search_from: int
    start: int
    stop: int
    cell_end: int


class Neighbours(NamedTuple):
    """The candidates around one of them.

    Attributes:
        candidates: All of them, shape (6, capacity).
        size: How many there are.
        own: Which of them is asked about.
        last_label: What the span before it in its cell is; -1 is nothing.
        last_stop: Where that one ends.
    """

    candidates: Ints
    size: int
    own: int
    last_label: int
    last_stop: int


@inner
def write_candidate(
    row: int, place: Place, kind: int, characters: CharacterIndex, out: Ints, found: int
) -> int:
    """Write one candidate behind others; how many then are."""
    low = place.cell_start
    out[ROW, found] = row
    out[START, found] = place.start
    out[STOP, found] = place.stop
    out[KIND, found] = kind
    out[FIRST, found] = characters_before(characters, place.start - low)
    out[LAST, found] = characters_before(characters, place.stop - low)
    return found + 1

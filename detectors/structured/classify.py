"""Second pass: candidates become spans, those without a label of their own by their rules."""

from typing import NamedTuple

import numpy as np

from leakbench.detectors.normalize.characters import CLASS, DIGIT, Ints
from leakbench.detectors.structured.candidates import (
    BYTE_BEGIN,
    BYTE_END,
    FIRST,
    KIND,
    LABEL,
    LAST,
    ROW,
    SCORE,
    START,
    STOP,
    Neighbours,
    Place,
)
from leakbench.detectors.structured.cues import CueTables
from leakbench.detectors.structured.find_candidates import Column
from leakbench.detectors.structured.labels import NOTHING, label, shape
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.detectors.structured.rules.compiler import Nearby
from leakbench.detectors.structured.rules.kernels import by_context, glued_in_context
from leakbench.generator.engine.compiled import compiled, inlined, inner

_NAME = shape("name")
_DIALLED = label("MOBILE"), label("LANDLINE"), label("HOTLINE"), label("EMAIL")
_APOSTROPHE = ord("'")
_NO_HEADER = 0


class ColumnContext(NamedTuple):
    """What speaks for the values of a column.

    Attributes:
        header: What its header says, see ``cue_kind``.
        words: Cue words before a value.
        words_after: Cue words behind one.
        tables: What numbers begin with.
    """

    header: int
    words: CueTables
    words_after: CueTables
    tables: NumberTables


@inner
def _letters_before_digits(place: Place) -> int:
    """How many letters a value has, if digits alone are behind them; else 0."""
    data, at, stop = place.data, place.start, place.stop
    i = at
    while i < stop and CLASS[data[i]] > DIGIT:
        i += 1
    letters = i - at
    while i < stop and CLASS[data[i]] == DIGIT:
        i += 1
    return letters if letters and i == stop else 0


@inlined
def _glued(place: Place, nearby: Nearby) -> tuple[int, int, int]:
    """(label, certainty, letters before it) of digits right behind the letters that say what."""
    letters = _letters_before_digits(place)
    if not letters:
        return NOTHING, 0, 0
    data, low, _, start, stop, end = place
    digits = Place(data, low, start, start + letters, stop, end)
    context = Nearby(
        _NO_HEADER,
        nearby.words,
        nearby.words_after,
        nearby.tables,
        nearby.neighbours,
        nearby.memo,
    )
    what, certainty = glued_in_context(digits, context)
    return what, certainty, letters


@inner
def _keeps_from_counting(place: Place, what: int) -> bool:
    """Whether an apostrophe before a value keeps a spreadsheet from counting: it belongs to it."""
    data, at, stop = place.data, place.start, place.stop
    if what in _DIALLED or at == place.cell_start or data[at - 1] != _APOSTROPHE:
        return False
    return stop == place.cell_end or data[stop] != _APOSTROPHE


@inlined
def _classify_all(
    column: Column, found: Ints, count: int, known: ColumnContext, memo: Ints, out: Ints
) -> int:
    """The same, in a function that holds no array: to count who does costs more than a rule."""
    data, offsets = column.text.data, column.offsets
    header, words, words_after, tables = known
    spans = 0
    last_row = last_label = -1
    last_stop = 0
    for index in range(count):
        row = found[ROW, index]
        kind = int(found[KIND, index])
        low, end = int(offsets[row]), int(offsets[row + 1])
        if row != last_row:
            last_row, last_label, last_stop = row, NOTHING, low
        start, stop = int(found[START, index]), int(found[STOP, index])
        # A word speaks for the next value only.
        place = Place(data, low, last_stop, start, stop, end)
        neighbours = Neighbours(found, count, index, last_label, last_stop)
        nearby = Nearby(header, words, words_after, tables, neighbours, memo)
        what, certainty, skipped = NOTHING, 0, 0
        if kind == _NAME:
            what, certainty, skipped = _glued(place, nearby)
        if what == NOTHING:
            skipped = 0
            what, certainty = by_context(kind, place, nearby)
        if what == NOTHING:
            continue
        first = found[FIRST, index] + skipped
        if not skipped and _keeps_from_counting(place, what):
            first -= 1
            start -= 1
        out[ROW, spans] = row
        out[1, spans] = first
        out[2, spans] = found[LAST, index]
        out[LABEL, spans] = what
        out[SCORE, spans] = certainty
        out[BYTE_BEGIN, spans] = start + skipped
        out[BYTE_END, spans] = stop
        last_label, last_stop = what, stop
        spans += 1
    return spans


@compiled
def classify(column: Column, found: Ints, count: int, known: ColumnContext, out: Ints) -> int:
    """Turn candidates into spans.

    Args:
        column: The column.
        found: Candidates, shape (6, capacity).
        count: How many of them there are.
        known: What speaks for its values.
        out: Row, first and last code point (or byte of the view), label and score of each span,
            then bytes from and to, int32, shape (7, count or more).

    Returns:
        How many spans there are.
    """
    return _classify_all(column, found, count, known, np.full(2, -1, np.int32), out)

"""Audit: nothing personal stands outside the labels.

Labelled values and decoys are blanked out. In what is left of a text, no value of the same record
may stand; and neither there nor in what is left of a cell may stand what looks like a mobile
number, a resident ID or an e-mail address.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.generator.audit.blocks import (
    Block,
    Bytes,
    Column,
    Extents,
    Ints,
    Spans,
    column_of,
    cut,
)
from leakbench.generator.audit.findings import Finding, Tally
from leakbench.generator.corpus import Corpus
from leakbench.generator.engine.ascii import is_letter_or_digit
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.entities import entities

LOOKS = {
    "mobile numbers": r"(?:^|[^0-9])1[3-9][0-9]{9}(?:$|[^0-9])",
    "resident IDs": r"(?:^|[^0-9])[1-8][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx](?:$|[^0-9A-Za-z])",
    "e-mail addresses": r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+\.[A-Za-z]{2,}",
}
_SHORTEST = 4  # bytes of a value that is looked for: two characters or four digits
_CHANCE = {2: 0.0005, 3: 0.00001}
"""Share of the values of two and three Chinese characters that may happen to stand in other words:
somebody called 张学生 in 一张学生卡."""


class TemplateLeakage:
    """Looks at what stands around the labels.

    Args:
        corpus: Whose declaration says which columns are decoys.
        straight: Whether every cell stands in its column.
    """

    def __init__(self, corpus: Corpus, *, straight: bool) -> None:
        self._tally = Tally("template_leakage")
        self._short = {length: Tally("template_leakage") for length in _CHANCE}
        fields = corpus.fields if straight else ()
        self._scanned = [place for place, field in enumerate(fields) if field.decoy is None]

    def add(self, block: Block) -> None:
        """Look at a block."""
        left = _blanked(block.text, [block.text_spans, block.decoys])
        for spans in (block.text_spans, block.cell_spans):
            self._known(block, spans, left)
        rest = pa.StringArray.from_buffers(
            block.rows, pa.py_buffer(block.text.offsets.astype(np.int32)), pa.py_buffer(left)
        )
        self._scan(block, "texts", rest)
        for number in self._scanned:
            column = block.cells[number]
            here = block.cell_spans.column == number
            left = _blanked(column, [_only(block.cell_spans, here)])
            offsets = pa.py_buffer(column.offsets.astype(np.int32))
            cells = pa.StringArray.from_buffers(block.rows, offsets, pa.py_buffer(left))
            self._scan(block, "cells", cells)

    def findings(self) -> Iterable[Finding]:
        """What came out."""
        found = list(self._tally.findings())
        for length, tally in self._short.items():
            found += tally.findings(_CHANCE[length])
        return found

    def _known(self, block: Block, spans: Spans, left: Bytes) -> None:
        where = np.flatnonzero(spans.exact & spans.inside)
        values = column_of(spans.value.take(pa.array(where)))
        row, size = spans.row[where], np.diff(values.offsets)
        at = np.full(len(where), -1, np.int64)
        _search(block.text._replace(data=left), values, row, at)
        chinese = np.where(size == 3 * values.length, values.length, 0)
        looked = (size >= _SHORTEST) & ~np.isin(chinese, list(_CHANCE))
        kinds = [(self._tally, "known values", looked)]
        for length, tally in self._short.items():
            kinds.append((tally, f"known values of {length} characters", chinese == length))
        for tally, what, kind in kinds:
            found = kind & (at >= 0)
            tally.count(what, int(kind.sum()), int(found.sum()), _shown(block, spans, where[found]))

    def _scan(self, block: Block, where: str, strings: pa.StringArray) -> None:
        for what, pattern in LOOKS.items():
            found = pc.match_substring_regex(strings, pattern).to_numpy(zero_copy_only=False)
            wrong = np.flatnonzero(found)
            shown = (f"record {block.record_id[row]}" for row in wrong.tolist())
            self._tally.count(f"{what} in {where}", len(found), len(wrong), shown)


def _only(spans: Spans, where: NDArray[np.bool_]) -> Extents:
    """Some of the spans."""
    return Extents(
        row=spans.row[where],
        column=spans.column[where],
        start=spans.start[where],
        end=spans.end[where],
        begin=spans.begin[where],
        stop=spans.stop[where],
        inside=spans.inside[where],
        value=spans.value.filter(pa.array(where)),
    )


def _blanked(column: Column, all_spans: list[Spans | Extents]) -> Bytes:
    """The bytes of a column with zeros where spans are; a spare one at the end."""
    depth = np.zeros(len(column.data) + 1, np.int32)
    for spans in all_spans:
        np.add.at(depth, spans.begin[spans.inside], 1)
        np.add.at(depth, spans.stop[spans.inside], -1)
    left: Bytes = np.append(column.data, np.uint8(0)) * (np.cumsum(depth) == 0)
    return left


def _shown(block: Block, spans: Spans, found: Ints) -> Iterator[str]:
    texts = cut(block.text.data, block.text.offsets[:-1], block.text.offsets[1:])
    for at in found.tolist():
        row = spans.row[at]
        label = list(entities())[spans.label[at]]
        text = texts[row].as_py()
        yield f"record {block.record_id[row]}: {label} {spans.value[at].as_py()!r} in {text!r}"


@compiled
def _search(text: Column, values: Column, row: Ints, found: Ints) -> None:
    """Where each value stands in its row's text, unless inside of a longer number or word."""
    characters, offsets, _, _ = text
    sought, bounds, _, _ = values
    for i in range(len(row)):
        low, high = bounds[i], bounds[i + 1]
        size = high - low
        first, last = offsets[row[i]], offsets[row[i] + 1]
        if size == 0:
            continue
        head = sought[low]
        for at in range(first, last - size + 1):
            if characters[at] != head:
                continue
            same = True
            for j in range(1, size):
                if characters[at + j] != sought[low + j]:
                    same = False
                    break
            if not same:
                continue
            if at > first and is_letter_or_digit(characters[at - 1]) and is_letter_or_digit(head):
                continue
            if (
                at + size < last
                and is_letter_or_digit(characters[at + size])
                and is_letter_or_digit(sought[high - 1])
            ):
                continue
            found[i] = at
            break

"""Audit: texts with their values taken out, as codes of what is left.

Labelled values and decoys become the label or the kind that they are of, values of unlabelled
columns the column, and every run of digits one sign.
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.audit.blocks import Block, Bytes, Column, Ints, Spans
from leakbench.generator.decoy_kinds import decoy_kinds
from leakbench.generator.engine.ascii import HASH, NINE, ZERO, is_letter_or_digit
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.surfaces.declared_forms import forms

Codes = NDArray[np.int32]

_KINDS = 1_000  # where marks of decoys begin; labels come first
_COLUMNS = 5_000  # where marks of unlabelled columns begin
_FIRST_HAN, _LAST_HAN = 0x4E00, 0x9FFF


class Delexicalized(NamedTuple):
    """Texts without values.

    Attributes:
        codes: Code points, and below 0 the marks of values, of one text after another.
        offsets: Where each text begins in them, shape (rows + 1,).
        words: How many letters and Chinese characters each text has.
    """

    codes: Codes
    offsets: Ints
    words: Ints


class Marks(NamedTuple):
    """What stands in for the values of texts, byte by byte.

    Attributes:
        mark: What a value begins with; 0 where none begins.
        covered: Whether a byte belongs to a value or to what is written around it.
    """

    mark: NDArray[np.int16]
    covered: NDArray[np.bool_]


class UnlabelledCells(NamedTuple):
    """The cells without labels.

    Attributes:
        begins: Where each begins, shape (rows, columns).
        ends: Where each ends.
        characters: Their bytes.
    """

    begins: Ints
    ends: Ints
    characters: Bytes


def delexicalized(block: Block) -> Delexicalized:
    """The texts of a block without values."""
    mark = np.zeros(len(block.text.data) + 1, np.int16)
    covered = np.zeros(len(block.text.data) + 1, np.int32)
    text, decoys = block.text_spans, block.decoys
    for spans, code in ((text, (text.label + 2).astype(np.int16)), (decoys, _kinds(block))):
        begin, stop = spans.begin[spans.inside], spans.stop[spans.inside]
        if spans is text:
            stop = stop + _remarks(text, "after")[text.inside]
        mark[begin] = code[spans.inside]
        if spans is text:
            begin = begin - _remarks(text, "before")[text.inside]
        np.add.at(covered, begin, 1)
        np.add.at(covered, stop, -1)
    made = Delexicalized(
        np.empty(len(block.text.data), np.int32),
        np.zeros(block.rows + 1, np.int64),
        np.zeros(block.rows, np.int64),
    )
    _mask(block.text, Marks(mark, np.cumsum(covered) > 0), _unlabelled(block), made)
    return made._replace(codes=made.codes[: made.offsets[-1]])


def _remarks(text: Spans, where: Literal["before", "after"]) -> Ints:
    """Bytes of what forms write around the labelled values, such as 微信同号."""
    size = {form.name: len(getattr(form, where).encode()) for form in forms()}
    table = [size.get(name, 0) for name in text.form.dictionary.to_pylist()]
    return np.array([*table, 0])[text.form.indices.to_numpy()]


def _kinds(block: Block) -> NDArray[np.int16]:
    """The mark of each decoy: its kind."""
    array = block.batch.column("decoys").flatten().field("kind")
    known = {kind.name: place for place, kind in enumerate(decoy_kinds())}
    names = array.dictionary.to_pylist()
    table = [known.get(name, len(known) + sum(map(ord, name)) % 500) for name in names]
    return np.array([*table, 0], np.int16)[array.indices.to_numpy()] + np.int16(_KINDS)


def _unlabelled(block: Block) -> UnlabelledCells:
    """The cells without labels.

    Cells that hold something labelled are empty; which these are is not the same in every row, as
    cells may stand in another column.
    """
    used = np.cumsum([0, *(len(cells.data) for cells in block.cells)])
    bounds = [cells.offsets + first for cells, first in zip(block.cells, used, strict=False)]
    begins = np.stack([bound[:-1] for bound in bounds], axis=1)
    ends = np.stack([bound[1:] for bound in bounds], axis=1)
    spans = block.cell_spans
    real = (spans.column >= 0) & (spans.column < len(bounds))
    row, column = spans.row[real], spans.column[real]
    ends[row, column] = begins[row, column]
    return UnlabelledCells(begins, ends, np.concatenate([cells.data for cells in block.cells]))


@compiled
def _point(data: Bytes, at: int) -> np.int64:
    """The code point that begins at a byte."""
    byte = np.int64(data[at])
    if byte < 0x80:
        return byte
    if byte < 0xE0:
        return ((byte & 0x1F) << 6) | (data[at + 1] & 0x3F)
    tail = ((np.int64(data[at + 1]) & 0x3F) << 6) | (data[at + 2] & 0x3F)
    if byte < 0xF0:
        return ((byte & 0x0F) << 12) | tail
    return ((byte & 0x07) << 18) | (tail << 6) | (data[at + 3] & 0x3F)


@compiled
def _mask(  # noqa: C901 - one loop with all its cases
    text: Column, marks: Marks, cells: UnlabelledCells, out: Delexicalized
) -> None:
    data, offsets, _, _ = text
    mark, covered = marks
    begins, ends, characters = cells
    codes, first, words = out
    to = 0
    for row in range(len(words)):
        at, last = offsets[row], offsets[row + 1]
        in_digits = False
        while at < last:
            if mark[at] > 0:
                codes[to] = -mark[at]
                to += 1
            if covered[at]:
                at += 1
                in_digits = False
                continue
            longest, which = 0, 0
            for field in range(begins.shape[1]):
                begin, size = begins[row, field], ends[row, field] - begins[row, field]
                if longest < size <= last - at:
                    same = True
                    for i in range(size):
                        if covered[at + i] or data[at + i] != characters[begin + i]:
                            same = False
                            break
                    if same:
                        longest, which = size, field
            if longest > 0:
                codes[to] = -_COLUMNS - which
                to += 1
                at += longest
                in_digits = False
                continue
            byte = data[at]
            digit = ZERO <= byte <= NINE
            if byte & 0xC0 != 0x80 and not (digit and in_digits):
                point = HASH if digit else _point(data, at)
                codes[to] = point
                to += 1
                if not digit and (_FIRST_HAN <= point <= _LAST_HAN or is_letter_or_digit(byte)):
                    words[row] += 1
            in_digits = digit
            at += 1
        first[row + 1] = to

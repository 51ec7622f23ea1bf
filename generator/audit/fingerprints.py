"""Audit: what a model could learn of a dataset by heart: delexicalized texts, headers and values.

A delexicalized text has its values taken out: labelled values and decoys become the label or the
kind that they are of, values of unlabelled columns the column, and every run of digits one sign.
Two splits may share none. Texts without words are left aside: of values with a blank or a comma
between them there are only so many.
"""

from typing import Literal, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.generator.audit.blocks import Block, Bytes, Column, Ints, Spans
from leakbench.generator.audit.hashes import Hashes, string_hashes
from leakbench.generator.decoy_kinds import decoy_kinds
from leakbench.generator.engine.ascii import HASH, NINE, ZERO, is_letter_or_digit
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.entities import entities
from leakbench.generator.schema import FIRST_COLUMNS, LAST_COLUMNS
from leakbench.generator.surfaces.declared_forms import forms

PARTED = ("PERSON_NAME", "MOBILE", "RESIDENT_ID", "BANK_CARD", "ADDRESS", "USCC")
"""Labels of which two splits share no values, but for what chance brings."""

_KINDS = 1_000  # where marks of decoys begin; labels come first
_FIRST_HAN, _LAST_HAN = 0xE4, 0xE9  # the first bytes of Chinese characters in UTF-8
_WORDS = 2  # letters or characters that a text has at least, to count as one


class DelexicalizedTexts(NamedTuple):
    """Distinct delexicalized texts.

    Attributes:
        hashes: A hash of each.
        record: A record that has it.
    """

    hashes: Hashes
    record: Ints


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


class Fingerprint:
    """What a dataset leaves behind, block by block.

    Attributes:
        headers: Displayed names of the columns.
    """

    def __init__(self) -> None:
        self.headers: set[str] = set()
        self._texts: list[DelexicalizedTexts] = []
        self._values: dict[str, list[Hashes]] = {label: [] for label in PARTED}

    def add(self, block: Block) -> None:
        """Look at a block."""
        self.headers.update(block.batch.schema.names[len(FIRST_COLUMNS) : -len(LAST_COLUMNS)])
        hashes, words = delexicalized(block)
        worded = words >= _WORDS
        distinct, first = np.unique(hashes[worded], return_index=True)
        self._texts.append(DelexicalizedTexts(distinct, block.record_id[worded][first]))
        spans = block.cell_spans
        whole = spans.exact & spans.plain & spans.inside
        for label, kept in self._values.items():
            where = whole & (spans.label == list(entities()).index(label))
            kept.append(np.unique(string_hashes(spans.value.filter(pa.array(where)))))

    def texts(self) -> DelexicalizedTexts:
        """All distinct ones."""
        hashes = np.concatenate([some.hashes for some in self._texts])
        record = np.concatenate([some.record for some in self._texts])
        distinct, first = np.unique(hashes, return_index=True)
        return DelexicalizedTexts(distinct, record[first])

    def values(self, label: str) -> Hashes:
        """Hashes of all distinct values of a label."""
        return np.unique(np.concatenate(self._values[label]))


def delexicalized(block: Block) -> tuple[Hashes, Ints]:
    """A hash of each text, delexicalized, and how many letters and characters it has."""
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
    out, words = np.zeros(block.rows, np.uint64), np.zeros(block.rows, np.int64)
    marks = Marks(mark, np.cumsum(covered) > 0)
    _hash_texts(block.text, marks, _unlabelled(block), out, words)
    return out, words


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
def _fed(value: np.uint64, byte: int) -> np.uint64:
    return (value ^ np.uint64(byte)) * np.uint64(0x100000001B3)


@compiled
def _hash_texts(  # noqa: PLR0912, C901 - one loop with all its cases
    text: Column, marks: Marks, cells: UnlabelledCells, out: Hashes, words: Ints
) -> None:
    data, offsets, _, _ = text
    mark, covered = marks
    begins, ends, characters = cells
    for row in range(len(out)):
        value = np.uint64(0xCBF29CE484222325)
        at, last = offsets[row], offsets[row + 1]
        in_digits = False
        while at < last:
            if mark[at] > 0:
                value = _fed(_fed(_fed(value, 1), mark[at] & 0xFF), mark[at] >> 8)
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
                value = _fed(_fed(value, 2), which)
                at += longest
                in_digits = False
                continue
            byte = data[at]
            if ZERO <= byte <= NINE:
                if not in_digits:
                    value = _fed(value, HASH)
                in_digits = True
            else:
                value = _fed(value, byte)
                in_digits = False
                if _FIRST_HAN <= byte <= _LAST_HAN or is_letter_or_digit(byte):
                    words[row] += 1
            at += 1
        value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        out[row] = value ^ (value >> np.uint64(31))

"""Audit: spans lie in their strings, in order, and hold the values of the cells."""

from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.generator.audit.blocks import UNKNOWN, Block, Extents, Flags, Ints, Spans, cut
from leakbench.generator.audit.findings import Finding, Tally
from leakbench.generator.entities import entities
from leakbench.generator.schema import FIRST_COLUMNS
from leakbench.generator.surfaces.declared_forms import forms

_WORD = r"[\p{L}\p{N}]"


class Offsets:
    """Looks at where spans stand.

    ``inside``: the offsets lie in the string. ``order``: spans of a string follow one another
    without overlap. ``known labels``: the registry has them. ``whole cells``: no letter, digit or
    character touches an undamaged span in a cell, but for what its form writes there. ``texts hold
    cells``: a plain undamaged value in the text is one of the record's cells, unless all cells of
    its label are written otherwise.
    """

    def __init__(self) -> None:
        self._tally = Tally("offsets")

    def add(self, block: Block) -> None:
        """Look at a block."""
        for name, found in (
            ("text spans", block.text_spans),
            ("cell spans", block.cell_spans),
            ("decoys", block.decoys),
        ):
            self._say(f"{name} inside", block, found, ~found.inside)
            self._say(f"{name} in order", block, found, _overlaps(found))
        for spans in (block.text_spans, block.cell_spans):
            self._say("known labels", block, spans, spans.label == UNKNOWN)
        cells = block.cell_spans
        self._say("whole cells", block, cells, _cut_off(block), cases=cells.exact)
        checked, wrong = _strangers(block)
        self._say("texts hold cells", block, block.text_spans, wrong, cases=checked)

    def findings(self) -> Iterable[Finding]:
        """What came out."""
        return self._tally.findings()

    def _say(
        self,
        what: str,
        block: Block,
        spans: Spans | Extents,
        wrong: Flags,
        cases: Flags | None = None,
    ) -> None:
        count = len(wrong) if cases is None else int(cases.sum())
        self._tally.count(what, count, int(wrong.sum()), _examples(block, spans, wrong))


def _examples(block: Block, spans: Spans | Extents, wrong: Flags) -> Iterator[str]:
    names = block.batch.schema.names[len(FIRST_COLUMNS) :]
    for at in np.flatnonzero(wrong).tolist():
        record = block.record_id[spans.row[at]]
        where = "text" if spans.column[at] < 0 else names[spans.column[at]]
        value = spans.value[at].as_py()
        label = ""
        if isinstance(spans, Spans) and spans.label[at] != UNKNOWN:
            label = f"{list(entities())[spans.label[at]]} "
        yield f"record {record}, {where} {spans.start[at]}-{spans.end[at]}: {label}{value!r}"


def _overlaps(spans: Spans | Extents) -> Flags:
    """Spans that begin before the one before them ends."""
    wrong = np.zeros(len(spans.row), np.bool_)
    same = (np.diff(spans.row) == 0) & (np.diff(spans.column) == 0)
    wrong[1:] = same & (spans.start[1:] < spans.end[:-1])
    wrong[1:] |= (np.diff(spans.row) == 0) & (np.diff(spans.column) < 0)
    return wrong


def _cut_off(block: Block) -> Flags:
    """Undamaged spans of cells that a letter, digit or character touches.

    What a form says that it writes beside a value may touch it, and nothing else.
    """
    spans = block.cell_spans
    before, after = _remarks(spans)
    wrong = np.zeros(len(spans), np.bool_)
    for number, column in enumerate(block.cells):
        here = np.flatnonzero((spans.column == number) & spans.inside & spans.exact)
        first = column.first[spans.row[here]]
        for outside, place, remark in (
            (spans.start[here] > 0, first + spans.start[here] - 1, before),
            (spans.end[here] < column.length[spans.row[here]], first + spans.end[here], after),
        ):
            at = here[outside]
            point = place[outside]
            beside = cut(column.data, column.points[point], column.points[point + 1])
            touches = pc.match_substring_regex(beside, _WORD).to_numpy(zero_copy_only=False)
            wrong[at] |= touches & (np.array(beside.to_pylist(), np.str_) != remark[at])
    return wrong


def _remarks(spans: Spans) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    """The characters that forms write right before and right behind each value."""
    beside = {form.name: (form.before + form.join, form.after + form.join) for form in forms()}
    known = [beside.get(name, ("", "")) for name in spans.form.dictionary.to_pylist()]
    code = spans.form.indices.to_numpy()
    before = np.array([*(one[-1:] for one, _ in known), ""], np.str_)
    after = np.array([*(other[:1] for _, other in known), ""], np.str_)
    return before[code], after[code]


def _strangers(block: Block) -> tuple[Flags, Flags]:
    """Which values of the texts are looked at, and which are in no cell of their label.

    Those that are decoys at the same time are not looked at: hotlines of decoy sentences.
    """
    text, cells = block.text_spans, block.cell_spans
    looked = text.exact & text.plain & text.inside & ~_among_decoys(block)
    value = pa.concat_arrays([text.value, cells.value]).dictionary_encode().indices.to_numpy()
    kind = [(row * (len(entities()) + 1) + label) for row, label in
            ((text.row, text.label), (cells.row, cells.label))]  # fmt: skip
    width = int(value.max(initial=0)) + 1
    key = [
        part * width + code
        for part, code in zip(kind, np.split(value.astype(np.int64), [len(text)]), strict=True)
    ]
    found = np.isin(key[0], key[1][cells.exact & cells.plain])
    otherwise = np.isin(kind[0], kind[1][~(cells.exact & cells.plain)])
    looked &= found | ~otherwise
    return looked, looked & ~found


def _among_decoys(block: Block) -> Flags:
    text, decoys = block.text_spans, block.decoys
    return np.isin(_key(text.row, text.start), _key(decoys.row, decoys.start))


def _key(row: Ints, start: Ints) -> Ints:
    return (row << 32) | start

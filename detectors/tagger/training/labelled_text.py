"""What the tagger is trained on: rows of text with spans, out of the generator's corpora."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.detectors.string_buffers import string_buffers
from leakbench.detectors.tagger.tag_set import LABELS
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.generate import batches
from leakbench.generator.schema import FIRST_COLUMNS
from leakbench.generator.spec import NOISES, Spec, Split


@dataclass(frozen=True, slots=True)
class LabelledText:
    """Rows of text with spans.

    Attributes:
        data: UTF-8 bytes.
        offsets: Where each row begins, int32, shape (rows + 1,).
        spans: Row, start, end and label of each span in order, int32, shape (4, spans).
    """

    data: NDArray[np.uint8]
    offsets: NDArray[np.int32]
    spans: NDArray[np.int32]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.offsets) - 1

    def take(self, rows: NDArray[np.integer]) -> "LabelledText":
        """The rows with these numbers, in this order."""
        texts = pa.StringArray.from_buffers(
            self.rows, pa.py_buffer(self.offsets), pa.py_buffer(self.data)
        ).take(pa.array(rows))
        first = np.searchsorted(self.spans[0], np.arange(self.rows + 1))
        counts = (first[1:] - first[:-1])[rows]
        new_row = np.repeat(np.arange(len(rows), dtype=np.int32), counts)
        within = np.arange(len(new_row)) - np.repeat(np.cumsum(counts) - counts, counts)
        spans = self.spans[:, first[:-1][rows][new_row] + within]
        spans[0] = new_row
        return from_arrow(texts, spans)


def from_arrow(texts: pa.StringArray, spans: NDArray[np.int32]) -> LabelledText:
    """Rows as they stand in an Arrow array, sliced or not."""
    data, offsets = string_buffers(texts)
    order = np.lexsort((spans[1], spans[0]))
    return LabelledText(data[offsets[0] : offsets[-1]], offsets - offsets[0], spans[:, order])


def shuffled(text: LabelledText, seed: int) -> LabelledText:
    """The same rows in another order."""
    order = np.random.Generator(np.random.PCG64(seed)).permutation(text.rows)
    return text.take(order)


def concatenated(parts: Sequence[LabelledText]) -> LabelledText:
    """Several texts one after another."""
    sizes = np.cumsum([0, *(len(part.data) for part in parts)])
    rows = np.cumsum([0, *(part.rows for part in parts)])
    spans = [part.spans.copy() for part in parts]
    for mine, first in zip(spans, rows, strict=False):
        mine[0] += np.int32(first)
    return LabelledText(
        np.concatenate([part.data for part in parts]),
        np.concatenate(
            [np.zeros(1, np.int32)]
            + [part.offsets[1:] + np.int32(at) for part, at in zip(parts, sizes, strict=False)]
        ),
        np.concatenate(spans, axis=1),
    )


def corpus_text(
    split: Split, rows: int, seed: int, corpora: Sequence[str] | None = None
) -> Iterator[tuple[str, str, str, LabelledText]]:
    """Texts and cells of corpora in all noises.

    Args:
        split: Whose vocabularies.
        rows: Texts of each corpus and noise.
        seed: Of the populations; each corpus and noise has one of its own.
        corpora: Which; all by default.

    Yields:
        Corpus, noise, ``text`` or ``cells``, and the rows: as many cells as texts or fewer.
    """
    for place, corpus in enumerate(corpus_names()):
        if corpora is not None and corpus not in corpora:
            continue
        for level, noise in enumerate(NOISES):
            own = seed * 1000 + place * len(NOISES) + level
            spec = Spec(corpus=corpus, seed=own, split=split, noise=noise)
            batch = next(batches(spec, rows, block=rows))
            yield corpus, noise, "text", _texts(batch)
            yield corpus, noise, "cells", _cells(batch, len(load_corpus(corpus).fields))


def _texts(batch: pa.RecordBatch) -> LabelledText:
    listed = batch.column("text_spans")
    row = np.repeat(np.arange(len(listed)), np.diff(listed.offsets.to_numpy()))
    return from_arrow(batch.column("text"), _known_spans(listed.flatten(), row))


def _cells(batch: pa.RecordBatch, fields: int) -> LabelledText:
    """Cells, each row giving one of its columns in turn."""
    listed = batch.column("cell_spans")
    flat = listed.flatten()
    row = np.repeat(np.arange(len(listed)), np.diff(listed.offsets.to_numpy()))
    mine = flat.field("column").to_numpy() == row % fields
    indices = np.arange(batch.num_rows)
    columns = [batch.column(len(FIRST_COLUMNS) + field) for field in range(fields)]
    # Cell ``row % fields`` of each row out of all columns, one after another.
    texts = pa.concat_arrays([pa.array(column.fill_null("")) for column in columns]).take(
        pa.array(indices % fields * batch.num_rows + indices)
    )
    return from_arrow(texts, _known_spans(flat.filter(pa.array(mine)), row[mine]))


def _known_spans(listed: pa.StructArray, row: NDArray[np.integer]) -> NDArray[np.int32]:
    """The spans of labels that the tagger has, whatever their quality."""
    label = listed.field("label")
    codes = np.array(
        [LABELS.index(name) if name in LABELS else -1 for name in label.dictionary.to_pylist()]
    )
    code = codes[label.indices.to_numpy()] if len(label) else np.empty(0, np.int64)
    spans = np.stack(
        [row, listed.field("start").to_numpy(), listed.field("end").to_numpy(), code]
    ).astype(np.int32)
    return spans[:, spans[3] >= 0]

"""Every error of a detector as a row: a true value that was missed, or a false alarm.

Texts are whole and offsets exact, for whoever looks at each error; ``analysis`` groups them.
"""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.benchmarks.error_analysis.analysis import forms_of, strictly_found
from leakbench.benchmarks.scoring.alignment import Alignment, align
from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.matching import MISSED, SPURIOUS
from leakbench.benchmarks.scoring.spans import SpanArrays, take
from leakbench.generator.schema import QUALITIES

Objects = NDArray[Any]
"""Strings and Nones."""

ERRORS: Final = pa.schema(
    [
        pa.field("error", pa.string(), nullable=False),  # "missed" or "false alarm"
        pa.field("row", pa.int64(), nullable=False),
        pa.field("file", pa.int64()),
        pa.field("column", pa.string(), nullable=False),
        pa.field("label", pa.string(), nullable=False),
        pa.field("form", pa.string()),
        pa.field("quality", pa.string()),
        pa.field("value", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("found", pa.string()),
        pa.field("found_label", pa.string()),
    ]
)


def error_table(answers: Iterable[tuple[Chunk, pa.RecordBatch]], space: LabelSpace) -> pa.Table:
    """The errors in the answers to some records, in the order of the records.

    Args:
        answers: Chunks that follow one another, each with the checked answer to it.
        space: The labels.

    Returns:
        A table of ``ERRORS``. ``row`` counts from the source's first record, as ``leakbench show``
        does, and ``file`` is its file, null of a source without files. A missed value is one that
        was not found with its boundaries and label, masked and damaged values too: these count in
        no score, ``quality`` tells them. ``form`` and ``quality`` are those of the truth, null for
        a false alarm. ``found`` and ``found_label`` are what was found in the place of a missed
        value. Offsets are code points in ``text``, which is the whole cell.

    Raises:
        UnmappedLabelError: A label means nothing in the registry.
    """
    batches = [_errors(chunk, align(chunk.truth, answer, space)) for chunk, answer in answers]
    return pa.Table.from_batches(batches, ERRORS)


def _errors(chunk: Chunk, aligned: Alignment) -> pa.RecordBatch:
    missed = np.flatnonzero(~strictly_found(aligned))
    alarms = np.flatnonzero(aligned.matching.truth == SPURIOUS)
    spans = _joined(take(aligned.truth, missed), take(aligned.predicted, alarms))
    row, column = np.divmod(spans.cell, aligned.stride)
    texts = _texts(chunk.strings, row, column)
    labels = np.array(aligned.space.labels, object)
    form, quality, found, found_label = np.full((4, len(texts)), None, object)
    form[: len(missed)] = [name or None for name in forms_of(aligned)[missed]]
    quality[: len(missed)] = np.array(QUALITIES, object)[aligned.quality[missed]]
    partner = aligned.matching.prediction[missed]
    has = np.flatnonzero(partner != MISSED)
    instead = take(aligned.predicted, partner[has])
    found[has] = _cut(texts[has], instead)
    found_label[has] = labels[instead.label]
    columns = {
        "error": np.repeat(np.array(["missed", "false alarm"], object), [len(missed), len(alarms)]),
        "row": row + chunk.first,
        "file": pa.nulls(len(row), pa.int64()) if chunk.files is None else chunk.files[row],
        "column": np.array(chunk.strings.schema.names, object)[column],
        "label": labels[spans.label],
        "form": form,
        "quality": quality,
        "value": _cut(texts, spans),
        "text": texts,
        "start": spans.start,
        "end": spans.end,
        "found": found,
        "found_label": found_label,
    }
    batch = pa.RecordBatch.from_pydict(columns, schema=ERRORS)
    return batch.take(pa.array(np.lexsort((spans.end, spans.start, spans.cell))))


def _joined(a: SpanArrays, b: SpanArrays) -> SpanArrays:
    return SpanArrays(
        np.concatenate([a.cell, b.cell]),
        np.concatenate([a.start, b.start]),
        np.concatenate([a.end, b.end]),
        np.concatenate([a.label, b.label]),
    )


def _texts(strings: pa.RecordBatch, row: NDArray[np.int64], column: NDArray[np.int64]) -> Objects:
    """The whole cells at some places."""
    texts = np.full(len(row), None, object)
    for number, cells in enumerate(strings.columns):
        here = np.flatnonzero(column == number)
        texts[here] = cells.take(pa.array(row[here])).to_pylist()
    return texts


def _cut(texts: Objects, spans: SpanArrays) -> list[str]:
    """What stands at a span in each text."""
    places = zip(texts, spans.start, spans.end, strict=True)
    return [text[start:end] for text, start, end in places]

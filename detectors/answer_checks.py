"""Whether an answer keeps the contract, and what it is in code points."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.detectors.label_aliases import suggestion
from leakbench.detectors.piles import DEEPEST, NOWHERE, first_too_deep
from leakbench.detectors.plain_strings import plain_strings, without_nulls
from leakbench.detectors.spans import LABEL_TYPE, SPANS, SpanError
from leakbench.generator.engine.buffers import numbers, values_of
from leakbench.generator.entities import known_labels

# In UTF-8 a byte whose two high bits are 10 continues a character.
_KIND, _CONTINUES = 0xC0, 0x80


def check_spans(
    answer: object, batch: pa.RecordBatch, detector: str, labels: frozenset[str] | None = None
) -> pa.RecordBatch:
    """Give back the answer of a detector, typed as ``SPANS``, if it keeps the contract.

    Args:
        answer: What ``detect`` returned, offsets in code points.
        batch: What it was given.
        detector: Its name, for the message.
        labels: What it may report; every label of the registry by default.

    Raises:
        SpanError: A wrong type, a null, a row or column that the batch does not have, an inverted
            or empty span, one that leaves its cell, more than a thousand over one character, or a
            label that is unknown or undeclared; the message names detector, span and row.
    """
    spans = _check_columns(answer, detector)
    _check_offsets(spans, batch, detector, cell_lengths(batch))
    _check_labels(spans, detector, known_labels() if labels is None else labels)
    return _as_spans(spans)


def to_code_points(
    answer: object, batch: pa.RecordBatch, detector: str = "unnamed"
) -> pa.RecordBatch:
    """Turn UTF-8 byte offsets within a cell into code points.

    Args:
        answer: What a detector with ``offset_unit = "byte"`` returned.
        batch: What it was given.
        detector: Its name, for the message.

    Returns:
        The same spans in the same order, offsets in code points.

    Raises:
        SpanError: The offsets break the contract, or one stands inside a character.
    """
    spans = _check_columns(answer, detector)
    texts = [_compact(column) for column in plain_strings(batch).columns]
    sizes = [np.diff(offsets) for offsets, _ in texts]
    _check_offsets(spans, batch, detector, _grid(sizes, batch))
    row, column, start, end = _positions(spans)
    points = np.empty((2, spans.num_rows), np.int32)
    for number, (offsets, data) in enumerate(texts):
        here = np.flatnonzero(column == number)
        first = np.append((data & _KIND) != _CONTINUES, True)  # begins a character, or is the end
        before = np.concatenate([[0], np.cumsum(first)])  # characters begun before each byte
        base = offsets[row[here]]
        for side, offset in enumerate((start, end)):
            at = base + offset[here]
            inside = np.zeros(spans.num_rows, bool)
            inside[here] = ~first[at]
            _refuse(detector, inside, row, "a byte offset stands inside a character")
            points[side, here] = before[at] - before[base]
    names = spans.schema.names
    for name, values in zip(("start", "end"), points, strict=True):
        offsets = numbers(pa.int32(), values)
        spans = spans.set_column(names.index(name), SPANS.field(name), offsets)
    return _as_spans(spans)


def cell_lengths(batch: pa.RecordBatch) -> np.ndarray:
    """Code points of every cell, shape (columns, rows); null cells count 0."""
    columns = map(without_nulls, plain_strings(batch).columns)
    return _grid([values_of(pc.utf8_length(one)) for one in columns], batch)


def _grid(sizes: list[np.ndarray], batch: pa.RecordBatch) -> np.ndarray:
    return np.stack(sizes) if sizes else np.zeros((0, batch.num_rows), np.int32)


def _compact(column: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Byte offsets (one more than there are cells) and UTF-8 bytes of a string column."""
    texts = without_nulls(column).cast(pa.large_string())
    _, offsets, data = texts.buffers()
    bounds = (
        np.zeros(1, np.int64)
        if offsets is None
        else np.frombuffer(offsets, np.int64)[texts.offset : texts.offset + len(texts) + 1]
    )
    return bounds, np.frombuffer(b"" if data is None else data, np.uint8)


def _check_columns(answer: object, detector: str) -> pa.RecordBatch:
    """The answer's columns in order, if all are there, well typed and without nulls."""
    if not isinstance(answer, pa.RecordBatch):
        raise SpanError(detector, f"returned {type(answer).__name__}, not a pyarrow RecordBatch")
    for field in SPANS:
        times = answer.schema.names.count(field.name)
        if times != 1:
            what = "no column" if times == 0 else f"{times} columns"
            raise SpanError(detector, f"the answer has {what} named {field.name!r}")
        kind = answer.schema.field(field.name).type
        if not (_is_label(kind) if field.name == "label" else kind == field.type):
            raise SpanError(detector, f"column {field.name!r} is {kind}, not {field.type}")
    spans = answer.select(SPANS.names)
    try:
        spans.validate(full=True)
    except pa.ArrowInvalid as error:
        raise SpanError(detector, f"the answer is not sound Arrow: {error}") from None
    for name in SPANS.names:
        missing = spans.column(name).is_null()
        if pc.any(missing).as_py():
            at = pc.index(missing, value=True).as_py()
            row = spans.column("row")[at].as_py()
            raise SpanError(detector, f"column {name!r} is null", at, row)
    return spans


def _positions(spans: pa.RecordBatch) -> list[np.ndarray]:
    return [values_of(spans.column(name)) for name in SPANS.names[:4]]


def _check_offsets(
    spans: pa.RecordBatch, batch: pa.RecordBatch, detector: str, sizes: np.ndarray
) -> None:
    """Refuse spans outside the batch or their cell; ``sizes`` has shape (columns, rows)."""
    row, column, start, end = _positions(spans)
    rows, columns = batch.num_rows, batch.num_columns
    _refuse(detector, (row < 0) | (row >= rows), row, f"the batch has {rows} rows")
    _refuse(detector, (column < 0) | (column >= columns), row, f"the batch has {columns} columns")
    _refuse(detector, start >= end, row, "the span is inverted or empty")
    _refuse(detector, (start < 0) | (end > sizes[column, row]), row, "the span leaves its cell")
    piled = np.zeros(spans.num_rows, bool)
    deep = first_too_deep(row.astype(np.int64) * columns + column, start, end)
    if deep != NOWHERE:
        piled[deep] = True
    _refuse(detector, piled, row, f"more than {DEEPEST:,} spans lie over one character")
    score = values_of(spans.column("score"))
    _refuse(detector, np.isnan(score), row, "the score is not a number")


def _check_labels(spans: pa.RecordBatch, detector: str, allowed: frozenset[str]) -> None:
    names = spans.column("label").dictionary.to_pylist()
    codes = values_of(spans.column("label").indices)
    row = values_of(spans.column("row"))
    for code, name in enumerate(names):
        if name not in allowed:
            fault = f"unknown{suggestion(name)}"
            if name in known_labels():
                fault = f"not declared by the detector: {', '.join(sorted(allowed))}"
            _refuse(detector, codes == code, row, f"label {name!r} is {fault}")


def _refuse(detector: str, bad: np.ndarray, row: np.ndarray, reason: str) -> None:
    if bad.any():
        at = int(bad.argmax())
        raise SpanError(detector, reason, at, int(row[at]))


def _is_label(kind: pa.DataType) -> bool:
    return bool(pa.types.is_dictionary(kind) and kind.value_type == pa.string())


def _as_spans(spans: pa.RecordBatch) -> pa.RecordBatch:
    """The same columns under the very schema, so that answers of all detectors concatenate."""
    columns: list[Any] = list(spans.columns)
    if columns[4].type != LABEL_TYPE:
        columns[4] = columns[4].cast(pa.string()).dictionary_encode().cast(LABEL_TYPE)
    return pa.RecordBatch.from_arrays(columns, schema=SPANS)

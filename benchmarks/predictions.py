"""Score predictions that were made elsewhere and stored as a Parquet file of ``SPANS``."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from leakbench.benchmarks.counts import Counts
from leakbench.benchmarks.portions import Portion, Track
from leakbench.benchmarks.runner import Scoring
from leakbench.benchmarks.scoring import score_batch
from leakbench.benchmarks.sources import Source
from leakbench.benchmarks.timing import Timing
from leakbench.detectors.contract import LABEL_TYPE, SPANS, SpanError, check_spans

SIZE = 65_536  # records scored at a time


class PredictionsError(ValueError):
    """A file of predictions cannot be read, or breaks the contract.

    Attributes:
        file: The file.
        span: Index of the first offending span, or None if no single one is.
        row: The row of the truth that this span claims, or None.
    """

    def __init__(
        self, file: Path, reason: str, span: int | None = None, row: int | None = None
    ) -> None:
        self.file = file
        self.span = span
        self.row = row
        where = "" if span is None else f", span {span}"
        where += "" if row is None else f", row {row}"
        super().__init__(f"{file}{where}: {reason}")


def score_file(source: Source, file: Path, scoring: Scoring) -> dict[str, Any]:
    """Check and score a file of predictions.

    Args:
        source: The truth.
        file: Parquet with the columns of ``SPANS`` (whole numbers of any width, labels plain or
            dictionary); ``row`` counts from the source's first record.
        scoring: Track and labels.

    Returns:
        The keys of ``Result.summary``, those of timing None, and ``modes``.

    Raises:
        PredictionsError: The file is not readable Parquet, a column is missing or wrong, or a
            span breaks the contract; the message names the file, the span and its row.
        UnmappedLabelError: A label of the truth means nothing in the registry.
    """
    space = scoring.space(source)
    counts = Counts.empty(space.labels)
    for portion, answer in stored_answers(source, file, scoring.track):
        counts = counts + score_batch(portion.truth, answer, space)
    scores = counts.summary()
    times = Timing().summary()
    return {
        "corpus": source.name,
        "detector": file.stem,
        "track": scoring.track,
        "rows": source.rows,
        **{key: scores[key] for key in ("recall", "precision", "f1", "recall_any")},
        **{key: times[key] for key in ("rows_per_s", "mb_per_s", "p50_ms", "p95_ms")},
        "peak_memory_mb": None,
        "by_label": scores["by_label"],
        "failure": None,
        "modes": counts.modes(),
    }


def stored_answers(
    source: Source, file: Path, track: Track
) -> Iterator[tuple[Portion, pa.RecordBatch]]:
    """Check a file of predictions, portion by portion.

    Args:
        source: The truth; it has an end.
        file: As of ``score_file``.
        track: What the predictions are of.

    Yields:
        Each portion of the truth with its answer, whose rows count from the portion's first.

    Raises:
        PredictionsError: As of ``score_file``.
    """
    rows = source.rows
    if rows is None:
        raise ValueError("predictions are scored against a dataset or a labelled file")
    row, spans = _read(file)
    outside = (row < 0) | (row >= rows)
    if outside.any():
        at = int(outside.argmax())
        raise PredictionsError(file, f"the truth has {rows} rows", at, int(row[at]))
    order = np.argsort(row, kind="stable")
    edges = np.searchsorted(row[order], np.arange(0, rows + SIZE, SIZE))
    for number, portion in enumerate(source.portions(track, SIZE, rows)):
        first = number * SIZE
        chosen = order[edges[number] : edges[number + 1]]
        local = pa.array(row[chosen] - first, pa.int32())
        answer = pa.RecordBatch.from_arrays(
            [local, *spans.take(pa.array(chosen)).columns], schema=SPANS
        )
        try:
            yield portion, check_spans(answer, portion.strings, str(file))
        except SpanError as error:
            span = None if error.span is None else int(chosen[error.span])
            at_row = None if error.row is None else error.row + first
            raise PredictionsError(file, error.reason, span, at_row) from None


def _read(file: Path) -> tuple[np.ndarray, pa.RecordBatch]:
    """Global rows as int64, and the other columns of ``SPANS``."""
    try:
        table = pq.read_table(file)
    except (pa.ArrowException, OSError) as error:
        first = str(error).strip().partition("\n")[0]
        raise PredictionsError(file, f"truncated or corrupt Parquet: {first}") from None
    columns = []
    for field in SPANS:
        if table.schema.names.count(field.name) != 1:
            raise PredictionsError(file, f"not one column named {field.name!r}")
        kind = pa.int64() if field.name == "row" else field.type
        column = table.column(field.name).combine_chunks()
        try:
            columns.append(_typed(column, kind))
        except pa.ArrowException:
            raise PredictionsError(
                file, f"column {field.name!r} is {column.type}, not {field.type}"
            ) from None
        if column.null_count:
            at = int(column.is_null().to_numpy(zero_copy_only=False).argmax())
            raise PredictionsError(file, f"column {field.name!r} is null", at)
    rest = pa.RecordBatch.from_arrays(columns[1:], names=SPANS.names[1:])
    return columns[0].to_numpy(), rest


def _typed(column: pa.Array, kind: pa.DataType) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_dictionary(kind):
        if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
            raise pa.ArrowTypeError("not strings")
        return column.cast(pa.string()).dictionary_encode().cast(LABEL_TYPE)
    if pa.types.is_integer(kind) and not pa.types.is_integer(column.type):
        raise pa.ArrowTypeError("not whole numbers")
    return column.cast(kind)

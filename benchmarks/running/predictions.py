"""Score predictions that were made elsewhere and stored as a Parquet file of ``SPANS``."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from leakbench.benchmarks.running.runner import Scoring
from leakbench.benchmarks.scoring.chunks import Chunk, Track
from leakbench.benchmarks.scoring.declared import nothing_shared
from leakbench.benchmarks.scoring.record_counts import record_counts
from leakbench.benchmarks.scoring.scorer import Scorer
from leakbench.benchmarks.sources.source import CorpusSource, Source
from leakbench.benchmarks.sources.source_checks import check_source
from leakbench.benchmarks.statistics.by_file import FileTally
from leakbench.benchmarks.store.results import scores_of
from leakbench.benchmarks.store.stored_predictions import about_predictions
from leakbench.benchmarks.timing.call_timing import Timing
from leakbench.detectors.contract import LABEL_TYPE, SPANS, SpanError, check_spans
from leakbench.generator.datasets.manifest import spec_from
from leakbench.generator.errors import LeakbenchError

SIZE = 65_536  # records scored at a time


class PredictionsError(LeakbenchError, ValueError):
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
            dictionary); ``row`` counts from the source's first record. Of a file that ``leakbench
            run`` wrote the counts are those of that run.
        scoring: Track and labels.

    Returns:
        The keys of ``Result.summary``, those of timing None, with ``files``, ``modes`` and
        ``counts``.

    Raises:
        PredictionsError: The file is not readable Parquet, a column is missing or wrong, a span
            breaks the contract (the message names the file, the span and its row), or they were
            made on other records.
        UnmappedLabelError: A label of the truth means nothing in the registry.
        EmptyCorpusError: The truth has no records.
        OverlappingTruthError: Two of its spans have one label and overlap.
    """
    space = scoring.space(source)
    check_source(source, space, scoring.track)
    about = _about(source, file, scoring.track)
    declared = about.get("labels")
    scorer, files = Scorer(space, declared), FileTally()
    rows = about.get("rows", source.rows)
    for chunk, answer in stored_answers(source, file, scoring.track, rows):
        aligned = scorer.add(chunk.truth, answer, chunk)
        files.add(record_counts(aligned), chunk.files)
    apart = nothing_shared(source.name, space, source.labels(), declared)
    counts = None if apart else scorer.counts()
    times = Timing().summary()
    return {
        "corpus": source.name,
        "detector": about.get("detector", file.stem),
        "track": scoring.track,
        "rows": rows,
        **scores_of(counts),
        **{key: times[key] for key in ("rows_per_s", "mb_per_s", "p50_ms", "p95_ms")},
        "peak_memory_mb": None,
        "failure": None,
        "not_comparable": apart,
        "files": None if counts is None else files.to_json(),
        "modes": {} if counts is None else counts.modes(),
        "counts": None if counts is None else counts.to_json(),
    }


def source_of(file: Path) -> Source:
    """The records that a file of predictions names, generated again.

    Raises:
        PredictionsError: It is of no generated corpus, or of nobody knows what.
    """
    about = _read_about(file)
    spec = about.get("corpus", {}).get("spec")
    if spec is None:
        raise PredictionsError(file, "it names no generated corpus: give its --truth")
    return CorpusSource(spec_from(spec), about["rows"])


def _about(source: Source, file: Path, track: Track) -> dict[str, Any]:
    """What the file says of itself, if that fits the truth."""
    about = _read_about(file)
    if about.get("track", track) != track:
        raise PredictionsError(file, f"the predictions are of the {about['track']} track")
    corpus = about.get("corpus", {})
    if corpus.get("name", source.name) != source.name:
        raise PredictionsError(file, f"the predictions are on {corpus['name']}, not {source.name}")
    if corpus.get("kind") in {"dataset", "file"}:
        mine = source.identity(about["rows"])
        for key in ("content_hash", "sha256"):
            if mine["kind"] == corpus["kind"] and mine.get(key) != corpus.get(key):
                raise PredictionsError(file, f"the predictions are on another {source.name}")
    return about


def _read_about(file: Path) -> dict[str, Any]:
    try:
        return about_predictions(file)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _corrupt(file, error) from None


def _corrupt(file: Path, error: Exception) -> PredictionsError:
    first = str(error).strip().partition("\n")[0]
    return PredictionsError(file, f"truncated or corrupt Parquet: {first}")


def stored_answers(
    source: Source, file: Path, track: Track, rows: int | None = None
) -> Iterator[tuple[Chunk, pa.RecordBatch]]:
    """Check a file of predictions, chunk by chunk.

    Args:
        source: The truth; it has an end.
        file: As of ``score_file``.
        track: What the predictions are of.
        rows: How many records were answered; all by default.

    Yields:
        Each chunk of the truth with its answer, whose rows count from the chunk's first.

    Raises:
        PredictionsError: As of ``score_file``.
    """
    if rows is None:
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
    for number, chunk in enumerate(source.chunks(track, SIZE, rows)):
        first = number * SIZE
        chosen = order[edges[number] : edges[number + 1]]
        local = pa.array(row[chosen] - first, pa.int32())
        answer = pa.RecordBatch.from_arrays(
            [local, *spans.take(pa.array(chosen)).columns], schema=SPANS
        )
        try:
            yield chunk, check_spans(answer, chunk.strings, str(file))
        except SpanError as error:
            span = None if error.span is None else int(chosen[error.span])
            at_row = None if error.row is None else error.row + first
            raise PredictionsError(file, error.reason, span, at_row) from None


def _read(file: Path) -> tuple[np.ndarray, pa.RecordBatch]:
    """Global rows as int64, and the other columns of ``SPANS``."""
    try:
        table = pq.read_table(file)
    except (pa.ArrowException, OSError) as error:
        raise _corrupt(file, error) from None
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

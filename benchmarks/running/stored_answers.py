"""Predictions of a file as answers to the records that they are of, and a range of these scored."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import numpy as np
import pyarrow as pa

from leakbench.benchmarks.running.prediction_files import PredictionsError, read_predictions
from leakbench.benchmarks.running.row_ranges import RowRange
from leakbench.benchmarks.scoring.chunks import Chunk, Track
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.record_counts import record_counts
from leakbench.benchmarks.scoring.score_histograms import ScoreTally
from leakbench.benchmarks.scoring.scorer import Scorer
from leakbench.benchmarks.sources.source import Source
from leakbench.benchmarks.statistics.by_file import FileTally
from leakbench.detectors.contract import SPANS, SpanError, check_spans

SIZE = 65_536  # records answered at a time


class StoredAnswers:
    """The predictions of a file, by the records that they are of."""

    def __init__(self, file: Path, rows: int) -> None:
        """Read them.

        Args:
            file: As of ``read_predictions``.
            rows: How many records were answered.

        Raises:
            PredictionsError: It cannot be read, a column is missing or wrong, or a span is of a
                row that there is not.
        """
        self._file = file
        self._row, self._spans = read_predictions(file)
        outside = (self._row < 0) | (self._row >= rows)
        if outside.any():
            at = int(outside.argmax())
            raise PredictionsError(file, f"the truth has {rows} rows", at, int(self._row[at]))
        self._order = np.argsort(self._row, kind="stable")
        self._sorted = self._row[self._order]

    def of(self, chunk: Chunk) -> pa.RecordBatch:
        """The answer to some records, whose rows count from the first of them.

        Raises:
            PredictionsError: A span breaks the contract.
        """
        first = chunk.first
        low, high = np.searchsorted(self._sorted, [first, first + chunk.strings.num_rows])
        chosen = self._order[low:high]
        local = pa.array(self._row[chosen] - first, pa.int32())
        answer = pa.RecordBatch.from_arrays(
            [local, *self._spans.take(pa.array(chosen)).columns], schema=SPANS
        )
        try:
            return check_spans(answer, chunk.strings, str(self._file))
        except SpanError as error:
            span = None if error.span is None else int(chosen[error.span])
            at_row = None if error.row is None else error.row + first
            raise PredictionsError(self._file, error.reason, span, at_row) from None


@dataclass(slots=True)
class StoredCounts:
    """What was counted of records that follow one another.

    Attributes:
        scorer: Counts spans.
        scores: Counts predictions by their scores.
        files: Counts file by file; None where there are too many records.
    """

    scorer: Scorer
    scores: ScoreTally
    files: FileTally | None

    def add(self, chunk: Chunk, answer: pa.RecordBatch) -> None:
        """Take the answer to the records that follow the last ones."""
        aligned = self.scorer.add(chunk.truth, answer, chunk)
        self.scores.add(aligned, answer)
        if self.files is not None:
            self.files.add(record_counts(aligned), chunk.files)

    def follow(self, other: Self) -> None:
        """Take the records after these."""
        self.scorer.follow(other.scorer)
        self.scores.follow(other.scores)
        if self.files is not None and other.files is not None:
            self.files.follow(other.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredScoring:
    """What every process does with a range; it reads the predictions first.

    Attributes:
        source: The truth, which every process reads or makes itself.
        file: The predictions.
        rows: How many records were answered.
        track: What they are of.
        space: The labels.
        mapping: Further names of labels.
        declared: What the detector can find; None if nobody knows.
        apart: Whether people and files are told apart.
    """

    source: Source
    file: Path
    rows: int
    track: Track
    space: LabelSpace
    mapping: dict[str, str] = field(default_factory=dict)
    declared: tuple[str, ...] | None
    apart: bool

    def __call__(self) -> Callable[[RowRange], tuple[RowRange, StoredCounts]]:
        """Begin."""
        stored = StoredAnswers(self.file, self.rows)

        def count(where: RowRange) -> tuple[RowRange, StoredCounts]:
            counts = StoredCounts(
                Scorer(self.space, self.declared, people=self.apart),
                ScoreTally(self.space, self.mapping),
                FileTally(where.first) if self.apart else None,
            )
            for chunk in self._chunks(where):
                counts.add(chunk, stored.of(chunk))
            return where, counts

        return count

    def _chunks(self, where: RowRange) -> Iterator[Chunk]:
        return self.source.chunks(self.track, SIZE, where.rows, where.first)

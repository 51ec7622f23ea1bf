"""Counts of every record by itself, for statistics that draw records again.

Sums over records are the strict counts at fine depth, so ratios of sums over drawn records are the
scores of a drawn corpus, and two detectors on the same records are paired by their numbers.
"""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.alignment import Alignment, Matched, align
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.matching import DROPPED
from leakbench.generator.engine.compiled import compiled


class RecordCounts(NamedTuple):
    """Strict counts at fine depth of n records, also of those without any span.

    Attributes:
        record: Number of each record in its batch, int64, shape (n,).
        truth: True spans that count, by record and code of the label space; int32, shape
            (n, labels).
        found: Those of them that were found with their boundaries and label; the same shape.
        predicted: Predictions that count, by their own label; the same shape.
    """

    record: NDArray[np.int64]
    truth: NDArray[np.int32]
    found: NDArray[np.int32]
    predicted: NDArray[np.int32]


def per_record(truth: pa.ListArray, answer: pa.RecordBatch, space: LabelSpace) -> RecordCounts:
    """Count the answer to one batch record by record.

    Args:
        truth: ``text_spans`` or ``cell_spans`` of the batch's records.
        answer: A checked answer; rows count from the first record of ``truth``.
        space: The labels.

    Raises:
        UnmappedLabelError: A label is not in the registry and nothing maps it.
    """
    return record_counts(align(truth, answer, space))


def record_counts(aligned: Alignment) -> RecordCounts:
    """Count an aligned batch record by record."""
    shape = (aligned.rows, len(aligned.space.labels))
    counts = RecordCounts(
        np.arange(aligned.rows),
        np.zeros(shape, np.int32),
        np.zeros(shape, np.int32),
        np.zeros(shape, np.int32),
    )
    _tally(aligned.matched, aligned.stride, counts)
    return counts


@compiled
def _tally(matched: Matched, stride: int, counts: RecordCounts) -> None:
    """Add up the spans of every record."""
    truth, ignored, predicted, matching = matched
    _, wanted, found, claimed = counts
    for i in range(len(truth.cell)):
        if ignored[i]:
            continue
        record, label, j = truth.cell[i] // stride, truth.label[i], matching.prediction[i]
        wanted[record, label] += 1
        if (
            j >= 0
            and truth.start[i] == predicted.start[j]
            and truth.end[i] == predicted.end[j]
            and label == predicted.label[j]
        ):
            found[record, label] += 1
    for j in range(len(predicted.cell)):
        if matching.truth[j] != DROPPED:
            claimed[predicted.cell[j] // stride, predicted.label[j]] += 1

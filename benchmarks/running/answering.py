"""A detector's answers where only what it finds counts, not how long it takes."""

from collections.abc import Iterable, Sequence

import pyarrow as pa

from leakbench.benchmarks.running.culprit import Watched
from leakbench.benchmarks.running.entrants import DetectorFailedError, LocalEntrant
from leakbench.benchmarks.timing.call_timing import Before
from leakbench.detectors.contract import Detector
from leakbench.generator.entities import coarse


def answers(one: LocalEntrant, batches: Sequence[pa.RecordBatch]) -> list[pa.RecordBatch]:
    """Have every batch answered, every answer accepted.

    Raises:
        DetectorFailedError: The detector was not built, raises something, or breaks the contract.
    """
    if one.detector is None:
        raise DetectorFailedError(one.failure)
    with Watched(one.detector, batches) as watched:
        before = watched.calls()
        return watched.accepted([_answer(one.detector, batch, before) for batch in batches])


def _answer(detector: Detector, batch: pa.RecordBatch, before: Before) -> pa.RecordBatch:
    before()
    return detector.detect(batch)


def require_shared(one: LocalEntrant, wanted: Iterable[str], what: str) -> None:
    """Refuse a detector that can find nothing of what is measured, before it scores a zero.

    Raises:
        DetectorFailedError: None of its labels, taken coarsely, is among those wanted.
    """
    if one.detector is None:
        raise DetectorFailedError(one.failure)
    families = {coarse(label) for label in wanted}
    if families and families.isdisjoint(coarse(label) for label in one.detector.labels):
        raise DetectorFailedError(f"none of its labels is one of {what}")

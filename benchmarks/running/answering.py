"""A detector's answers where only what it finds counts, not how long it takes."""

from collections.abc import Iterable, Sequence

import pyarrow as pa

from leakbench.benchmarks.running.entrants import DetectorFailedError, LocalEntrant, error_line
from leakbench.detectors.contract import accept
from leakbench.generator.entities import coarse


def answers(one: LocalEntrant, batches: Sequence[pa.RecordBatch]) -> list[pa.RecordBatch]:
    """Have every batch answered, every answer accepted.

    Raises:
        DetectorFailedError: The detector was not built, raises something, or breaks the contract.
    """
    if one.detector is None:
        raise DetectorFailedError(one.failure)
    try:
        return [accept(one.detector.detect(batch), batch, one.detector) for batch in batches]
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - a detector may raise anything, SystemExit too
        raise DetectorFailedError(error_line(error)) from None


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

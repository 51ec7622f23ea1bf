"""A detector's answers where only what it finds counts, not how long it takes."""

from collections.abc import Iterable, Sequence

import pyarrow as pa

from leakbench.benchmarks.running.entrants import DetectorFailedError, Entrant
from leakbench.benchmarks.running.failures import failed
from leakbench.benchmarks.timing.call_timing import Timing
from leakbench.generator.entities import coarse


def answers(one: Entrant, batches: Sequence[pa.RecordBatch]) -> list[pa.RecordBatch]:
    """Have every batch answered, every answer accepted; they are given one by one.

    Raises:
        DetectorFailedError: The detector was not built, raises something, or breaks the contract.
    """
    found: list[pa.RecordBatch] = []
    rows = 0
    for number, batch in enumerate(batches):
        try:
            found += one.answers([batch], Timing())
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - a detector may raise anything, SystemExit too
            raise failed(error).after(number, rows) from None
        rows += batch.num_rows
    return found


def require_shared(one: Entrant, wanted: Iterable[str], what: str) -> None:
    """Refuse a detector that can find nothing of what is measured, before it scores a zero.

    Raises:
        DetectorFailedError: None of its labels, taken coarsely, is among those wanted.
    """
    if one.failure is not None:
        raise DetectorFailedError(one.failure)
    families = {coarse(label) for label in wanted}
    if families and families.isdisjoint(coarse(label) for label in one.labels):
        raise DetectorFailedError(f"none of its labels is one of {what}")

"""Sheets of a file with what a detector finds in them, batch by batch."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import pyarrow as pa

from leakbench.benchmarks.running.answering import answers
from leakbench.benchmarks.running.entrants import Entrant
from leakbench.generator.containers.layout import records
from leakbench.generator.containers.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Answered:
    """Some rows of a sheet with a detector's answer to them.

    Attributes:
        strings: The rows, under the names that the detector was shown.
        answer: With the columns of ``SPANS``, in code points.
        first_row: The first of the rows, in the grid as it is read.
    """

    strings: pa.RecordBatch
    answer: pa.RecordBatch
    first_row: int


def answered(sheet: Sheet, one: Entrant) -> tuple[int, Iterator[Answered]]:
    """How many title rows a sheet has, and all its rows answered, as they come.

    Title rows and header are answered too, under names that say nothing: a title may name somebody.

    Args:
        sheet: Is gone through as the answers are.
        one: The detector.

    Raises:
        DetectorFailedError: The detector raises something, or breaks the contract.
        ContainerError: The rest of the sheet cannot be read.
    """
    if sheet.kind == "text":  # has no layout that would have to be seen first
        return 0, _answered((_as_text(batch) for batch in sheet.batches), one)
    found = records(sheet)
    return found.title_rows, _answered(chain([found.head], found.batches), one)


def _answered(batches: Iterable[pa.RecordBatch], one: Entrant) -> Iterator[Answered]:
    row = 0
    for batch in batches:
        if batch.num_rows:
            yield Answered(batch, answers(one, [batch])[0], row)
            row += batch.num_rows


def _as_text(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Lines under the name that texts have on the text track."""
    return batch.rename_columns(["text"])

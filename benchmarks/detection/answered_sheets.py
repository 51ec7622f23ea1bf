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


@dataclass(frozen=True, slots=True)
class Asked:
    """Some rows of a sheet that a detector is to answer.

    Attributes:
        strings: See ``Answered``.
        first_row: See there.
    """

    strings: pa.RecordBatch
    first_row: int


def asked(sheet: Sheet) -> tuple[int, Iterator[Asked]]:
    """How many title rows a sheet has, and all its rows, as they come.

    Title rows and header are asked too, under names that say nothing: a title may name somebody.

    Args:
        sheet: Is gone through as the rows are.

    Raises:
        ContainerError: The rest of the sheet cannot be read.
    """
    if sheet.kind == "text":  # has no layout that would have to be seen first
        return 0, _asked(_as_text(batch) for batch in sheet.batches)
    found = records(sheet)
    return found.title_rows, _asked(chain([found.head], found.batches))


def _asked(batches: Iterable[pa.RecordBatch]) -> Iterator[Asked]:
    row = 0
    for batch in batches:
        if batch.num_rows:
            yield Asked(batch, row)
            row += batch.num_rows


def answered(sheet: Sheet, one: Entrant) -> tuple[int, Iterator[Answered]]:
    """``asked``, and answered.

    Args:
        sheet: Is gone through as the answers are.
        one: The detector.

    Raises:
        DetectorFailedError: The detector raises something, or breaks the contract.
        ContainerError: The rest of the sheet cannot be read.
    """
    title_rows, parts = asked(sheet)
    return title_rows, (
        Answered(part.strings, answers(one, [part.strings])[0], part.first_row) for part in parts
    )


def _as_text(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Lines under the name that texts have on the text track."""
    return batch.rename_columns(["text"])

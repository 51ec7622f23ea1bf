"""A record or two that show what a list is, with values masked so that a report spreads none."""

import re
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pyarrow as pa

from leakbench.generator.persons.identifiers import NAME, labels_of

_RECORDS: Final = 2
_CELL: Final = 48  # characters of a cell that are shown
_CELLS: Final = 12
_DIGITS: Final = re.compile(r"[0-9０-９][0-9０-９Xx]{6,}")
_KEPT_OF_A_PLACE: Final = 6


@dataclass(slots=True)
class Evidence:
    """The records of a list in whose batch first something was found that have most in them.

    Attributes:
        records: Masked, cells with a bar between them.
        plain: As they stand.
    """

    records: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)

    def see(self, batch: pa.RecordBatch, answer: pa.RecordBatch) -> None:
        """Take them from a batch, unless an earlier one had some."""
        if self.records or not answer.num_rows:
            return
        row = answer.column("row").to_numpy(zero_copy_only=False)
        label = answer.column("label").indices.to_numpy(zero_copy_only=False).astype(np.int64)
        pairs = np.unique(row.astype(np.int64) * 256 + label) // 256
        rows, kinds = np.unique(pairs, return_counts=True)
        for chosen in np.sort(rows[np.argsort(-kinds, kind="stable")[:_RECORDS]]).tolist():
            here = answer.filter(pa.array(row == chosen)).to_pylist()
            cells = [str(column[chosen].as_py()) for column in batch.columns]
            self.plain.append(_shown(cells))
            for span in sorted(here, key=lambda one: -one["start"]):
                cell = cells[span["column"]]
                hidden = masked(cell[span["start"] : span["end"]], span["label"])
                cells[span["column"]] = cell[: span["start"]] + hidden + cell[span["end"] :]
            self.records.append(_shown([_DIGITS.sub(_middle_hidden, cell) for cell in cells]))


def masked(value: str, label: str) -> str:
    """A value of which nobody is known any more: ``138****8000``, ``张*``."""
    if label in labels_of(NAME):
        return value[:1] + "*" * (len(value) - 1)
    if label == "ADDRESS":
        return value[:_KEPT_OF_A_PLACE] + "*" * max(0, len(value) - _KEPT_OF_A_PLACE)
    if len(value) >= 11:
        return value[:3] + "*" * (len(value) - 7) + value[-4:]
    return value[:1] + "*" * (len(value) - 1)


def _middle_hidden(found: re.Match[str]) -> str:
    """Digits that nobody took for anything: they may be somebody's all the same."""
    return masked(found[0], "")


def _shown(cells: list[str]) -> str:
    one_line = [" ".join(cell.split()) for cell in cells]
    cut = [cell if len(cell) <= _CELL else cell[: _CELL - 1] + "…" for cell in one_line]
    more = ["…"] if len(cut) > _CELLS else []
    return " | ".join([*cut[:_CELLS], *more])

"""What kind of information each column of a list holds: what most of its cells were found to be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.generator.entities import known_labels
from leakbench.generator.surfaces.placeholders import placeholders

SHARE = 0.5
"""Share of a column's filled cells in which a label must be found for the column to be of it."""

_EMPTY = pa.array([None, "", *sorted(placeholders())])  # cells that hold nothing, or say so
_LABELS = tuple(sorted(known_labels()))


@dataclass(slots=True)
class ColumnCounts:
    """Cells of each column, counted batch by batch.

    Attributes:
        filled: Cells that hold a value, shape (columns,).
        found: Cells in which each known label was found, shape (columns, labels).
    """

    columns: int
    filled: NDArray[np.int64] = field(init=False)
    found: NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        """Begin at nothing."""
        self.filled = np.zeros(self.columns, np.int64)
        self.found = np.zeros((self.columns, len(_LABELS)), np.int64)

    def add(self, strings: pa.RecordBatch, answer: pa.RecordBatch) -> None:
        """Count a batch of a list with a detector's accepted answer to it."""
        for number, cells in enumerate(strings.columns):
            empty = pc.sum(pc.is_in(cells, _EMPTY)).as_py() or 0
            self.filled[number] += len(cells) - empty
        names = answer.column("label").dictionary.to_pylist()
        codes = np.array([_LABELS.index(name) for name in names], np.int64)
        label = codes[answer.column("label").indices.to_numpy(zero_copy_only=False)]
        row, column = (
            answer.column(name).to_numpy(zero_copy_only=False).astype(np.int64)
            for name in ("row", "column")
        )
        cells = np.unique((row * self.columns + column) * len(_LABELS) + label)
        np.add.at(self.found, (cells // len(_LABELS) % self.columns, cells % len(_LABELS)), 1)

    def merge(self, other: "ColumnCounts") -> None:
        """Count what another one counted of the same columns."""
        self.filled += other.filled
        self.found += other.found

    def by_label(self) -> list[dict[str, int]]:
        """Of each column the cells in which each label was found, those alone that were."""
        return [
            {_LABELS[label]: int(row[label]) for label in np.flatnonzero(row)} for row in self.found
        ]

    def kinds(self, share: float = SHARE) -> list[str | None]:
        """The label of each column; None where no label is found in ``share`` of its cells."""
        most = self.found.argmax(axis=1) if self.columns else np.zeros(0, np.int64)
        often = self.found[np.arange(self.columns), most]
        enough = (self.filled > 0) & (often >= share * self.filled)
        return [_LABELS[label] if good else None for label, good in zip(most, enough, strict=True)]


def column_kinds(
    strings: Sequence[pa.RecordBatch], answers: Iterable[pa.RecordBatch], share: float = SHARE
) -> list[str | None]:
    """The label of each column of a list; see ``ColumnCounts.kinds``."""
    counts = ColumnCounts(strings[0].num_columns)
    for batch, answer in zip(strings, answers, strict=True):
        counts.add(batch, answer)
    return counts.kinds(share)

"""Scores file by file: in how many lists a detector fails, and in which ones most.

A figure over all records hides that a detector may read nine lists without a fault and be lost in
the tenth. Here every file counts once, however long it is.
"""

from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.record_counts import RecordCounts
from leakbench.benchmarks.scoring.units import first_rows

BELOW: Final = ("0.5", "0.8", "0.95")
"""Files whose recall is lower than these are counted."""

WORST: Final = 10
"""Files that are named."""

_QUARTILES: Final = ("min", "q1", "median", "q3")
# Columns of a file's counts: strict, at fine depth, over all labels.
_FILE, _FIRST, _ROWS, _VALUES, _FOUND, _PREDICTED = range(6)


class FileTally:
    """Counts of every file of a source, batch by batch; six numbers a file are kept."""

    def __init__(self, first: int = 0) -> None:
        """Count nothing yet.

        Args:
            first: The row of the first record that comes, counted from the source's first.
        """
        self._first = first
        self._rows = 0
        self._parts = [np.zeros((0, 6), np.int64)]

    def add(self, counts: RecordCounts, files: NDArray[np.int64] | None) -> None:
        """Take the records that follow the last ones.

        Args:
            counts: Of each record.
            files: Number of the file of each, in order; None where the source has no files.
        """
        number = len(counts.record)
        if files is not None and number:
            first = first_rows(files)
            self._parts.append(_part(counts, files, first, self._first + self._rows))
        self._rows += number

    def follow(self, other: Self) -> None:
        """Take what another one counted of the records that come after those here."""
        self._parts += other._parts
        self._rows += other._rows

    def to_json(self) -> dict[str, Any] | None:
        """What is told of the files; None of a source without, or with one file only.

        Returns:
            ``counted`` and ``empty``: files with and without a value that counts; of the former
            ``min``, ``q1``, ``median`` and ``q3`` of their ``values``, ``recall`` and ``f1``;
            ``below``, how many have a recall lower than each of ``BELOW``; ``complete``, in how
            many nothing was missed; ``worst``, at most ``WORST`` of the others: number, first row,
            rows, values, and how many of these were missed. They are in the order of their recall
            as if one value more had been found and one more missed, so that files of two or three
            values do not come before all others.
        """
        files = self._merged()
        counted = files[files[:, _VALUES] > 0]
        if len(files) < 2 or not len(counted):
            return None
        values, found, predicted = counted[:, _VALUES:].T
        recall = found / values
        worst = np.argsort((found + 1) / (values + 2), kind="stable")[:WORST]
        return {
            "counted": len(counted),
            "empty": len(files) - len(counted),
            "values": _quartiles(values),
            "recall": _quartiles(recall),
            "f1": _quartiles(2 * found / (values + predicted)),
            "below": {bound: int((recall < float(bound)).sum()) for bound in BELOW},
            "complete": int((found == values).sum()),
            "worst": [_named(one) for one in counted[worst] if one[_FOUND] < one[_VALUES]],
        }

    def values_and_found(self) -> NDArray[np.int64]:
        """Values of every file that has some, and those found; shape (files, 2).

        There are none of a source without files, or with one file only.
        """
        files = self._merged()
        return files[files[:, _VALUES] > 0, _VALUES:_PREDICTED] if len(files) > 1 else files[:0, :2]

    def _merged(self) -> NDArray[np.int64]:
        """A line a file, those that batches had cut as one; none where each has one record."""
        parts = np.concatenate(self._parts)
        if not len(parts):
            return parts
        first = first_rows(parts[:, _FILE])
        if len(first) == self._rows:
            return parts[:0]
        merged = np.add.reduceat(parts, first, axis=0)
        merged[:, :_ROWS] = parts[first, :_ROWS]
        return merged


def _part(
    counts: RecordCounts, files: NDArray[np.int64], first: NDArray[np.int64], before: int
) -> NDArray[np.int64]:
    """A line for each file of a batch that follows so many rows."""
    records = np.stack([side.sum(axis=1) for side in counts[1:]], axis=1).astype(np.int64)
    rows = np.diff(first, append=len(files))
    return np.column_stack([files[first], before + first, rows, np.add.reduceat(records, first)])


def _quartiles(figures: NDArray[Any]) -> dict[str, float]:
    points = np.quantile(figures, [0, 0.25, 0.5, 0.75])
    return dict(zip(_QUARTILES, map(float, points), strict=True))


def _named(counts: NDArray[np.int64]) -> dict[str, int]:
    file, first_row, rows, values, found, _ = map(int, counts)
    return {
        "file": file,
        "first_row": first_row,
        "rows": rows,
        "values": values,
        "missed": values - found,
    }

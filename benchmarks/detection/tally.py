"""What was gone through, found, and not read: counted for the line at the end."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from leakbench.generator.containers.sheets import Problem
from leakbench.generator.plurals import counted


@dataclass(slots=True)
class Tally:
    """Counts over files.

    Attributes:
        files: Files read, those in archives one by one.
        rows: Rows of their sheets.
        labels: Findings by label.
        unread: What could not be read, and why.
        skipped: What holds no text by its kind, and why.
    """

    files: int = 0
    rows: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    unread: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)

    def add(self, answer: pa.RecordBatch, rows: int) -> None:
        """Count an answer to so many rows."""
        self.rows += rows
        counted: dict[str, Any]
        for counted in pc.value_counts(answer.column("label").cast(pa.string())).to_pylist():
            self.labels[counted["values"]] += counted["counts"]

    def add_problems(self, where: str, problems: list[Problem]) -> None:
        """Name what of a file was not read as it stands."""
        for problem in problems:
            times = f" ({problem.count:,} times)" if problem.count > 1 else ""
            at = f", first at {problem.where}" if problem.where else ""
            self.unread.append((where, f"{problem.what}{times}{at}"))

    def __str__(self) -> str:
        """In one line."""
        found = ", ".join(f"{label} {count:,}" for label, count in self.labels.most_common())
        files = counted(self.files, "file")
        rows = counted(self.rows, "row")
        return f"{files}, {rows}: {found or 'nothing found'}"

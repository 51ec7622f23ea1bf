"""Results of the columns track as files."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from leakbench.benchmarks.console.documents import write_csv, write_document


def write_columns(
    records: Sequence[Mapping[str, Any]], about: Mapping[str, Any], out: Path
) -> None:
    """Write ``columns.json``, and the confusion matrices as ``confusion.csv``.

    Args:
        records: What ``run_columns`` gave.
        about: How the tables were made.
        out: The directory.
    """
    write_document(out / "columns.json", {**about, "results": list(records)})
    rows = [
        {key: record[key] for key in ("detector", "headers", "cells")} | cell
        for record in records
        for cell in record.get("confusion", ())
    ]
    write_csv(out / "confusion.csv", rows)

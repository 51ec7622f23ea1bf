"""Results of the tracks as files: everything as JSON, what one draws or sorts as CSV."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from leakbench.benchmarks.environment import tool
from leakbench.benchmarks.output import markdown
from leakbench.generator.datasets.outputs import write_text

_FOLDER_COLUMNS = ("detector", "folder", "rows", "people", "true_people", "lower", "true_lower",
                   "upper", "true_upper")  # fmt: skip


def write_columns(
    records: Sequence[Mapping[str, Any]], about: Mapping[str, Any], out: Path
) -> None:
    """Write ``columns.json``, and the confusion matrices as ``confusion.csv``.

    Args:
        records: What ``run_columns`` gave.
        about: How the tables were made.
        out: The directory.
    """
    _json(out / "columns.json", {**about, "results": list(records)})
    rows = [
        {key: record[key] for key in ("detector", "headers", "cells")} | cell
        for record in records
        for cell in record.get("confusion", ())
    ]
    _csv(out / "confusion.csv", rows)


def write_triage(
    records: Sequence[Mapping[str, Any]],
    about: Mapping[str, Any],
    out: Path,
    columns: Sequence[str],
) -> None:
    """Write ``triage.json``, the table as ``triage.md``, and made-up folders as ``folders.csv``.

    Args:
        records: What was printed.
        about: How the folders were made; empty for a user's own.
        out: The directory.
        columns: Of the table.
    """
    write_text(out / "triage.md", markdown(records, columns))
    _json(out / "triage.json", {**about, "results": list(records)})
    rows = [
        dict(
            zip(
                _FOLDER_COLUMNS,
                (
                    record["detector"],
                    each["folder"],
                    each["rows"],
                    *(each[side][key] for key in ("people", "lower", "upper")
                      for side in ("found", "true")),
                ),
                strict=True,
            )
        )
        for record in records
        for each in record.get("each", ())
    ]  # fmt: skip
    if rows:
        _csv(out / "folders.csv", rows)


def _json(path: Path, value: Mapping[str, Any]) -> None:
    document = {"tool": tool(), **value}
    write_text(path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def _csv(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    written = io.StringIO()
    if rows:
        writer = csv.DictWriter(written, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    write_text(path, written.getvalue())

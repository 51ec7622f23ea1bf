"""Results of the triage track as files."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from leakbench.benchmarks.console.documents import write_csv, write_document
from leakbench.benchmarks.console.output import markdown
from leakbench.generator.datasets.outputs import write_text


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
    write_document(out / "triage.json", {**about, "results": list(records)})
    rows = [
        {
            "detector": record["detector"],
            "folder": each["folder"],
            "rows": each["rows"],
            **_beside_truth(each["found"], each["true"]),
        }
        for record in records
        for each in record.get("each", ())
    ]
    if rows:
        write_csv(out / "folders.csv", rows)


def _beside_truth(found: Mapping[str, Any], true: Mapping[str, Any]) -> dict[str, Any]:
    """People and verdicts as a detector sees them, each followed by what is so."""
    return {
        name: side[key]
        for key in ("people", "lower", "upper")
        for name, side in ((key, found), (f"true_{key}", true))
    }

"""Files that commands write beside a table: JSON that says which tool wrote it, and CSV."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from leakbench.benchmarks.console.environment import tool
from leakbench.generator.datasets.outputs import write_text


def write_document(path: Path, content: Mapping[str, Any]) -> None:
    """Write JSON, Chinese as it is, with the version of leakbench before everything else."""
    document = {"tool": tool(), **content}
    write_text(path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def write_csv(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows under the keys of the first one; without a row the file is empty."""
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    write_text(path, text.getvalue())

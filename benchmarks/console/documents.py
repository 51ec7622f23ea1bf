"""Files that commands write beside a table: JSON that says which tool wrote it, and CSV."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from leakbench.benchmarks.console.environment import tool
from leakbench.benchmarks.console.sheets import sheet_text
from leakbench.generator.datasets.outputs import write_text


def write_document(path: Path, content: Mapping[str, Any]) -> None:
    """Write JSON, Chinese as it is, with the version of leakbench before everything else."""
    document = {"tool": tool(), **content}
    write_text(path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def write_csv(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows under the keys of the first one; without a row the file is empty."""
    heads = list(rows[0]) if rows else []
    cells = ([row[head] for head in heads] for row in rows)
    write_text(path, sheet_text(heads, cells) if rows else "")

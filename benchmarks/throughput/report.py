"""What a throughput session is published as: document, table and figure in one directory."""

# ruff: noqa: PLC0415 - figures are slow to import, and need leakbench[report]

import json
from pathlib import Path

from leakbench.benchmarks.store.results import compact_numbers
from leakbench.benchmarks.throughput.document import Session, markdown
from leakbench.generator.datasets.outputs import write_text


def write_session(session: Session, out: Path) -> list[Path]:
    """Write ``throughput.json``, ``.md``, ``.png``, ``.svg`` and ``.pdf``, and give their paths."""
    from leakbench.benchmarks.figures.documents import figures_of
    from leakbench.benchmarks.figures.style import save

    document, table = out / "throughput.json", out / "throughput.md"
    content = session.to_json()
    write_text(document, compact_numbers(json.dumps(content, ensure_ascii=False, indent=2)) + "\n")
    write_text(table, markdown(session.records()))
    written = [document, table]
    for figure, _caption in figures_of(content).values():
        written += save(figure, out, "throughput")
    return written

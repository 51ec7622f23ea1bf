"""What a throughput session is published as: document, table and figure in one directory."""

import json
from pathlib import Path
from typing import Any

from leakbench.benchmarks.figures.lines import Line, LinePanel, Scale, draw_lines
from leakbench.benchmarks.figures.style import save
from leakbench.benchmarks.memory_copy import MEMORY_COPY
from leakbench.benchmarks.results import compact_numbers
from leakbench.benchmarks.throughput_document import Session, markdown
from leakbench.generator.datasets.outputs import write_text


def write_session(session: Session, out: Path) -> list[Path]:
    """Write ``throughput.json``, ``.md``, ``.png``, ``.svg`` and ``.pdf``, and give their paths."""
    records = session.records()
    document, table = out / "throughput.json", out / "throughput.md"
    text = json.dumps(session.to_json(), ensure_ascii=False, indent=2)
    write_text(document, compact_numbers(text) + "\n")
    write_text(table, markdown(records))
    panels = panels_of(session, records)
    if not panels:
        return [document, table]
    sizes = session.plan.batch_rows
    scale = Scale(axis="rows of a batch", ticks={rows: f"{rows:,}" for rows in sizes}, log=True)
    note = "; ".join([str(session.environment.get("cpu")), *session.warnings()])
    return [document, table, *save(draw_lines(panels, scale, note), out, "throughput")]


def panels_of(session: Session, records: list[dict[str, Any]]) -> list[LinePanel]:
    """A panel for each number of threads in which something was measured."""
    panels = []
    for threads in session.plan.threads:
        mine = [one for one in records if one["threads"] == threads and one["mb_per_s"]]
        names = dict.fromkeys(one["detector"] for one in mine)
        lines = [_line(name, [one for one in mine if one["detector"] == name]) for name in names]
        if lines:
            title = "one thread" if threads == 1 else f"{threads} threads of one process"
            subtitle = f"{session.corpus}, {session.track} track; medians, bars from min to max"
            panels.append(LinePanel(title, subtitle, "rate", lines))
    return panels


def _line(name: str, records: list[dict[str, Any]]) -> Line:
    x, y, low, high = (
        [one[key] for one in records]
        for key in ("batch_rows", "mb_per_s", "mb_per_s_min", "mb_per_s_max")
    )
    return Line(name, x, y, low, high, reference=name == MEMORY_COPY)

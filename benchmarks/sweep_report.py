"""What a sweep is published as: document, tables and figure, named after its axis."""

import json
from pathlib import Path

from leakbench.benchmarks.figures.lines import Line, LinePanel, Scale, draw_lines
from leakbench.benchmarks.figures.style import save
from leakbench.benchmarks.results import compact_numbers
from leakbench.benchmarks.sweep import METRICS
from leakbench.benchmarks.sweep_document import Sweep, forms_table, scores_table
from leakbench.generator.datasets.outputs import write_text


def write_sweep(sweep: Sweep, out: Path) -> list[Path]:
    """Write ``AXIS.json``, ``.md``, ``.png``, ``.svg``, ``.pdf`` and ``AXIS-forms.md``."""
    axis = sweep.axis
    document, scores, forms = (out / f"{axis.name}{end}" for end in (".json", ".md", "-forms.md"))
    text = json.dumps(sweep.to_json(), ensure_ascii=False, indent=2)
    write_text(document, compact_numbers(text) + "\n")
    write_text(scores, scores_table(sweep))
    write_text(forms, forms_table(sweep))
    panels = [panel for metric in METRICS if (panel := _panel(sweep, metric)).lines]
    if not panels:
        return [document, scores, forms]
    ticks = {place.at: place.name for place in axis.places}
    figure = draw_lines(panels, Scale(axis=axis.title, ticks=ticks, log=False))
    return [document, scores, forms, *save(figure, out, axis.name)]


def _panel(sweep: Sweep, metric: str) -> LinePanel:
    at = {place.name: place.at for place in sweep.axis.places}
    records = [one for one in sweep.records() if one[metric] is not None]
    lines = []
    for name in sweep.detectors:
        mine = [one for one in records if one["detector"] == name]
        if mine:
            y, low, high = (
                [one[f"{metric}{end}"] for one in mine] for end in ("", "_low", "_high")
            )
            lines.append(Line(name, [at[one["place"]] for one in mine], y, low, high))
    subtitle = f"{sweep.corpus}, {sweep.rows:,} rows, {sweep.axis.track} track; 95% intervals"
    return LinePanel(f"strict {metric}", subtitle, metric, lines)

"""What a sweep is published as: document, tables and figure, named after its axis."""

# ruff: noqa: PLC0415 - figures are slow to import, and need leakbench[report]

import json
from pathlib import Path

from leakbench.benchmarks.store.results import compact_numbers
from leakbench.benchmarks.sweeps.document import Sweep, forms_table, scores_table
from leakbench.generator.datasets.outputs import write_text


def write_sweep(sweep: Sweep, out: Path) -> list[Path]:
    """Write ``AXIS.json``, ``.md``, ``.png``, ``.svg``, ``.pdf`` and ``AXIS-forms.md``."""
    from leakbench.benchmarks.figures.documents import figures_of
    from leakbench.benchmarks.figures.style import save

    axis = sweep.axis
    document, scores, forms = (out / f"{axis.name}{end}" for end in (".json", ".md", "-forms.md"))
    content = sweep.to_json()
    text = json.dumps(content, ensure_ascii=False, indent=2)
    write_text(document, compact_numbers(text) + "\n")
    write_text(scores, scores_table(sweep))
    write_text(forms, forms_table(sweep))
    written = [document, scores, forms]
    for figure, _caption in figures_of(content).values():
        written += save(figure, out, axis.name)
    return written

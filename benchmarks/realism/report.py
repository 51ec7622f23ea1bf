"""What a comparison with real text is published as: document, tables to read, and a figure."""

# ruff: noqa: PLC0415 - figures are slow to import, and need leakbench[report]

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from leakbench.benchmarks.console.output import markdown
from leakbench.benchmarks.realism.reading import tables
from leakbench.benchmarks.store.results import compact_numbers
from leakbench.generator.datasets.outputs import write_text


def write_realism(document: Mapping[str, Any], out: Path) -> list[Path]:
    """Write ``realism.json``, ``realism.md`` and the figure in three formats.

    Args:
        document: As of ``to_json``.
        out: The directory.

    Returns:
        The files written.
    """
    from leakbench.benchmarks.figures.documents import figures_of
    from leakbench.benchmarks.figures.style import save

    written = [out / "realism.json", out / "realism.md"]
    text = json.dumps(document, ensure_ascii=False, indent=1)
    write_text(written[0], compact_numbers(text) + "\n")
    write_text(written[1], page(document))
    for stem, (figure, _caption) in figures_of(document).items():
        written += save(figure, out, stem)
    return written


def page(document: Mapping[str, Any]) -> str:
    """The tables as Markdown, and what was left out."""
    names = ", ".join(one["name"] for one in document["generated"])
    parts = [f"# Realism of {names} beside {document['real']['name']}\n", *_left_out(document)]
    for title, note, rows in tables(document):
        parts += [f"## {title}\n", *([f"{note}\n"] if note else []), markdown(rows, list(rows[0]))]
    return "\n".join(parts)


def left_out(document: Mapping[str, Any]) -> list[str]:
    """What was not compared and why, a line each."""
    left = document["left_out"]
    lines = [f"label {name!r} means nothing here: --map {name}=LABEL" for name in left["unmapped"]]
    lines += [f"{name} has no label of the file" for name in left["nothing_in_common"]]
    lines += [
        "{source} has {values} different values of {label}: too few".format(**one)
        for one in left["too_few_values"]
    ]
    return lines + [f"{name} failed: {reason}" for name, reason in document["failures"].items()]


def _left_out(document: Mapping[str, Any]) -> list[str]:
    lines = left_out(document)
    return ["Left out:\n", *(f"- {line}" for line in lines), ""] if lines else []

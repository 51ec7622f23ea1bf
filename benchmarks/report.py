"""A report on results: the plot of recall against throughput, and a table of everything."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from leakbench.benchmarks.figure import Panel, Point, draw, save
from leakbench.benchmarks.output import number
from leakbench.benchmarks.results import Result
from leakbench.generator.datasets.outputs import refuse_non_empty, write_text

COLUMNS = (
    "corpus", "noise", "track", "detector", "version", "rows", "recall", "precision", "f1",
    "recall_any", "rows_per_s", "mb_per_s", "p50_ms", "p95_ms", "peak_memory_mb", "failure",
)  # fmt: skip


def write_report(results: Sequence[Result], out: Path, *, force: bool = False) -> list[Path]:
    """Draw and tabulate results.

    Args:
        results: At least one.
        out: The directory.
        force: Write into a directory that is not empty; only files of the report are replaced.

    Returns:
        The files written.

    Raises:
        OutputExistsError: The directory is not empty, and ``force`` is not set.
    """
    if not force:
        refuse_non_empty(out)
    ordered = sorted(results, key=lambda one: (_panel_key(one), one.detector, one.version))
    rows = [_row(result) for result in ordered]
    written = [out / "table.md", out / "table.csv", out / "labels.md"]
    write_text(written[0], markdown(rows))
    write_text(written[1], _csv(rows))
    write_text(written[2], by_label(ordered))
    panels = panels_of(ordered)
    if not panels:
        return written
    return written + save(draw(panels, _note(ordered)), out, "pareto")


def panels_of(results: Sequence[Result]) -> list[Panel]:
    """A panel for each corpus, noise and track in which something was scored and timed."""
    groups: dict[tuple[bool, str, str, str], list[Result]] = {}
    for result in results:
        summary = result.summary()
        if summary["recall"] is not None and summary["mb_per_s"]:
            groups.setdefault(_panel_key(result), []).append(result)
    return [_panel(group) for group in groups.values()]


def _panel_key(result: Result) -> tuple[bool, str, str, str]:
    """Synthetic corpora first, then real text."""
    return result.noise is None, result.corpus, result.noise or "", result.track


def _panel(group: Sequence[Result]) -> Panel:
    first = group[0]
    counts = {result.rows for result in group}
    rows = " or ".join(f"{count:,}" for count in sorted(counts))
    kind = f"{first.noise} noise" if first.noise else "labelled text"
    labels = f", {', '.join(first.labels)}" if first.labels else ""
    names = [result.detector for result in group]
    points = []
    for result in group:
        summary = result.summary()
        twice = names.count(result.detector) > 1
        label = f"{result.detector} {result.version}" if twice else result.detector
        points.append(Point(result.detector, label, summary["mb_per_s"], summary["recall"]))
    subtitle = f"{kind}, {first.track} track, {rows} rows{labels}"
    return Panel(first.corpus, subtitle, tuple(points))


def _note(results: Sequence[Result]) -> str:
    processors = sorted({str(result.environment.get("cpu")) for result in results})
    return "In the shade somebody is both faster and better. " + ", ".join(processors)


def _row(result: Result) -> dict[str, Any]:
    summary = result.summary()
    own = {
        "noise": result.noise,
        "version": result.version,
        "failure": result.failure or result.not_comparable,
    }
    return {key: own[key] if key in own else summary[key] for key in COLUMNS}


def markdown(rows: Sequence[Mapping[str, Any]]) -> str:
    """The table to read; a column that is empty throughout is left out."""
    shown = [key for key in COLUMNS if any(row[key] is not None for row in rows)]
    numeric = {key for key in shown if any(isinstance(row[key], int | float) for row in rows)}
    lines = [
        f"| {' | '.join(key.replace('_', ' ') for key in shown)} |",
        f"|{'|'.join(' --: ' if key in numeric else ' :-- ' for key in shown)}|",
        *(f"| {' | '.join(_cell(row[key]) for key in shown)} |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


def by_label(results: Sequence[Result]) -> str:
    """Strict F1 of every detector for every label of every corpus, as a table to read.

    A dash stands where a detector found nothing under that label and claimed nothing.
    """
    detectors = sorted({result.detector for result in results})
    cells: dict[tuple[str, str, str, str, int], dict[str, float | None]] = {}
    for result in results:
        for label, scores in result.summary()["by_label"].items():
            if scores["support"]:
                key = (result.corpus, result.noise or "", result.track, label, scores["support"])
                found = scores["f1"] if scores["precision"] is not None else None
                cells.setdefault(key, {})[result.detector] = found
    lines = [
        f"| corpus | noise | track | label | support | {' | '.join(detectors)} |",
        f"| :-- | :-- | :-- | :-- | --: |{' --: |' * len(detectors)}",
    ]
    for (*where, support), scores in cells.items():
        shown = " | ".join(_cell(scores.get(detector)) for detector in detectors)
        lines.append(f"| {' | '.join(where)} | {support:,} | {shown} |")
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    match value:
        case None:
            return "–"
        case float():
            return number(value)
        case int():
            return f"{value:,}"
        case _:
            return str(value).replace("|", "\\|")


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()

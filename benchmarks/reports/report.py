"""A report on results: the page, the plot of recall against throughput, and tables of both."""

# ruff: noqa: PLC0415 - figures are slow to import, and need leakbench[report]

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from leakbench.benchmarks.console.extras import need_figures
from leakbench.benchmarks.console.filling import filling
from leakbench.benchmarks.console.output import number
from leakbench.benchmarks.console.sheets import sheet_text
from leakbench.benchmarks.page.cards import page_cards
from leakbench.benchmarks.page.data import page_runs
from leakbench.benchmarks.page.document import Content, page
from leakbench.benchmarks.page.pairs import page_pairs
from leakbench.benchmarks.page.written import page_written
from leakbench.benchmarks.reports.documents import Document, page_realism, page_sweep
from leakbench.benchmarks.reports.family_table import family_table
from leakbench.benchmarks.reports.headline import headline
from leakbench.benchmarks.reports.headline_tables import headline_table, page_headline
from leakbench.benchmarks.reports.level_tables import levels_markdown, page_levels
from leakbench.benchmarks.reports.levels import level_table
from leakbench.benchmarks.reports.misses import page_misses
from leakbench.benchmarks.reports.operating import operating, page_operating
from leakbench.benchmarks.reports.operating_table import operating_table
from leakbench.benchmarks.reports.readme_table import readme_table
from leakbench.benchmarks.scoring.counts import RATIOS
from leakbench.benchmarks.store.directory import latest
from leakbench.benchmarks.store.pooling import Pool, groups_of, in_order, pools
from leakbench.benchmarks.store.results import Result
from leakbench.generator.datasets.outputs import write_text

RUN_COLUMNS = (
    *("corpus", "noise", "headers", "track", "detector", "version", "rows"),
    *RATIOS,
    *("rows_per_s", "mb_per_s", "p50_ms", "p95_ms", "joules_per_mb"),
    *("peak_memory_mb", "failure"),
)


def write_report(
    results: Sequence[Result],
    out: Path,
    *,
    sweeps: Sequence[Document] = (),
    errors: Sequence[Document] = (),
    realism: Sequence[Document] = (),
    force: bool = False,
) -> list[Path]:
    """Write ``report.html``, ``headline.md``, further tables, ``pareto.*`` and ``standings-*``.

    Args:
        results: At least one; of several runs of one thing the last counts.
        out: The directory.
        sweeps: Documents of ``leakbench sweep``, for the page.
        errors: Documents of ``leakbench errors``, for the page.
        realism: Documents of ``leakbench realism``, for the page.
        force: Write into a directory that is not empty; only files of the report are replaced.

    Returns:
        The files written.

    Raises:
        OutputExistsError: The directory is not empty, and ``force`` is not set.
        OutputInUseError: Another process writes there.
        MissingExtraError: matplotlib is not installed.
    """
    need_figures("a report")
    from leakbench.benchmarks.figures.pareto import draw
    from leakbench.benchmarks.figures.standings import GROUNDS, draw_standings
    from leakbench.benchmarks.figures.style import save
    from leakbench.benchmarks.reports.panels import side_panels
    from leakbench.benchmarks.reports.standing_rows import standing_rows

    chosen = in_order(latest(results))
    groups = groups_of(chosen)
    table = headline(chosen)
    levels = level_table(chosen, table)
    points = operating(table, chosen)
    content = Content(
        runs=page_runs(chosen),
        sweeps=[page_sweep(one) for one in sweeps],
        misses=page_misses(errors),
        realism=[row for one in realism for row in page_realism(one)],
        headline={**page_headline(table), "levels": page_levels(levels)},
        operating=page_operating(points),
        pairs=page_pairs(chosen),
        written=page_written(chosen),
        cards=page_cards(chosen),
    )
    texts = {
        "report.html": page(content),
        "headline.md": headline_table(table),
        "readme_table.md": readme_table(table),
        "levels.md": levels_markdown(levels),
        "families.md": family_table(table),
        "operating_points.md": operating_table(points),
        "table.md": group_table(groups),
        "labels.md": label_table(groups),
        "table.csv": run_table(chosen),
    }
    panels = side_panels(table)
    standings = standing_rows(table)
    with filling(out, force=force) as folder:
        for name, text in texts.items():
            write_text(folder / name, text)
        figures = save(draw(panels, _note(chosen)), folder, "pareto") if panels else []
        for ground in GROUNDS if standings else ():
            figures += save(draw_standings(standings, ground), folder, f"standings-{ground}")
    return [out / name for name in (*texts, *(path.name for path in figures))]


def _note(results: Sequence[Result]) -> str:
    processors = sorted({str(result.environment.get("cpu")) for result in results})
    shade = "In the shade somebody ranked is both faster and better. "
    return f"{shade}Hollow: of this house, not ranked. {', '.join(processors)}"


def group_table(groups: Mapping[str, Sequence[Result]]) -> str:
    """Every detector in every group, as a table to read; scores with 95% intervals."""
    heads = ["corpus", "detector", "version", "records", "recall", "precision", "F1"]
    heads += ["recall, any label", "MB/s", "peak MB"]
    rows = []
    for title, results in groups.items():
        for pool in pools(results):
            scores = [_with_interval(pool, metric) for metric in ("recall", "precision", "f1")]
            rest = [pool.recall_any, pool.mb_per_s, pool.peak_mb]
            rows.append(
                [title, pool.detector, pool.version, f"{pool.rows:,}", *scores, *map(_cell, rest)]
            )
    return _markdown(heads, rows, left=3)


def _with_interval(pool: Pool, metric: str) -> str:
    score, interval = pool.score(metric), pool.interval(metric)
    if score is None or interval is None:
        return _cell(score)
    return f"{score:.3f} ({interval.low:.3f}–{interval.high:.3f})"


def label_table(groups: Mapping[str, Sequence[Result]]) -> str:
    """Strict F1 of every detector for every label of every group, as a table to read.

    A dash stands where a detector claimed nothing under that label.
    """
    detectors = sorted({result.detector for results in groups.values() for result in results})
    rows = []
    for title, results in groups.items():
        by_name = {pool.detector: pool for pool in pools(results)}
        scores = {name: pool.by_label("f1") for name, pool in by_name.items()}
        for label in dict.fromkeys(label for mine in scores.values() for label in mine):
            support = max(pool.support(label) for pool in by_name.values())
            cells = [_cell(scores.get(name, {}).get(label)) for name in detectors]
            rows.append([title, label, f"{support:,}", *cells])
    return _markdown(["corpus", "label", "support", *detectors], rows, left=2)


def _markdown(heads: Sequence[str], rows: Sequence[Sequence[str]], left: int) -> str:
    marks = [" :-- " if place < left else " --: " for place in range(len(heads))]
    lines = [f"| {' | '.join(heads)} |", f"|{'|'.join(marks)}|"]
    escaped = ([cell.replace("|", "\\|") for cell in row] for row in rows)
    lines += [f"| {' | '.join(row)} |" for row in escaped]
    return "\n".join(lines) + "\n"


def run_table(results: Sequence[Result]) -> str:
    """Every run on a line, as CSV."""
    return sheet_text(RUN_COLUMNS, (_run(result).values() for result in results))


def _run(result: Result) -> dict[str, Any]:
    summary = result.summary()
    own = {
        "noise": result.noise,
        "headers": result.identity.get("spec", {}).get("headers"),
        "version": result.version,
        "failure": result.failure or result.not_comparable,
    }
    return {key: own[key] if key in own else summary[key] for key in RUN_COLUMNS}


def _cell(value: float | None) -> str:
    return "–" if value is None else number(value)

"""``leakbench errors``: what a detector misses and invents, in context."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leakbench.benchmarks.console.options import (
    format_option,
    map_option,
    rows_option,
    spec_options,
)
from leakbench.benchmarks.console.output import emit_json
from leakbench.benchmarks.console.progress import note, progress
from leakbench.benchmarks.running.isolation_options import isolation_options
from leakbench.generator.spec import Spec

if TYPE_CHECKING:
    from leakbench.benchmarks.running.detector_process import Limits
    from leakbench.benchmarks.validity.detector_panel import DetectorPanel

BATCH_ROWS = 4_096
ROWS = 10_000
PAGE_TIMES = 10  # as many groups as the terminal shows


@click.command(
    epilog="Example: leakbench errors --corpus chat_messages --detector native --noise worn "
    "--label PERSON_NAME --html errors.html",
    short_help="Show what a detector misses and invents.",
)
@click.option(
    "--corpus",
    required=True,
    metavar="NAME|DIR|FILE",
    help="A corpus, a dataset's directory, a labelled corpus or its card.",
)
@click.option("--detector", required=True, metavar="NAME[:ARGUMENT]", help="Whose errors.")
@rows_option(default=ROWS, help="How many records at most.")
@click.option(
    "--file",
    type=click.IntRange(0),
    metavar="NUMBER",
    help="Only those in this file of the corpus; leakbench run and results show name the worst.",
)
@click.option("--label", metavar="LABEL", help="Only missed values and false alarms of this label.")
@click.option(
    "--top",
    type=click.IntRange(1),
    default=8,
    show_default=True,
    help="Groups shown of each kind; the page shows ten times as many.",
)
@click.option(
    "--examples",
    type=click.IntRange(0),
    default=3,
    show_default=True,
    help="Shown of each group.",
)
@click.option(
    "--html",
    "page_path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a page for the browser too.",
)
@isolation_options
@spec_options
@map_option
@format_option
def errors(  # noqa: PLR0913 - one argument an option
    *,
    corpus: str,
    detector: str,
    rows: int,
    file: int | None,
    label: str | None,
    top: int,
    examples: int,
    page_path: Path | None,
    limits: "Limits | None",
    mapping: dict[str, str],
    form: str,
    **chosen: Any,
) -> None:
    """Show misses and false alarms, grouped by surface form, decoy kind, and the words around."""
    from leakbench.benchmarks.error_analysis.analysis import ErrorCollector
    from leakbench.benchmarks.error_analysis.listing import listing
    from leakbench.benchmarks.error_analysis.page import page
    from leakbench.benchmarks.running.runner import Scoring
    from leakbench.benchmarks.scoring.chunks import of_file
    from leakbench.benchmarks.sources.opening import open_source
    from leakbench.benchmarks.sources.source_checks import check_source
    from leakbench.benchmarks.validity.detector_panel import DetectorPanel
    from leakbench.generator.datasets.outputs import write_text
    from leakbench.generator.entities import coarse

    source = open_source(corpus, Spec(corpus="", **chosen))
    space = Scoring(mapping=mapping).space(source)
    check_source(source, space, "text")
    panel = DetectorPanel([detector], limits=limits)
    _refuse_failures(panel, source.name)
    families = {coarse(space.meaning(name)) for name in source.labels()}
    if families.isdisjoint(panel.families(detector)):
        raise click.UsageError(
            f"{detector} declares none of the labels of {source.name}: "
            f"{', '.join(sorted(source.labels()))}"
        )
    collector = ErrorCollector(space, label=label, examples=examples)
    records = 0
    count = rows if source.rows is None else min(rows, source.rows)
    with progress(f"{detector} on {source.name}: {count:,} rows", count) as advance:
        chunks = source.chunks("text", BATCH_ROWS, count)
        for chunk in chunks if file is None else of_file(chunks, file):
            answers = panel.answers(chunk.strings)
            _refuse_failures(panel, source.name)
            collector.add(chunk, answers[detector])
            advance(chunk.strings.num_rows)
            records += chunk.strings.num_rows
    if not records:
        raise click.UsageError(
            f"{source.name} has no file {file} in its first {count:,} records (--rows)"
        )
    analysis = collector.finish()
    noise = "" if source.noise is None else f", {source.noise}"
    place = "" if file is None else f", file {file}"
    title = f"{detector} on {source.name}{noise}{place}, {records:,} records"
    if page_path is not None:
        write_text(page_path, page(analysis, title, PAGE_TIMES * top))
        note(str(page_path))
    if form == "json":
        about = {"corpus": source.name, "noise": source.noise, "detector": detector, "file": file}
        emit_json({"kind": "errors", "title": title, **about, **analysis.to_json()})
    else:
        listing(analysis, title, top)


def _refuse_failures(panel: "DetectorPanel", corpus: str) -> None:
    for part, reason in panel.failures.items():
        raise click.ClickException(f"{part} failed on {corpus}: {reason}")

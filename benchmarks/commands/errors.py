"""``leakbench errors``: what a detector misses and invents, in context."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leakbench.benchmarks.console import completing
from leakbench.benchmarks.console.choices import OneOf
from leakbench.benchmarks.console.options import (
    labels_option,
    map_option,
    rows_option,
    spec_options,
    track_option,
)
from leakbench.benchmarks.console.output import emit_json
from leakbench.benchmarks.console.paths import DiskPath, OutPath
from leakbench.benchmarks.console.progress import note, progress
from leakbench.benchmarks.console.subjects import corpus_option, detector_option
from leakbench.benchmarks.running.isolation_options import isolation_options
from leakbench.generator.plurals import counted
from leakbench.generator.spec import Spec

if TYPE_CHECKING:
    import pyarrow as pa

    from leakbench.benchmarks.error_analysis.analysis import ErrorAnalysis
    from leakbench.benchmarks.error_analysis.answered import Answered, Part
    from leakbench.benchmarks.running.detector_process import Limits
    from leakbench.benchmarks.running.entrants import Entrant
    from leakbench.benchmarks.scoring.chunks import Track
    from leakbench.benchmarks.scoring.labels import LabelSpace
    from leakbench.benchmarks.sources.source import Source

FORMS = ("table", "json", "csv", "parquet")
ROWS = 10_000
PAGE_TIMES = 10  # as many groups as the terminal shows


def _known_label(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> str | None:
    """Refuse a misspelt name before anything is read."""
    from leakbench.detectors.label_aliases import UnmappedLabelError, meaning
    from leakbench.generator.entities import known_labels
    from leakbench.generator.errors import UnknownNameError

    try:
        return None if value is None else meaning(value)
    except UnmappedLabelError as error:
        raise UnknownNameError("label", error.label, known_labels()) from None


@click.command(
    epilog="Example: leakbench errors --corpus chat_messages --detector native --noise worn "
    "--label PERSON_NAME --html errors.html",
)
@corpus_option(
    help="A corpus, a dataset's directory, a labelled file or its card. By default the generated "
    "corpus on which leakbench run made the predictions.",
)
@detector_option(default=None, help="Whose errors.")
@click.option(
    "--predictions",
    metavar="FILE",
    type=DiskPath(exists=True, dir_okay=False),
    help="What it answered, instead of asking it: Parquet as leakbench run --out keeps, or JSON "
    "lines; see leakbench score.",
)
@rows_option(default=ROWS, help="How many records at most.")
@click.option(
    "--file",
    type=click.IntRange(0),
    metavar="NUMBER",
    help="Only those in this file of the corpus; leakbench run and results show name the worst.",
)
@click.option(
    "--label",
    callback=_known_label,
    metavar="LABEL",
    shell_complete=completing.labels,
    help="Only missed values and false alarms of this label.",
)
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
    type=DiskPath(dir_okay=False),
    metavar="FILE",
    help="Write a page for the browser too.",
)
@isolation_options
@spec_options
@track_option
@labels_option
@map_option
@click.option(
    "--format",
    "form",
    type=OneOf(FORMS),
    help="What is printed: groups to read, or every error as a row, in JSON with the groups; in "
    "CSV an apostrophe stands before texts that a spreadsheet would calculate.  "
    "[default: as FILE of --out ends, or table]",
)
@click.option(
    "--out",
    type=OutPath(dir_okay=False),
    metavar="FILE",
    help="Write the rows there instead of printing; Parquet needs it.",
)
def errors(  # noqa: PLR0913 - one argument an option
    *,
    corpus: str | None,
    detector: str | None,
    predictions: Path | None,
    rows: int,
    file: int | None,
    label: str | None,
    top: int,
    examples: int,
    page_path: Path | None,
    limits: "Limits | None",
    track: "Track",
    labels: tuple[str, ...] | None,
    mapping: dict[str, str],
    form: str | None,
    out: Path | None,
    **chosen: Any,
) -> None:
    """Show misses and false alarms, grouped by surface form, decoy kind, and the words around.

    Rows count from the first record, as leakbench show --row does. As a table of rows, masked and
    damaged values are told too, which count in no score: see quality.
    """
    from leakbench.benchmarks.error_analysis.analysis import ErrorCollector
    from leakbench.benchmarks.error_analysis.answered import Part
    from leakbench.benchmarks.error_analysis.error_table import error_table
    from leakbench.benchmarks.error_analysis.page import page
    from leakbench.benchmarks.running.runner import Scoring
    from leakbench.benchmarks.sources.source_checks import check_source
    from leakbench.generator.datasets.outputs import write_text

    form = _form(form, out)
    source = _source(corpus, predictions, Spec(corpus="", **chosen))
    space = Scoring(track=track, only=labels, mapping=mapping).space(source)
    check_source(source, space, track)
    count = rows if source.rows is None else min(rows, source.rows)
    name, answers = _answers(
        source, space, Part(track, count, file), _answerer(detector, predictions, limits)
    )
    collector = ErrorCollector(space, label=label, examples=examples)
    tables = []
    records = 0
    with progress(f"{name} on {source.name}: {counted(count, 'row')}", count) as advance:
        for chunk, answer in answers:
            collector.add(chunk, answer)
            if form != "table":
                tables.append(error_table([(chunk, answer)], space))
            advance(chunk.strings.num_rows)
            records += chunk.strings.num_rows
    if not records:
        raise click.UsageError(
            f"{source.name} has no file {file} in its first {counted(count, 'record')} (--rows)"
        )
    analysis = collector.finish()
    noise = "" if source.noise is None else f", {source.noise}"
    place = "" if file is None else f", file {file}"
    title = f"{name} on {source.name}{noise}{place}, {counted(records, 'record')}"
    if page_path is not None:
        write_text(page_path, page(analysis, title, PAGE_TIMES * top))
        note(str(page_path))
    if form == "table":
        _print_groups(analysis, title, top, source)
        return
    about = {"corpus": source.name, "noise": source.noise, "track": track, "detector": name}
    document = {"kind": "errors", "title": title, **about, "file": file, **analysis.to_json()}
    _give_rows(_of_label(tables, space, label), form, out, document)


def _print_groups(analysis: "ErrorAnalysis", title: str, top: int, source: "Source") -> None:
    """The groups, and how to see a whole record."""
    from leakbench.benchmarks.error_analysis.listing import listing
    from leakbench.benchmarks.error_analysis.writing import show_command

    listing(analysis, title, top)
    groups = (group for _, _, some in analysis.sections() for group in some)
    command = next(
        (show_command(source, one.row) for group in groups for one in group.examples), None
    )
    if command is not None:
        note(f"look at a record: {command}")


def _of_label(tables: "list[pa.Table]", space: "LabelSpace", label: str | None) -> "pa.Table":
    import pyarrow as pa

    from leakbench.benchmarks.error_analysis.writing import of_label

    return of_label(pa.concat_tables(tables), space, label)


def _give_rows(rows: "pa.Table", form: str, out: Path | None, about: dict[str, Any]) -> None:
    """Print or write every error as a row."""
    from leakbench.benchmarks.error_analysis.writing import as_csv, with_rows, write_errors

    if out is not None:
        write_errors(out, rows, form, about)
        note(f"{out}: {counted(rows.num_rows, 'error')}")
    elif form == "csv":
        click.echo(as_csv(rows), nl=False)
    else:
        emit_json(with_rows(about, rows))


def _form(form: str | None, out: Path | None) -> str:
    """What is printed or written."""
    suffix = "" if out is None else out.suffix.removeprefix(".")
    chosen = form or (suffix if suffix in FORMS else "table")
    if chosen == "table" and out is not None:
        raise click.UsageError("--out takes rows: --format json, csv or parquet, or such a suffix")
    if chosen == "parquet" and out is None:
        raise click.UsageError("--format parquet is no text to print: name its file with --out")
    return chosen


def _source(corpus: str | None, predictions: Path | None, spec: Spec) -> "Source":
    """The records, by name or as the predictions tell."""
    from leakbench.benchmarks.running.predictions import source_of
    from leakbench.benchmarks.sources.opening import open_source

    if corpus is not None:
        return open_source(corpus, spec)
    if predictions is None:
        raise click.UsageError("name the records: --corpus")
    return source_of(predictions)


def _answerer(
    detector: str | None, predictions: Path | None, limits: "Limits | None"
) -> "Entrant | Path":
    """Whom to ask, or where the answers are."""
    from leakbench.benchmarks.running.choice import build_all

    if detector is not None and predictions is None:
        (one,) = build_all([detector], limits)
        return one
    if predictions is None or detector is not None:
        raise click.UsageError("name one of --detector and --predictions")
    return predictions


def _answers(
    source: "Source", space: "LabelSpace", part: "Part", who: "Entrant | Path"
) -> "tuple[str, Answered]":
    """The name of who answered, and the records with the answers."""
    from leakbench.benchmarks.error_analysis.answered import asked, stored
    from leakbench.benchmarks.running.predictions import about_of
    from leakbench.benchmarks.scoring.declared import nothing_shared

    if isinstance(who, Path):
        about = about_of(source, who, part.track)
        return about.get("detector", who.stem), stored(source, who, part)
    if who.failure is not None:
        raise click.ClickException(f"{who.name} failed on {source.name}: {who.failure}")
    if nothing_shared(source.name, space, source.labels(), who.labels):
        raise click.UsageError(
            f"{who.name} declares none of the labels of {source.name}: "
            f"{', '.join(sorted(source.labels()))}"
        )
    return who.name, _told(asked(source, who, part), who.name, source.name)


def _told(answers: "Answered", detector: str, corpus: str) -> "Answered":
    """The same; a failure is told with the names of both."""
    from leakbench.benchmarks.running.failures import DetectorFailedError

    try:
        yield from answers
    except DetectorFailedError as failure:
        raise click.ClickException(f"{detector} failed on {corpus}: {failure}") from None

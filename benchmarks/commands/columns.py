"""``leakbench columns``: what kind each column of a table is."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leakbench.benchmarks.console.choices import OneOf
from leakbench.benchmarks.console.options import (
    force_option,
    format_option,
    out_option,
    population_options,
    rows_option,
)
from leakbench.benchmarks.console.output import emit
from leakbench.benchmarks.console.progress import note, progress
from leakbench.benchmarks.console.subjects import corpora_option, detectors_option
from leakbench.benchmarks.running.isolation_options import isolation_options
from leakbench.generator.plurals import counted
from leakbench.generator.spec import COLUMNS as SLIPS
from leakbench.generator.spec import HEADERS, HEADERS_OF_LISTS, Spec

if TYPE_CHECKING:
    from leakbench.benchmarks.running.detector_process import Limits

SHOWN = (
    "detector", "headers", "cells", "tables", "columns", "accuracy", "accuracy_coarse", "macro_f1",
    "found", "false_alarms",
)  # fmt: skip


@click.command(
    epilog="Example: leakbench columns --corpus exam_roster --detector native --headers withheld "
    "--headers misleading --tables 50 --rows 200",
)
@corpora_option(
    metavar="NAME|DIR",
    help="A corpus or a dataset's directory; repeat for more. Every corpus by default.",
)
@detectors_option()
@click.option(
    "--headers",
    multiple=True,
    type=OneOf(HEADERS),
    default=HEADERS_OF_LISTS,
    help="How columns are called; repeat for more, each is measured apart. By default all but "
    "field, the same names in all splits, which lists are not found with.",
)
@click.option(
    "--columns",
    "slips",
    multiple=True,
    type=OneOf(SLIPS),
    default=("own",),
    help="How cells slip; repeat for more, each is measured apart. As the corpus declares by "
    "default.",
)
@click.option(
    "--tables",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    help="How many tables of each corpus, each of another population.",
)
@rows_option(default=100, help="Records of a table.")
@click.option(
    "--share",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.5,
    show_default=True,
    help="Share of a column's filled cells that must be of one label.",
)
@isolation_options
@population_options
@out_option(
    required=False,
    help="Where columns.json and confusion.csv go; nothing is written without it.",
)
@force_option
@format_option
def columns(  # noqa: PLR0913 - one argument an option
    *,
    corpora: tuple[str, ...],
    detectors: tuple[str, ...],
    headers: tuple[Any, ...],
    slips: tuple[Any, ...],
    tables: int,
    rows: int,
    share: float,
    limits: "Limits | None",
    out: Path | None,
    force: bool,
    form: str,
    **chosen: Any,
) -> None:
    """Tell what kind each column of many small tables is, by what most of its cells hold.

    accuracy counts columns by their label or as free of personal information, accuracy_coarse by
    family (MOBILE and LANDLINE are PHONE); macro_f1 is the mean over labels. found is the share of
    the columns with personal information that were taken for some kind of it, false_alarms that of
    the others. A dataset is read under the headers that it has.
    """
    from leakbench.benchmarks.columns.export import write_columns
    from leakbench.benchmarks.columns.track import ColumnsPlan, run_columns
    from leakbench.benchmarks.console.filling import filling_if_asked
    from leakbench.benchmarks.running.choice import choose
    from leakbench.benchmarks.sources.opening import open_sources
    from leakbench.generator.corpus import corpus_names

    sources = open_sources(corpora or corpus_names(), Spec(corpus="", **chosen))
    plan = ColumnsPlan(tables=tables, rows=rows, headers=headers, columns=slips, share=share)
    with filling_if_asked(out, force=force) as folder:
        built = choose(detectors, limits)
        readings = plan.readings(len(sources)) * len(built)
        with progress(f"{readings:,} readings of tables", readings) as advance:
            records = run_columns(sources, built, plan, advance)
        if folder is not None:
            write_columns(records, {"noise": chosen["noise"], "split": chosen["split"]}, folder)
    emit(records, form, SHOWN)
    complain(records)


def complain(records: list[dict[str, Any]]) -> None:
    """Say who failed and why, and leave with the code of a failure if anybody did."""
    failed = {one["detector"]: one["failure"] for one in records if one["failure"] is not None}
    for name, reason in failed.items():
        note(f"{name} failed: {reason}")
    if failed:
        raise click.ClickException(f"{counted(len(failed), 'detector')} failed")

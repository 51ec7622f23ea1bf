"""``leakbench results``: what stands in a store of results."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path

import click

from leakbench.benchmarks.console.options import format_option, out_option
from leakbench.benchmarks.console.output import emit, emit_json
from leakbench.benchmarks.console.progress import note

# As result_tables.FACTS, which is not imported for a help text; a test compares them.
FACTS = ("corpus", "noise", "strength", "headers", "columns", "identity", "split", "seed")
SCORES = ["recall", "precision", "f1", "f2", "recall_declared", "recall_subjects"]

paths_argument = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)


@click.group(epilog="Example: leakbench results list out/run", short_help="Look into result files.")
def results() -> None:
    """List, show and merge what leakbench run wrote."""


@results.command(
    "list",
    epilog="Example: leakbench results list out/run --by noise --by headers",
    short_help="One line a result, or a group of them.",
)
@paths_argument
@click.option(
    "--by",
    multiple=True,
    type=click.Choice(FACTS),
    help="Add up the counts of results that agree in this; repeat for more. Of several runs of "
    "one thing the last one counts.",
)
@format_option
def list_results(paths: tuple[Path, ...], by: tuple[str, ...], form: str) -> None:
    """List the results in PATHS: directories of leakbench run, or files."""
    from leakbench.benchmarks.scoring.counts import CountsError
    from leakbench.benchmarks.store.directory import latest, result_files
    from leakbench.benchmarks.store.results import read_result
    from leakbench.benchmarks.store.tables import pooled, result_row

    files = result_files(paths)
    found = [read_result(file) for file in files]
    if by:
        try:
            rows = pooled(latest(found), by)
        except CountsError as error:
            raise click.UsageError(str(error)) from None
        emit(rows, form, ["detector", "track", *by, "results", "rows", *SCORES])
        return
    rows = [{**result_row(one), "file": str(file)} for one, file in zip(found, files, strict=True)]
    columns = ["corpus", "noise", "track", "detector", "version", "rows", *SCORES, "started"]
    emit(rows, form, [*columns, "file"])


@results.command(
    "show",
    epilog="Example: leakbench results show out/run/legal_person/regex/RESULT.json",
    short_help="All scores of one result.",
)
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@format_option
def show_result(path: Path, form: str) -> None:
    """Show everything that the result in PATH says: modes, labels and all breakdowns."""
    from leakbench.benchmarks.store.results import read_result
    from leakbench.benchmarks.store.tables import inside, result_row

    result = read_result(path)
    tables = inside(result)
    if form == "json":
        emit_json({**result_row(result), "intervals": result.intervals, "tables": tables})
        return
    row = result_row(result)
    columns = ["corpus", "noise", "track", "detector", "version", "rows", *SCORES]
    emit([row], form, columns)
    for reason in (result.failure, result.not_comparable):
        if reason is not None:
            note(reason)
    for rows in tables.values():
        keys = dict.fromkeys(key for one in rows for key in one)
        emit(rows, form, list(keys))


@results.command(
    "merge",
    epilog="Example: leakbench results merge out/monday out/tuesday --out out/all",
    short_help="Put results of several stores into one.",
)
@paths_argument
@out_option(required=True, help="The store that takes them; what is there stays as it is.")
def merge(paths: tuple[Path, ...], out: Path) -> None:
    """Copy the results in PATHS, with their raw predictions, into one store."""
    from leakbench.benchmarks.store.directory import merge_results

    added = merge_results(paths, out)
    note(f"{added} results added to {out}")

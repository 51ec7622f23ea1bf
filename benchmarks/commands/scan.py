"""``leakbench scan``: what is in files, file by file and column by column."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path
from typing import TYPE_CHECKING

import click

from leakbench.benchmarks.console.engines import Engine, engine_options
from leakbench.benchmarks.console.options import format_option, out_option
from leakbench.benchmarks.console.output import emit_json
from leakbench.benchmarks.console.paths import PathOrUrl
from leakbench.benchmarks.scanning.options import reader_option, scan_options
from leakbench.benchmarks.scanning.words import Language, language_option

if TYPE_CHECKING:
    from leakbench.generator.jobs.contract import Jobs


@click.command(
    epilog="Example: leakbench scan seized/ --out inventory",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=PathOrUrl())
@reader_option
@scan_options
@engine_options
@out_option(
    required=False,
    help="Where inventory.jsonl, scan.json and scan.html go. The same command again takes over "
    "files that are as they were. Nothing is written without it, and never beside the files.",
)
@format_option
@language_option
@click.pass_context
def scan(  # noqa: PLR0913 - one argument an option
    context: click.Context,
    /,
    *,
    paths: tuple[Path, ...],
    detector: str,
    workers: int,
    engine: Engine | None,
    show: bool,
    out: Path | None,
    form: str,
    language: Language,
) -> None:
    """Read files in folders, and what is packed in them, and tell what stands in each.

    CSV, TSV, TXT, XLSX, XLS, DOCX, PDF, SQL, vCard, JSON, Parquet, and zip, 7z and tar of those.
    What cannot be read is named. Files are only read: nothing is written beside them.
    """
    from leakbench.benchmarks.scanning.running import scanned
    from leakbench.benchmarks.scanning.told import told
    from leakbench.benchmarks.scanning.worker import Work
    from leakbench.benchmarks.scanning.writing import document, write_scan

    readers: int | Jobs = workers
    if engine is not None and engine.name != "local":  # whose processes are readers themselves
        source = context.get_parameter_source("workers")
        readers = engine.jobs(None if source is click.core.ParameterSource.DEFAULT else workers)
    with scanned(paths, Work(detector, show), readers, out) as found:
        if form == "json":
            emit_json(document(found, detector))
        else:
            click.echo("\n".join(told(found, language)))
        if out is not None:
            click.echo(write_scan(found, detector, out, language), err=form == "json")

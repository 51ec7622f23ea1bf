"""``leakbench scan``: what is in files, file by file and column by column."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path

import click

from leakbench.benchmarks.console.options import debug_option, format_option, out_option
from leakbench.benchmarks.console.output import emit_json
from leakbench.benchmarks.console.paths import PathOrUrl
from leakbench.benchmarks.scanning.options import detector_option, scan_options
from leakbench.benchmarks.scanning.words import Language, lang_option


@click.command(
    epilog="Example: leakbench scan seized/ --out inventory",
    short_help="Tell what is in files, column by column.",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=PathOrUrl())
@detector_option
@scan_options
@out_option(
    required=False,
    help="Where inventory.jsonl, scan.json and scan.html go. The same command again takes over "
    "files that are as they were. Nothing is written without it, and never beside the files.",
)
@format_option
@lang_option
@debug_option
def scan(  # noqa: PLR0913 - one argument an option
    *,
    paths: tuple[Path, ...],
    detector: str,
    workers: int,
    show: bool,
    out: Path | None,
    form: str,
    lang: Language,
) -> None:
    """Read files in folders, and what is packed in them, and tell what stands in each.

    CSV, TSV, TXT, XLSX, XLS, DOCX, PDF, SQL, vCard, JSON, Parquet, and zip, 7z and tar of those.
    What cannot be read is named. Files are only read: nothing is written beside them.
    """
    from leakbench.benchmarks.scanning.running import scanned
    from leakbench.benchmarks.scanning.told import told
    from leakbench.benchmarks.scanning.worker import Work
    from leakbench.benchmarks.scanning.writing import document, write_scan

    with scanned(paths, Work(detector, show), workers, out) as found:
        if form == "json":
            emit_json(document(found, detector))
        else:
            click.echo("\n".join(told(found, lang)))
        if out is not None:
            click.echo(write_scan(found, detector, out, lang), err=form == "json")

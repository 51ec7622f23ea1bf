"""``leakbench report``: a page to look at, or all that a paper takes from results."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path
from typing import TYPE_CHECKING

import click

from leakbench.benchmarks.options import force_option, out_option
from leakbench.benchmarks.progress import note

if TYPE_CHECKING:
    from leakbench.benchmarks.figures.style import Language


@click.command(
    epilog="Example: leakbench report out/run --out out/report",
    short_help="Write the page, figures and tables.",
)
@click.argument("results", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--paper",
    is_flag=True,
    help="Write figures for one and two columns (PDF, SVG, PNG), LaTeX and CSV tables, and a "
    "BibTeX entry instead.",
)
@click.option(
    "--language",
    type=click.Choice(["en", "zh"]),
    default="en",
    show_default=True,
    help="Of the figures of --paper; Chinese needs a Chinese font.",
)
@click.option(
    "--with",
    "documents",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.json",
    help="Show a sweep (leakbench sweep) or errors (leakbench errors --format json) too; repeat "
    "for more.",
)
@out_option(required=True, help="Where it all goes.")
@force_option
def report(  # noqa: PLR0913 - one argument an option
    results: tuple[Path, ...],
    *,
    paper: bool,
    language: "Language",
    documents: tuple[Path, ...],
    out: Path,
    force: bool,
) -> None:
    """Report on RESULTS (directories of leakbench run, or files).

    Writes report.html, one file to open in any browser: filters, leaderboard, heat map, and where
    every figure comes from. Beside it stand overview.md, table.md, labels.md, table.csv, and
    pareto.png, .svg and .pdf.
    """
    from leakbench.benchmarks.report_documents import read_documents
    from leakbench.benchmarks.result_store import find_results

    found = find_results(results)
    sweeps, errors = read_documents(documents)
    if paper:
        from leakbench.benchmarks.paper import write_paper

        written = write_paper(found, out, sweeps=sweeps, language=language, force=force)
    else:
        from leakbench.benchmarks.report import write_report

        written = write_report(found, out, sweeps=sweeps, errors=errors, force=force)
    for path in written:
        note(str(path))

"""``leakbench report``: a page to look at, or all that a paper takes from results."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path
from typing import TYPE_CHECKING

import click

from leakbench.benchmarks.console.choices import OneOf
from leakbench.benchmarks.console.options import force_option, out_option
from leakbench.benchmarks.console.paths import DiskPath
from leakbench.benchmarks.console.progress import note

if TYPE_CHECKING:
    from leakbench.benchmarks.figures.style import Language

ON_PAGE = ("sweep", "errors", "realism")
ON_PAPER = ("sweep", "throughput", "validity", "realism")


@click.command(
    epilog="Example: leakbench report out/run --out out/report",
)
@click.argument("results", nargs=-1, required=True, type=DiskPath(exists=True))
@click.option(
    "--paper",
    is_flag=True,
    help="Write figures for one and two columns (PDF, SVG, PNG), LaTeX and CSV tables, captions, "
    "a BibTeX entry, and an index of all (index.html) instead.",
)
@click.option(
    "--language",
    type=OneOf(["en", "zh"]),
    default="en",
    show_default=True,
    help="Of the figures of --paper; Chinese needs a Chinese font.",
)
@click.option(
    "--with",
    "documents",
    multiple=True,
    type=DiskPath(exists=True, dir_okay=False),
    metavar="FILE.json|FILE.jsonl.gz",
    help="Show what leakbench sweep, realism or leakbench errors --format json wrote too; with "
    "--paper, what leakbench sweep, throughput, validity or realism wrote. A .jsonl.gz has many, "
    "one on each line. Repeat for more.",
)
@out_option(required=True, help="Where it all goes.")
@force_option
def report(
    results: tuple[Path, ...],
    *,
    paper: bool,
    language: "Language",
    documents: tuple[Path, ...],
    out: Path,
    force: bool,
) -> None:
    """Report on RESULTS (directories of leakbench run, or files, packed ones too).

    Writes report.html, one file to open in any browser: who does best, filters, a comparison of
    any two detectors, a page of each, every label and form, and where each figure comes from.
    Beside it stand headline.md, families.md, levels.md (recall of records, people, files, kinds of
    identifiers and legal tiers), operating_points.md, table.md, labels.md, table.csv, and
    pareto, standings-light and standings-dark as .png, .svg and .pdf. The headline is printed
    too: real text and generated lists side by side, where RESULTS have both.
    """
    from leakbench.benchmarks.console.extras import need_figures
    from leakbench.benchmarks.reports.documents import read_documents
    from leakbench.benchmarks.store.directory import find_results

    need_figures("leakbench report")
    found = find_results(results)
    others = read_documents(documents)
    shown = ON_PAPER if paper else ON_PAGE
    for path in documents:
        kinds = [kind for kind, some in read_documents([path]).items() if some]
        if not set(kinds) & set(shown):
            where = "on the page, which --paper does not write" if paper else "with --paper only"
            names = " and ".join(kinds) or "no command"
            raise click.UsageError(f"--with {path}: what leakbench {names} wrote is shown {where}")
    if paper:
        from leakbench.benchmarks.reports.paper import write_paper

        drawn = [one for kind in shown for one in others[kind]]
        written = write_paper(found, out, documents=drawn, language=language, force=force)
    else:
        from leakbench.benchmarks.reports.headline import headline
        from leakbench.benchmarks.reports.headline_text import headline_text
        from leakbench.benchmarks.reports.report import write_report

        written = write_report(
            found,
            out,
            sweeps=others["sweep"],
            errors=others["errors"],
            realism=others["realism"],
            force=force,
        )
        click.echo(headline_text(headline(found)))
    for path in written:
        note(str(path))

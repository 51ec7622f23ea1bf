"""``leakbench report``: draw results and tabulate them."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path

import click

from leakbench.benchmarks.options import force_option, out_option
from leakbench.benchmarks.progress import note


@click.command(
    epilog="Example: leakbench report out/run --out out/report",
    short_help="Draw recall against throughput.",
)
@click.argument("results", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@out_option(required=True, help="Where the figures and tables go.")
@force_option
def report(results: tuple[Path, ...], out: Path, force: bool) -> None:  # noqa: FBT001 - click's
    """Draw recall against throughput of RESULTS (directories of leakbench run, or files).

    Of several runs of one thing the last one counts. Writes pareto.png, pareto.svg, pareto.pdf,
    table.md, table.csv and labels.md (F1 by label).
    """
    from leakbench.benchmarks.report import write_report
    from leakbench.benchmarks.result_store import find_results, latest

    for path in write_report(latest(find_results(results)), out, force=force):
        note(str(path))

"""``leakbench reproduce``: whether a repetition gives published results again."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path

import click

from leakbench.benchmarks.console.options import format_option
from leakbench.benchmarks.console.output import emit
from leakbench.benchmarks.console.paths import DiskPath
from leakbench.benchmarks.console.progress import note
from leakbench.generator.plurals import counted

COLUMNS = ["corpus", "noise", "track", "detector", "agrees", "reason"]
_STORE = DiskPath(exists=True)


@click.command(
    epilog="Example: leakbench reproduce results out/reproduced",
)
@click.argument("published", type=_STORE)
@click.argument("again", type=_STORE)
@format_option
def reproduce(published: Path, again: Path, form: str) -> None:
    """Compare the results in AGAIN with those PUBLISHED.

    Counts must be equal, run by run, and each detector's throughput in proportion to that of regex
    on the same records, in the median of its runs. Exits 1 where they are not.
    """
    from leakbench.benchmarks.gating.reproduction import reproduced
    from leakbench.benchmarks.store.directory import find_results, latest

    findings = reproduced(latest(find_results([published])), latest(find_results([again])))
    differing = [one for one in findings if not one.agrees]
    shown = findings if form == "json" else differing
    emit([one.to_json() for one in shown], form, COLUMNS)
    made = counted(len(findings), "comparison")
    note(f"{len(findings) - len(differing)} of {made} agree")
    if differing:
        raise click.ClickException(f"{len(differing)} of {made} do not agree")

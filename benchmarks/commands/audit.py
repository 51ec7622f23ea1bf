"""``leakbench audit``: look at datasets for what they must not have."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from dataclasses import asdict
from pathlib import Path

import click

from leakbench.benchmarks.console import completing
from leakbench.benchmarks.console.keys import key_option
from leakbench.benchmarks.console.options import format_option, pack_option
from leakbench.benchmarks.console.output import emit, emit_json
from leakbench.benchmarks.console.paths import PathOrUrl
from leakbench.benchmarks.console.progress import note, progress
from leakbench.generator.plurals import counted


@click.command(
    epilog="Example: leakbench audit out/worn",
)
@click.argument(
    "datasets",
    nargs=-1,
    required=True,
    metavar="DIR...",
    shell_complete=completing.datasets,
    type=PathOrUrl(exists=True, file_okay=False),
)
@pack_option(expose=False)
@key_option(expose=False, help="Of private data: the key that they were made with.")
@format_option
def audit(datasets: tuple[Path, ...], form: str) -> None:
    """Check the datasets in DIRs, and that their splits have nothing in common.

    A dataset of which no other split is given is compared with generated samples of the others.
    The last line says whether all checks passed. If one did not the exit code is 1; what is not as
    it must be stands in the last column.
    """
    from leakbench.generator.audit.auditor import audit as look_at
    from leakbench.generator.datasets.dataset import open_dataset

    rows = sum(open_dataset(path).manifest.rows for path in datasets)
    with progress(f"audit: {counted(rows, 'row')}", rows) as advance:
        findings = [asdict(finding) for finding in look_at(datasets, advance)]
    if form == "json":
        emit_json(findings)
    else:
        columns = ["check", "what", "cases", "value", "bound", "ok", "examples"]
        emit(findings, form, columns if len(datasets) == 1 else ["dataset", *columns])
    failed = [finding for finding in findings if not finding["ok"]]
    for finding in failed:
        example = f", such as {finding['examples'][0]}" if finding["examples"] else ""
        note(f"{finding['check']}: {finding['what']}: {finding['value']:g}{example}")
    sets = "1 dataset" if len(datasets) == 1 else f"{len(datasets)} datasets"
    of = f"{counted(rows, 'row')} in {sets}"
    if failed:
        raise click.ClickException(f"{len(failed)} of {len(findings)} checks failed, {of}")
    note(f"ok: {len(findings)} checks passed, {of}")

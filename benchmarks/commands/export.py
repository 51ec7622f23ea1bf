"""``leakbench export``: results for other tools."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path

import click

from leakbench.benchmarks.console.output import emit_json


@click.command(
    epilog="Example: leakbench export github-action-benchmark out/run",
    short_help="Write results for other tools.",
)
@click.argument("form", type=click.Choice(["github-action-benchmark"]))
@click.argument("results", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def export(form: str, results: tuple[Path, ...]) -> None:
    """Print RESULTS (directories of leakbench run, or files) in the FORM of another tool.

    github-action-benchmark: the JSON of its customBiggerIsBetter, with recall, precision and F1 in
    percent, and rows a second, of the last run of every detector that did not fail.
    """
    from leakbench.benchmarks.gating.action_benchmark import action_benchmark
    from leakbench.benchmarks.store.directory import find_results, latest

    del form  # the only one there is
    found = action_benchmark(latest(find_results(results)))
    if not found:
        raise click.ClickException("every detector of these results failed: nothing to export")
    emit_json(found)

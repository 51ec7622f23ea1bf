"""``leakbench doctor``: what is installed, what is missing, and whether it works."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from dataclasses import asdict

import click

from leakbench.benchmarks.console.options import format_option
from leakbench.benchmarks.console.output import emit_json
from leakbench.generator.errors import FAILURE


@click.command(epilog="Example: leakbench doctor")
@format_option
@click.pass_context
def doctor(context: click.Context, form: str) -> None:
    """Look at packages, detectors, compiled kernels and the machine.

    ok works; note works and could be better; missing is for those who want it, with the command
    that brings it; broken is what leakbench itself needs. The last line is a verdict, and the exit
    code 1 if something is broken.
    """
    from leakbench.benchmarks.doctor.examination import examine
    from leakbench.benchmarks.doctor.findings import lines, verdict

    found = examine()
    if form == "json":
        emit_json({"verdict": verdict(found), "findings": [asdict(one) for one in found]})
    else:
        click.echo("\n".join(lines(found)))
    if any(one.state == "broken" for one in found):
        context.exit(FAILURE)

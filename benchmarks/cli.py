"""The command line: one file for each command, imported without what it needs to run."""

import click

from leakbench.benchmarks.commands.audit import audit
from leakbench.benchmarks.commands.columns import columns
from leakbench.benchmarks.commands.generate import generate
from leakbench.benchmarks.commands.list import list_
from leakbench.benchmarks.commands.peek import peek
from leakbench.benchmarks.commands.report import report
from leakbench.benchmarks.commands.run import run
from leakbench.benchmarks.commands.score import score
from leakbench.benchmarks.commands.train import train
from leakbench.benchmarks.commands.triage import triage
from leakbench.benchmarks.errors import Group


@click.group(cls=Group, epilog="Example: leakbench run --corpus legal_person --detector regex")
@click.version_option(package_name="leakbench", prog_name="leakbench")
def main() -> None:
    """Synthetic Chinese contact lists with exact labels, and detectors measured on them."""


for _command in (list_, generate, audit, peek, run, score, columns, triage, report, train):
    main.add_command(_command)

"""The command line: one file for each command, imported without what it needs to run."""

import click

from leakbench.benchmarks.commands.audit import audit
from leakbench.benchmarks.commands.card import card
from leakbench.benchmarks.commands.columns import columns
from leakbench.benchmarks.commands.compare import compare
from leakbench.benchmarks.commands.errors import errors
from leakbench.benchmarks.commands.export import export
from leakbench.benchmarks.commands.gate import gate
from leakbench.benchmarks.commands.generate import generate
from leakbench.benchmarks.commands.list import list_
from leakbench.benchmarks.commands.peek import peek
from leakbench.benchmarks.commands.report import report
from leakbench.benchmarks.commands.results import results
from leakbench.benchmarks.commands.run import run
from leakbench.benchmarks.commands.score import score
from leakbench.benchmarks.commands.sweep import sweep
from leakbench.benchmarks.commands.throughput import throughput
from leakbench.benchmarks.commands.train import train
from leakbench.benchmarks.commands.triage import triage
from leakbench.benchmarks.commands.validity import validity
from leakbench.benchmarks.commands.verify import verify
from leakbench.benchmarks.errors import Group


@click.group(cls=Group, epilog="Example: leakbench run --corpus legal_person --detector regex")
@click.version_option(package_name="leakbench", prog_name="leakbench")
def main() -> None:
    """Synthetic Chinese contact lists with exact labels, and detectors measured on them."""


_COMMANDS = (
    list_, card, generate, audit, peek, run, score, compare, validity, columns, triage, sweep,
    throughput, errors, gate, export, results, report, verify, train,
)  # fmt: skip
for _command in _COMMANDS:
    main.add_command(_command)

"""The command line: one file for each command in ``commands/``, found by its name."""

import click

from leakbench.benchmarks.console.group import FolderGroup


@click.group(
    "leakbench",
    cls=FolderGroup,
    package="leakbench.benchmarks.commands",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: leakbench run --corpus legal_person --detector regex",
)
@click.version_option(package_name="leakbench", prog_name="leakbench")
def main() -> None:
    """Synthetic Chinese contact lists with exact labels, and detectors measured on them.

    Every command leaves with 0 if all is well, 1 if something failed or data are bad, 2 if what was
    asked for does not exist or contradicts itself, and 3 if something has become worse (gate).
    """

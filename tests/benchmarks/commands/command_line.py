"""Runs command lines for tests, and takes what they print."""

import json

from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.scoring.counts import RATIOS

RUN_KEYS = {
    *(
        "corpus",
        "detector",
        "track",
        "rows",
        *RATIOS,
        "by_label",
        "files",
        "operating_points",
        "failure",
        "not_comparable",
    ),
    *("rows_per_s", "mb_per_s", "p50_ms", "p95_ms", "joules_per_mb", "peak_memory_mb"),
}


def invoke(*arguments):
    """Run a command line in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def output(*arguments):
    """What a command that goes well prints as JSON."""
    result = invoke(*arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def refused(code, *arguments):
    """The one line that a command says of its error."""
    result = invoke(*arguments)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    lines = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert result.stderr.splitlines()[-1:] == lines
    assert "Traceback" not in result.stderr
    return lines[0]

"""Runs command lines for tests, and takes what they print."""

import json
import subprocess
import sys

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


SLOW = {"faker", "matplotlib", "numba", "numpy", "pyarrow", "rich"}
"""What takes long to import."""


def loaded(*lines):
    """What Python code prints in a process of its own, and the modules that it has loaded then."""
    script = "\n".join(("import sys", *lines, "print('', *sys.modules, file=sys.stderr)"))
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, set(done.stderr.split())

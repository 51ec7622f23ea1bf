"""Seconds from the start of a process to one record; each round is a process of its own."""

import json
import subprocess
import sys

import pytest

FAR = 10**12


@pytest.mark.slow
def test_far_row(timed):
    """`leakbench show --row`, of a row that nobody reaches by counting."""
    main = "from leakbench.benchmarks.cli import main; main()"
    arguments = ["show", "legal_person", "--row", str(FAR), "--format", "json"]

    def start():
        command = [sys.executable, "-c", main, *arguments]
        return subprocess.run(command, check=True, capture_output=True).stdout

    case = "far row, process start included: legal_person"
    assert json.loads(timed(start, case, rows=1))["record_id"] == FAR

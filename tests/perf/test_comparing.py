"""The suite itself: two runs of it are compared, and a slower one is stopped."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CASE = f"{Path(__file__).parent / 'test_native.py'}::test_other_scans[clean-regex-4000]"


@pytest.fixture(scope="module")
def suite(tmp_path_factory):
    """Run one case with pytest-benchmark's own options."""
    storage = tmp_path_factory.mktemp("storage")

    def run(*options):
        words = ("-q", "--benchmark-enable", "--benchmark-only", f"--benchmark-storage={storage}")
        command = [sys.executable, "-m", "pytest", CASE, *words, *options]
        # A worker of xdist times nothing, and its children would take themselves for workers.
        alone = {key: value for key, value in os.environ.items() if "XDIST" not in key}
        return subprocess.run(command, capture_output=True, text=True, check=False, env=alone)

    return storage, run


@pytest.mark.long
def test_a_slower_run_is_stopped(suite):
    """Against stored times that are a thousand times shorter; a case tells what it is of."""
    storage, run = suite
    done = run("--benchmark-save=base")
    assert done.returncode == 0, done.stdout
    (file,) = storage.rglob("*.json")
    content = json.loads(file.read_text("utf-8"))
    (entry,) = content["benchmarks"]
    about = entry["extra_info"]
    assert (about["detector"], about["rows"]) == ("regex", 4_000)
    assert about["bytes"] > 100 * about["rows"]
    assert len(about["corpus"]) == 32
    entry["stats"]["median"] /= 1_000
    file.write_text(json.dumps(content), "utf-8")
    done = run("--benchmark-compare", "--benchmark-compare-fail=median:10%")
    assert done.returncode == 1
    assert "Performance has regressed" in done.stdout + done.stderr

"""Test that CodSpeed's plugin runs the suite in the place of pytest-benchmark's."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_codspeed_measures_the_suite():
    """A case that is timed here is one that it measures."""
    pytest.importorskip("pytest_codspeed", reason="of examples/ci/codspeed.yml alone")
    words = ["-q", "-n", "0", "--codspeed", "--codspeed-max-time", "0.1", "-k", "content_hash"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words, Path(__file__).with_name("test_dataset.py")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "1 benchmarked" in done.stdout

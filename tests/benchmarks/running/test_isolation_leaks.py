"""Tests of detectors whose memory grows with the rows that they are given."""

import pytest

from leakbench.benchmarks.running.detector_process import Limits
from leakbench.benchmarks.running.isolation import isolated_all
from leakbench.benchmarks.running.runner import Scoring, run
from leakbench.benchmarks.sources.opening import open_source
from leakbench.generator.spec import Spec

ROWS = 8_000
LEAKING = """
kept = []

def leaks(text):
    kept.append(bytearray(60_000))
    return []

leaks.labels = {"MOBILE"}
"""


@pytest.mark.slow
def test_a_leak_ends_its_detector_alone(tmp_path):
    """Over few rows it is let pass; over many it fails, and who does not leak answers them all."""
    (tmp_path / "leaking.py").write_text(LEAKING, encoding="utf-8")
    names = [f"{tmp_path / 'leaking.py'}:leaks", "regex"]
    entrants = isolated_all(names, Limits(memory_mb=400))
    source = open_source("legal_person", Spec(corpus=""))
    few, _ = run([source], entrants, Scoring(), rows=ROWS // 12, min_seconds=0.0)
    assert few.failure is None
    leaks, regex = run([source], entrants, Scoring(), rows=ROWS, min_seconds=0.0)
    assert leaks.failure == "used more than 400 MB of memory (--memory-mb)"
    assert leaks.counts is None
    assert (regex.failure, regex.rows) == (None, ROWS)
    assert regex.counts.records > 0.9 * ROWS

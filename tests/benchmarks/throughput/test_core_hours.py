"""Tests of what many rows would take, and that the page says what was measured."""

import json
import re
from pathlib import Path

import pytest

from leakbench.benchmarks.throughput.core_hours import STEPS, core_hours, terabytes, write_plan
from leakbench.benchmarks.throughput.job_rates import job_rows
from leakbench.generator.datasets.dataset import write_dataset
from leakbench.generator.spec import Spec

ROOT = Path(__file__).parents[3]
PERF = ROOT / "results/perf.json"
JOBS = ROOT / "results/scaling/scaling.json"
PAGES = [(ROOT / "docs" / one / "scaling.md").read_text("utf-8") for one in ("en", "zh")]
BLOCKS = [
    found
    for page in PAGES
    for found in re.findall(r"<!-- begin (\S+) -->\n(.*?)<!-- end \1 -->", page, re.DOTALL)
]


def case(name, rate):
    """As pytest-benchmark writes one."""
    return {"extra_info": {"case": name, "rows/s": rate}}


def test_hours_are_rows_by_rate():
    """One row a step; jobs of a million rows in one worker are steps, the longest counts."""
    first = next(iter(STEPS))
    jobs = [
        {"detector": "native", "rows": rows, "workers": workers, "rows_per_s": rate}
        for rows, workers, rate in [
            (1_000_000, 1, 1.0), (10_000_000, 1, 1_000.0), (10_000_000, 2, 3.0), (1_000, 1, 2.0)
        ]
    ]  # fmt: skip
    perf = {"benchmarks": [case(first, 1_000_000.0), case("another", 1.0)]}
    rows = core_hours(perf, jobs).splitlines()[2:]
    assert rows == [
        f"| {STEPS[first]} | 1,000,000 | 0.278 | 0.389 | 278 |",
        "| generate, detect with native, and score | 1,000 | 278 | 389 | 277,778 |",
    ]
    assert len(core_hours(perf, jobs[3:]).splitlines()) == 3


def test_bytes_grow_with_rows():
    """In terabytes."""
    assert terabytes(10, 2_000).endswith("| 200 | 0.200 TB | 0.280 TB | 200 TB |\n")


def test_every_step_was_measured():
    """No step is left out for a name that nothing has."""
    perf = json.loads(PERF.read_text("utf-8"))
    assert all(f"| {step} | " in core_hours(perf, []) for step in STEPS.values())


@pytest.mark.slow
def test_a_plan_is_of_a_dataset_and_the_published_rates(tmp_path):
    """Two tables in files."""
    write_dataset(Spec("exam_roster"), 100, tmp_path / "dataset")
    size = sum(path.stat().st_size for path in (tmp_path / "dataset/data").iterdir())
    write_plan(PERF, [], tmp_path / "dataset", tmp_path)
    assert (tmp_path / "bytes.md").read_text("utf-8") == terabytes(100, size)
    assert "native" in (tmp_path / "core_hours.md").read_text("utf-8")


def test_the_published_table_is_of_the_published_rates():
    """``make scaling-tables`` renews it."""
    jobs = job_rows(json.loads(JOBS.read_text("utf-8"))) if JOBS.exists() else []
    perf = json.loads(PERF.read_text("utf-8"))
    assert (ROOT / "results/scaling/core_hours.md").read_text("utf-8") == core_hours(perf, jobs)


@pytest.mark.parametrize(("source", "quoted"), BLOCKS)
def test_the_page_quotes_what_was_measured(source, quoted):
    """Letter by letter, and nothing where nothing was (``make readme`` renews it)."""
    path = ROOT / source
    assert quoted == (path.read_text("utf-8") if path.exists() else "")


def test_both_pages_quote_all_tables():
    """Core hours, bytes and jobs."""
    assert len(BLOCKS) == 6

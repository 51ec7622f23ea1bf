"""Tests of rates of whole jobs."""

import json
from dataclasses import replace

import pytest

from leakbench.benchmarks.running.choice import choose
from leakbench.benchmarks.running.dealt_run import DealtRun
from leakbench.benchmarks.running.runner import Scoring
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.throughput.job_rates import (
    NoJobsError,
    job_panels,
    job_rows,
    jobs_document,
    write_jobs,
)
from leakbench.generator.jobs.local import LocalJobs
from leakbench.generator.spec import Spec


@pytest.fixture(scope="module")
def result():
    """A job's result, made in this process."""
    run = DealtRun(jobs=LocalJobs(1), limits=None, rows=64)
    (made,) = run.results(
        [CorpusSource(Spec("exam_roster"), 64)], choose(["regex"], None), Scoring(track="text")
    )
    return made


def of(result, rows, workers, rate):
    """The same with other rows, workers and rate."""
    job = {**result.job, "workers": workers, "rows_per_s": rate, "seconds": rows / rate}
    return replace(result, rows=rows, job=job)


@pytest.fixture
def results(result):
    """Two sizes with one and two workers, one of them twice."""
    return [
        of(result, 100, 1, 10.0),
        of(result, 100, 2, 15.0),
        of(result, 100, 1, 30.0),
        of(result, 1000, 1, 20.0),
        of(result, 1000, 2, 38.0),
    ]


def test_a_row_is_the_median_of_what_was_measured_alike(results):
    """Beside one worker's of as many rows."""
    told = {
        (row["rows"], row["workers"]): (row["rows_per_s"], row["times_one_worker"])
        for row in job_rows(jobs_document(results))
    }
    assert told == {
        (100, 1): (20.0, 1.0),
        (100, 2): (15.0, 0.75),
        (1000, 1): (20.0, 1.0),
        (1000, 2): (38.0, 1.9),
    }


def test_lines_are_of_workers_and_bars_from_the_slowest_to_the_fastest(results):
    """Places on the axis are the sizes."""
    ((panel,), scale) = job_panels(jobs_document(results))
    one, two = panel.lines
    assert (one.name, list(one.x), list(one.y)) == ("1 worker, local", [100, 1000], [20.0, 20.0])
    assert (list(one.low), list(one.high)) == ([10.0, 20.0], [30.0, 20.0])
    assert (two.name, list(two.y)) == ("2 workers, local", [15.0, 38.0])
    assert scale.ticks == {100: "100", 1000: "1,000"}


def test_results_without_a_job_have_no_rate(result):
    """Where there is none at all, that is said."""
    with pytest.raises(NoJobsError, match="--engine"):
        jobs_document([replace(result, job=None)])
    assert len(jobs_document([replace(result, job=None), result])["jobs"]) == 1


@pytest.mark.slow
def test_document_table_and_figure_lie_in_one_directory(results, tmp_path):
    """The same results give the same files."""
    written = write_jobs(results, tmp_path / "a")
    names = {f"scaling.{form}" for form in ("json", "md", "png", "svg", "pdf")}
    assert {path.name for path in written} == names
    assert len(json.loads(written[0].read_text("utf-8"))["jobs"]) == len(results)
    again = write_jobs(results, tmp_path / "b")
    assert [path.read_bytes() for path in written] == [path.read_bytes() for path in again]

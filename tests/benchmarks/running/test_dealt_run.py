"""Tests of runs that an engine deals out."""

import re

import pytest

from leakbench.benchmarks.running import dealt_run, row_ranges, runner
from leakbench.benchmarks.running.choice import build_all
from leakbench.benchmarks.running.dealt_run import DealtRun
from leakbench.benchmarks.running.detector_process import Limits
from leakbench.benchmarks.running.runner import Scoring
from leakbench.benchmarks.sources.opening import open_source
from leakbench.generator.corpus import corpus_names
from leakbench.generator.datasets import content
from leakbench.generator.datasets.dataset import write_dataset
from leakbench.generator.jobs.local import LocalJobs
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

ROWS = 600
COUNTED = (
    "counts", "intervals", "files", "personal", "levels", "scores", "identity", "failure",
    "not_comparable", "labels", "declared",
)  # fmt: skip


@pytest.fixture
def small_ranges(monkeypatch):
    """Ranges of 64 rows, as of millions: each is a group whose content is hashed."""
    for module in (row_ranges, dealt_run):
        monkeypatch.setattr(module, "GROUP_ROWS", 64)
    monkeypatch.setattr(content.grouped, "__defaults__", (64,))
    monkeypatch.setattr(row_ranges, "_FEW", 64)


def counted(results):
    """What results say beside times, by detector."""
    return {
        one.detector: {
            name: (value.to_json() if name == "counts" and value else value)
            for name in COUNTED
            for value in [getattr(one, name)]
        }
        for one in results
    }


def dealt(source, detectors, workers=1, limits=None, track="text"):
    """What a run says that is dealt out."""
    run = DealtRun(jobs=LocalJobs(workers), limits=limits, rows=ROWS)
    return list(run.results([source], build_all(detectors, limits), Scoring(track=track)))


@pytest.mark.usefixtures("small_ranges")
@pytest.mark.parametrize("track", ["text", "table"])
@pytest.mark.parametrize("corpus", corpus_names())
def test_ranges_count_what_a_whole_run_counts(corpus, track):
    """Of every corpus: all counts, intervals, people and files, and the content hash."""
    source = open_source(corpus, Spec(corpus="", noise="worn", seed=4))
    found = dealt(source, ["regex"], track=track)
    whole = runner.run(
        [source], build_all(["regex"], None), Scoring(track=track), rows=ROWS, min_seconds=0,
        memory=lambda *_: None,
    )  # fmt: skip
    assert counted(found) == counted(whole)
    assert found[0].timing is None
    assert found[0].job["range_rows"] == 64


def test_any_number_of_workers_counts_the_same(tmp_path):
    """Of a corpus, a dataset and a labelled file, by isolated detectors and by others."""
    spec = Spec(corpus="exam_roster", seed=4)
    write_dataset(spec, ROWS, tmp_path / "dataset")
    lines = tmp_path / "file.jsonl"
    record = '{"text": "电话13800138000", "spans": [[2, 13, "MOBILE"]], "file": %d}\n'
    lines.write_text("".join(record % (row // 9) for row in range(ROWS)), "utf-8")
    for name in (str(tmp_path / "dataset"), str(lines)):
        source = open_source(name, spec)
        one, two = (counted(dealt(source, ["regex"], workers)) for workers in (1, 2))
        assert one == two
    source = open_source("exam_roster", spec)
    detectors = ["regex", "structured"]
    one = dealt(source, detectors)
    isolated = dealt(source, detectors, 3, Limits())
    assert counted(one) == counted(isolated)
    assert [result.job["workers"] for result in (*one, *isolated)] == [1, 1, 3, 3]


DYING = """
import os
import signal
from pathlib import Path
from leakbench.detectors.registry import load

class Dying:
    name = "dying"
    labels = load("regex").labels

    def __init__(self):
        self.regex, self.calls = load("regex"), 0

    def detect(self, batch):
        self.calls += 1
        note = Path({note!r})
        if self.calls == 2 and not note.exists():
            note.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return self.regex.detect(batch)
"""


def test_a_killed_worker_changes_nothing(tmp_path):
    """Its range is done again by another one."""
    file, note = tmp_path / "dying.py", tmp_path / "note"
    file.write_text(DYING.format(note=str(note)), "utf-8")
    source = open_source("legal_person", Spec(corpus=""))
    (died,) = dealt(source, [f"{file}:Dying"], 2)
    assert note.exists()
    (whole,) = dealt(source, ["regex"])
    assert counted([died])[died.detector] == counted([whole])["regex"]


FAILING = """
class Failing:
    name = "failing"
    labels = frozenset({"MOBILE"})

    def detect(self, batch):
        from leakbench.detectors.contract import per_text
        return per_text(self.find, batch)

    @staticmethod
    def find(text):
        if %r in text:
            raise ValueError("no")
        return []
"""


def test_a_failure_is_that_of_the_first_range(tmp_path):
    """Told with its row in the source, whatever the number of workers; others go on."""
    source = open_source("legal_person", Spec(corpus=""))
    text = next(source.chunks("text", 1, 1, 400)).strings.column(0)[0].as_py()
    file = tmp_path / "failing.py"
    file.write_text(FAILING % text, "utf-8")
    detectors = [f"{file}:Failing", "regex"]
    one, two = (dealt(source, detectors, workers) for workers in (1, 2))
    assert counted(one) == counted(two)
    failed, went = one
    assert re.search(r"ValueError: no.*row 400\b", failed.failure)
    assert failed.counts is None
    assert went.counts is not None

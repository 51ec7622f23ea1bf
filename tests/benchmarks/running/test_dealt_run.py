"""Tests of runs that an engine deals out."""

import pickle
import re
from itertools import product

import pytest

from leakbench.benchmarks.running import dealt_run, row_ranges, runner
from leakbench.benchmarks.running.batch_sizes import BatchSizes
from leakbench.benchmarks.running.choice import build_all
from leakbench.benchmarks.running.dealt_run import DealtRun
from leakbench.benchmarks.running.detector_process import Limits
from leakbench.benchmarks.running.range_evaluation import Asked, RangeEvaluation
from leakbench.benchmarks.running.row_ranges import InOrder
from leakbench.benchmarks.running.row_ranges import row_ranges as row_ranges_of
from leakbench.benchmarks.running.runner import Scoring
from leakbench.benchmarks.sources.opening import open_source
from leakbench.generator.corpus import corpus_names
from leakbench.generator.datasets import content
from leakbench.generator.datasets.dataset import write_dataset
from leakbench.generator.jobs.local import LocalJobs
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

ROWS = 600
FEW = {("legal_person", "table"), ("chat_messages", "text"), ("exam_roster", "table")}
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
@pytest.mark.parametrize(
    ("corpus", "track"),
    [
        pytest.param(*one, marks=() if one in FEW else pytest.mark.long)
        for one in product(corpus_names(), ("text", "table"))
    ],
)
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
    """Of a dataset and a corpus, by isolated detectors and by others."""
    spec = Spec(corpus="exam_roster", seed=4)
    write_dataset(spec, ROWS, tmp_path / "dataset")
    source = open_source(str(tmp_path / "dataset"), spec)
    detectors = ["regex", "native"]
    one, two = dealt(source, detectors), dealt(source, detectors, 2)
    assert counted(one) == counted(two)
    assert [result.job["workers"] for result in (*one, *two)] == [1, 1, 2, 2]
    source = open_source("exam_roster", spec)
    assert counted(dealt(source, ["regex"])) == counted(dealt(source, ["regex"], 2, Limits()))


@pytest.mark.usefixtures("small_ranges")
def test_ranges_of_a_labelled_file_count_what_the_file_does(tmp_path):
    """Its lists are cut anywhere."""
    lines = tmp_path / "file.jsonl"
    record = '{"text": "电话13800138000", "spans": [[2, 13, "MOBILE"]], "file": %d}\n'
    lines.write_text("".join(record % (row // 9) for row in range(ROWS)), "utf-8")
    source = open_source(str(lines), Spec(corpus=""))
    whole = runner.run([source], build_all(["regex"], None), Scoring(), memory=lambda *_: None)
    assert counted(dealt(source, ["regex"])) == counted(whole)


def kept(ranges, size):
    """How many bytes are kept of so many ranges of so many rows, once they are joined."""
    spec = Spec(corpus="exam_roster", rows_per_file=1_000)
    source = open_source("exam_roster", spec)
    evaluate = RangeEvaluation(
        source=source, track="text", space=Scoring().space(source), detectors=("regex",),
        limits=None, sizes=BatchSizes.around(4_096, 0), apart=False, hashed=False,
    )()  # fmt: skip
    joined = InOrder()
    for where in row_ranges_of(ranges * size, size):
        joined.add(where.number, evaluate(Asked(where, frozenset()))[1])
    return len(pickle.dumps(joined.whole()))


def test_what_is_kept_does_not_grow_with_the_rows():
    """Sums are, whether of a thousand records or of ten thousand."""
    assert kept(5, 2_000) < 1.05 * kept(1, 1_000)


@pytest.mark.long
def test_memory_is_that_of_a_range():
    """Twice the records take no more, and less than 2 GiB."""
    source = open_source("legal_person", Spec(corpus=""))
    peaks = []
    for rows in (4_500_000, 9_000_000):  # ranges of a shard's rows
        run = DealtRun(jobs=LocalJobs(2), limits=None, rows=rows)
        (result,) = run.results([source], build_all(["regex"], None), Scoring())
        peaks.append(result.job["peak_memory_bytes"])
        assert result.identity == source.identity(rows)
    assert peaks[1] < 1.2 * peaks[0]
    assert max(peaks) < 2 * 2**30


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

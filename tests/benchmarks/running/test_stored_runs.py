import json
import shutil
from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from leakbench.benchmarks.running import stored_runs
from leakbench.benchmarks.running.runner import Scoring
from leakbench.benchmarks.running.stored_runs import (
    ComparisonError,
    common_records,
    pair,
    stored_run,
)
from leakbench.benchmarks.sources.labelled_formats import read_labelled
from leakbench.benchmarks.sources.opening import open_path
from leakbench.benchmarks.sources.source import CorpusSource, FileSource
from leakbench.benchmarks.store.directory import add_result
from leakbench.benchmarks.store.packing import pack_results
from leakbench.benchmarks.store.predictions_hash import AlteredPredictionsError
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

SPEC = Spec(corpus="legal_person")
ROWS = 400


@pytest.fixture(scope="module")
def runs(ran, digits, forgetful, tmp_path_factory):
    """A detector and one that forgets, on the same generated records."""
    out = tmp_path_factory.mktemp("runs")
    paths = [
        ran(out, detector, CorpusSource(SPEC), rows=ROWS) for detector in (digits, forgetful(50))
    ]
    return [stored_run(path) for path in paths]


def test_records_are_made_again(runs):
    """Counts of both on them are those of the results."""
    source = common_records(runs)
    counted = pair(source, *(run.predictions for run in runs), runs[0].scoring)
    assert counted.records == ROWS
    found = counted.difference("recall", "MOBILE")
    for side, run in zip((found.a, found.b), runs, strict=True):
        assert side == run.result.summary()["by_label"]["MOBILE"]["recall"]
    assert found.difference < 0


def test_chunks_do_not_matter(runs, monkeypatch):
    """Of whatever size, they give the same."""
    source, files = common_records(runs), [run.predictions for run in runs]
    whole = pair(source, *files, Scoring())
    monkeypatch.setattr("leakbench.benchmarks.running.predictions.SIZE", 70)
    monkeypatch.setattr(stored_runs, "SIZE", 70)
    parts = pair(source, *files, Scoring())
    assert parts.difference("f1") == whole.difference("f1")


def test_people_are_drawn_with_all_their_records(runs):
    """In this list nearly everybody has one record, so that little changes."""
    source, files = common_records(runs), [run.predictions for run in runs]
    by_record, by_person = (
        pair(source, *files, Scoring(), units=units).difference("recall")
        for units in ("records", "subjects")
    )
    assert by_person.interval != by_record.interval
    assert by_person.interval == pytest.approx(by_record.interval, abs=0.01)


def test_a_dataset_of_the_same_records_serves(runs, ran, digits, dataset, tmp_path):
    """Its result compares with none of another number of rows, and its records are made again."""
    stored = stored_run(ran(tmp_path / "dataset", digits, open_path(dataset), rows=200))
    assert common_records([stored]).rows == 200
    with pytest.raises(ComparisonError, match=r"do not compare: the number of rows differs \(200"):
        common_records([runs[0], stored])


def test_other_records_are_refused(runs, ran, digits, tmp_path):
    """Another noise or seed is another list."""
    worn, seeded = (CorpusSource(replace(SPEC, **one)) for one in ({"noise": "worn"}, {"seed": 1}))
    for other, said in ((worn, r"the noise differs \(worn and clean\)"), (seeded, "the content")):
        stored = stored_run(ran(tmp_path / str(other.spec.seed), digits, other, rows=ROWS))
        with pytest.raises(ComparisonError, match=f"do not compare: {said}"):
            common_records([runs[0], stored])


@pytest.fixture
def copied(runs, tmp_path):
    """The first of them, to be spoilt."""
    for file in (runs[0].path, runs[0].predictions):
        shutil.copy(file, tmp_path)
    return stored_run(tmp_path / runs[0].path.name)


def test_a_generator_that_has_changed_is_told(copied):
    """What is made again must be what was answered."""
    path = copied.path
    content = json.loads(path.read_text("utf-8"))
    content["corpus"]["content_hash"] = "0" * 64
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(ComparisonError, match=r"legal_person: the generator has changed since$"):
        common_records([stored_run(path)])


def test_real_text_is_named(ran, digits, labelled, tmp_path):
    """A result of a labelled file does not hold its text; another file is refused."""
    source = FileSource(read_labelled(labelled()))
    run = stored_run(ran(tmp_path / "out", digits, source, rows=2))
    with pytest.raises(ComparisonError, match="name it with --truth"):
        common_records([run])
    assert common_records([run], source) is source
    other = FileSource(read_labelled(labelled('{"text": "电话", "spans": []}', name="other.jsonl")))
    with pytest.raises(ComparisonError, match=r"is of other records than other$"):
        common_records([run], other)


def test_what_is_missing_is_named(copied):
    """No predictions, or a detector that failed."""
    run = copied
    run.predictions.unlink()
    with pytest.raises(ComparisonError, match=r"has no predictions beside it \(.*parquet\)"):
        stored_run(run.path)
    failed = replace(run.result, failure="RuntimeError: no model")
    path = add_result(failed, run.path.parent / "failed")
    with pytest.raises(ComparisonError, match="the detector failed: RuntimeError: no model"):
        stored_run(path)
    packed = run.path.parent / "runs.jsonl.gz"
    pack_results([run.path], packed)
    with pytest.raises(ComparisonError, match=r"gz is packed, without predictions: run"):
        stored_run(packed)


def test_predictions_of_another_run_are_refused(copied):
    """A file that was cut to some spans, with all that it says of itself, is not its result's."""
    table = pq.read_table(copied.predictions)
    assert table.num_rows > 100
    pq.write_table(table.slice(0, 100), copied.predictions)
    with pytest.raises(AlteredPredictionsError, match=r"is not what .*json was made of"):
        stored_run(copied.path)
    with pytest.raises(AlteredPredictionsError, match=r"is not what .*json was made of"):
        pair(common_records([copied]), copied.predictions, copied.predictions, Scoring())

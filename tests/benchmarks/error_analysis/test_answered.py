"""Tests of records beside the answers to them."""

import pyarrow as pa
import pytest

from leakbench.benchmarks.error_analysis import answered
from leakbench.benchmarks.error_analysis.answered import Part, asked, stored
from leakbench.benchmarks.error_analysis.error_table import error_table
from leakbench.benchmarks.running import predictions
from leakbench.benchmarks.running.entrants import LocalEntrant, entrant
from leakbench.benchmarks.running.failures import DetectorFailedError
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.store.predictions_hash import predictions_of
from leakbench.generator.spec import Spec

SPEC = Spec("exam_roster", noise="evasive", rows_per_file=12)
SPACE = LabelSpace.of_registry()
ROWS = 150


@pytest.fixture(scope="module")
def file(ran, digits, tmp_path_factory):
    """The predictions of a detector."""
    return predictions_of(
        ran(tmp_path_factory.mktemp("out"), digits, CorpusSource(SPEC), rows=ROWS)
    )


@pytest.mark.parametrize("part", [Part("text", ROWS), Part("text", 70), Part("text", ROWS, file=3)])
def test_a_file_says_what_the_detector_says(digits, file, part, monkeypatch):
    """Whatever part of the records is looked at, and wherever chunks end."""
    monkeypatch.setattr(answered, "BATCH_ROWS", 32)
    monkeypatch.setattr(predictions, "SIZE", 50)
    one = LocalEntrant("digits", "1", "leakbench", digits)
    now = error_table(asked(CorpusSource(SPEC), one, part), SPACE)
    then = error_table(stored(CorpusSource(SPEC, ROWS), file, part), SPACE)
    assert now.num_rows
    assert then.equals(now)


def test_rows_and_files_are_those_of_the_corpus(digits):
    """Also where one file alone is looked at, which begins somewhere."""
    one = LocalEntrant("digits", "1", "leakbench", digits)
    rows = error_table(asked(CorpusSource(SPEC), one, Part("text", ROWS, file=3)), SPACE)
    assert set(rows["file"].to_pylist()) == {3}
    (batch,) = CorpusSource(SPEC).chunks("text", ROWS, ROWS)
    texts = batch.strings.column(0).to_pylist()
    assert rows["row"][0].as_py() > 0
    assert all(texts[one["row"]] == one["text"] for one in rows.to_pylist())
    assert all(batch.files[one["row"]] == 3 for one in rows.to_pylist())


@pytest.mark.usefixtures("stand_ins")
def test_a_failure_is_told_with_the_row_of_the_corpus(monkeypatch):
    """And with its text."""
    monkeypatch.setattr(answered, "BATCH_ROWS", 32)
    one = entrant("digits")
    source = CorpusSource(SPEC)
    (chunk,) = source.chunks("text", ROWS, ROWS)
    bad = chunk.strings.column(0)[100].as_py()
    detect = one.detector.detect

    def fails(batch):
        if bad in batch.column(0).to_pylist():
            raise ValueError("cannot read it")
        return detect(batch)

    monkeypatch.setattr(one.detector, "detect", fails, raising=False)
    with pytest.raises(DetectorFailedError, match=r" it, .* \(batch 3, row 100\): 「"):
        list(asked(source, one, Part("text", ROWS)))


def test_answers_are_cut_with_their_records(digits, file):
    """Their rows count from the first record that is left."""
    for chunk, answer in stored(CorpusSource(SPEC, ROWS), file, Part("text", ROWS, file=3)):
        assert pa.compute.max(answer.column("row")).as_py() < chunk.strings.num_rows
        assert digits.detect(chunk.strings).column("start").equals(answer.column("start"))

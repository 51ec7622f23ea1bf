"""Tests of ``leakbench score``."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leakbench.detectors.contract import SPANS

from .command_line import RUN_KEYS, invoke, output, refused


def test_score_prints_the_keys_of_run_and_modes(dataset, tmp_path):
    """Timing is null; each mode has its counts."""
    path = tmp_path / "none.parquet"
    pq.write_table(SPANS.empty_table(), path)
    (found,) = output("score", "--truth", dataset, "--predictions", path)
    assert set(found) == RUN_KEYS | {"modes", "counts"}
    assert found["rows_per_s"] is None
    assert set(found["modes"]) == {"strict", "exact", "partial", "type", "character"}
    table = invoke("score", "--truth", dataset, "--predictions", path)
    assert "strict" in table.stdout
    assert found["files"]["below"]["0.5"] == found["files"]["counted"] > 1
    assert "recall over files" in table.stdout


@pytest.mark.slow
@pytest.mark.usefixtures("stand_ins")
@pytest.mark.parametrize("kind", ["corpus", "dataset", "file"])
def test_run_and_score_agree(labelled, dataset, tmp_path, kind):
    """Scores computed again from the raw predictions are the very counts of the run."""
    corpus = {"corpus": "legal_person", "dataset": dataset, "file": labelled()}[kind]
    out = tmp_path / "out"
    arguments = ("--corpus", corpus, "--detector", "digits", "--rows", 70, "--out", out)
    (run,) = output("run", *arguments)
    (path,) = out.glob("*/digits/*.json")
    (raw,) = out.glob("*/digits/*.predictions.parquet")
    truth = () if kind == "corpus" else ("--truth", corpus)
    workers = ("--workers", 2) if kind == "dataset" else ("--engine", "local")
    (score,) = output("score", *truth, "--predictions", raw)
    (dealt,) = output("score", *truth, "--predictions", raw, *workers)
    assert dealt == score
    assert score["counts"] == json.loads(path.read_text("utf-8"))["counts"]
    timed = {"rows_per_s", "mb_per_s", "p50_ms", "p95_ms", "peak_memory_mb"}
    assert {key: score[key] for key in RUN_KEYS - timed} == {
        key: run[key] for key in RUN_KEYS - timed
    }


@pytest.mark.usefixtures("stand_ins")
def test_predictions_on_other_records_are_refused(labelled, dataset, tmp_path):
    """Another corpus, another file of the name, another track, or a file that names no corpus."""
    out = tmp_path / "out"
    invoke("run", "--corpus", labelled(), "--detector", "digits", "--out", out)
    (raw,) = out.glob("*/digits/*.predictions.parquet")
    said = refused(1, "score", "--truth", dataset, "--predictions", raw)
    assert "the predictions are on real, not legal_person" in said
    said = refused(1, "score", "--track", "table", "--truth", dataset, "--predictions", raw)
    assert "the predictions are of the text track" in said
    assert "name its records (--truth or --corpus)" in refused(1, "score", "--predictions", raw)
    other = labelled('{"text": "甲", "spans": [[0, 1, "PHONE"]]}')
    said = refused(1, "score", "--truth", other, "--predictions", raw)
    assert "the predictions are on another real" in said


def test_a_truncated_parquet_file_is_one_line_and_exit_code_1(tmp_path):
    """As truth and as predictions; the file is named."""
    out = tmp_path / "out"
    invoke("generate", "exam_roster", "--rows", 50, "--out", out)
    predictions = tmp_path / "mine.parquet"
    pq.write_table(SPANS.empty_table(), predictions)
    shard = next((out / "data").iterdir())
    shard.write_bytes(shard.read_bytes()[:-60])
    said = refused(1, "score", "--truth", out, "--predictions", predictions)
    assert f"{shard}: its SHA-256 is not the one in the manifest" in said
    predictions.write_bytes(predictions.read_bytes()[:-10])
    said = refused(1, "score", "--truth", out, "--predictions", predictions)
    assert f"{predictions}: truncated or corrupt Parquet" in said


def test_a_prediction_outside_its_text_is_one_line_and_exit_code_1(dataset, tmp_path):
    """File, span and row are named."""
    path = tmp_path / "mine.parquet"
    bad = {"row": 3, "column": 0, "start": 0, "end": 9_999, "label": "MOBILE", "score": 1.0}
    pq.write_table(pa.Table.from_pylist([bad], schema=SPANS), path)
    said = refused(1, "score", "--truth", dataset, "--predictions", path)
    assert said == f"Error: {path}, span 0, row 3: the span leaves its cell"


@pytest.mark.usefixtures("stand_ins")
def test_predictions_that_were_cut_are_refused(labelled, tmp_path):
    """What stands beside a result is what the result was made of, or is not scored."""
    out = tmp_path / "out"
    invoke("run", "--corpus", labelled(), "--detector", "digits", "--out", out)
    (raw,) = out.glob("*/digits/*.predictions.parquet")
    pq.write_table(pq.read_table(raw).slice(0, 0), raw)
    said = refused(1, "score", "--truth", labelled(), "--predictions", raw)
    assert f"{raw} is not what {raw.parent}" in said
    said = refused(1, "results", "merge", out, "--out", tmp_path / "all")
    assert f"{raw} is not what {raw.parent}" in said
    assert not (tmp_path / "all").exists()


def test_json_lines_are_predictions_too(labelled, tmp_path):
    """A span a line, or a record a line as in the truth itself."""
    truth = labelled()
    by_record = tmp_path / "records.jsonl"
    records = [json.loads(line) for line in truth.read_text("utf-8").splitlines()]
    by_record.write_text("".join(json.dumps(one) + "\n" for one in records), "utf-8")
    by_span = tmp_path / "spans.jsonl"
    spans = [
        {"row": row, "start": start, "end": end, "label": label}
        for row, record in enumerate(records)
        for start, end, label in record["spans"]
    ]
    by_span.write_text("".join(json.dumps(one) + "\n" for one in spans), "utf-8")
    for path in (by_record, by_span):
        (found,) = output("score", "--truth", truth, "--predictions", path)
        assert (found["recall"], found["precision"]) == (1.0, 1.0)
        assert found["detector"] == path.stem

"""The example of the README, as it stands, on fewer records."""

import json
import runpy
from functools import partial
from pathlib import Path

import pytest

import leakbench as lb
from leakbench.api import records, session

EXAMPLE = Path(__file__).parents[2] / "examples/evaluate.py"
ROWS = 100


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:cannot tell on")  # fewer records than are written there
def test_it_runs_as_written(monkeypatch, tmp_path, capsys):
    """With a labelled file beside it; everything that it shows fits a narrow window."""
    (batch,) = lb.batches(lb.Spec("chat_messages", split="dev"), rows=20)
    lines = [
        {
            "text": row["text"],
            "spans": [[one["start"], one["end"], one["label"]] for one in row["text_spans"]],
        }
        for row in batch.to_pylist()
    ]
    (tmp_path / "real.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(records, "ROWS", ROWS)
    monkeypatch.setattr(session, "run", partial(session.run, min_seconds=0.0))
    names = runpy.run_path(str(EXAMPLE))
    assert names["result"].rows == 20_000
    assert [(one.detector, one.corpus, one.noise, one.rows) for one in names["results"]] == [
        (detector, corpus, noise, rows)
        for corpus, noise, rows in (
            ("legal_person", "clean", ROWS),
            ("legal_person", "worn", ROWS),
            ("real", None, 20),
        )
        for detector in ("mobiles", "native", "lac")
    ]
    assert all(one.failure is None for one in names["results"])
    shown = capsys.readouterr().out
    assert "difference" in shown
    assert max(map(len, shown.splitlines())) <= 80

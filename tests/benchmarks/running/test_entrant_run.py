"""Tests of an entrant on its way through a source."""

import pytest

from leakbench.benchmarks.running.entrant_run import EntrantRun
from leakbench.benchmarks.running.entrants import entrant
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.usefixtures("stand_ins")
SOURCE = CorpusSource(Spec(corpus="legal_person"))
SPACE = LabelSpace.of_registry()


@pytest.fixture
def chunks():
    """Sixty records in three chunks."""
    return list(SOURCE.chunks("text", 20, 60))


@pytest.mark.slow
def test_answers_are_timed_scored_and_kept(chunks, tmp_path):
    """Every chunk counts; the file of answers is pinned by its hash."""
    run = EntrantRun.on(SOURCE, SPACE, entrant("digits"), tmp_path / "raw.parquet")
    run.first_call(chunks[0])
    assert run.probe(chunks[1]) > 0
    run.take(chunks[2:])
    run.time([chunks[2].strings])
    assert run.timing.rows == [20, 20]
    assert run.timing.first_call > 0
    assert run.counts.count("predicted", "fine", "MOBILE") == run.writer.spans > 0
    pinned = run.finish({"rows": 60})
    assert pinned["spans"] == run.writer.spans
    assert len(pinned["sha256"]) == 64


def test_after_a_failure_nothing_more_is_done_or_kept(chunks, tmp_path):
    """It has a reason, no counts, and no file."""
    run = EntrantRun.on(SOURCE, SPACE, entrant("broken"), tmp_path / "raw.parquet")
    run.take(chunks)
    assert (run.going, run.counts) == (False, None)
    assert run.failure.startswith("RuntimeError: cannot read 20 rows, at ")
    assert run.failure.endswith("in detect (batch 0, row 0, the first of several)")
    assert chunks[0].strings.column(0)[0].as_py().startswith(run.failing_text.rstrip("…"))
    assert run.probe(chunks[0]) is None
    assert run.finish({}) is None
    assert not (tmp_path / "raw.parquet").exists()


def test_batches_and_rows_are_counted_through_the_source(chunks):
    """A failure is told where ``leakbench peek`` finds it, not where it stands in its chunk."""
    run = EntrantRun.on(SOURCE, SPACE, entrant("digits"), None)
    run.take(chunks[:2])
    run.entrant = entrant("liar")
    run.take(chunks[2:])
    assert run.failure == (
        "SpanError: detector liar, span 0, row 0: the span leaves its cell "
        "(batch 2, row 40, column text, span [0, 10000) as MOBILE)"
    )
    assert run.failing_text.rstrip("…") in chunks[2].strings.column(0)[0].as_py()


def test_who_shares_no_label_is_timed_and_not_scored(chunks):
    """A zero would say that it was asked."""
    run = EntrantRun.on(SOURCE, SPACE, entrant("strangers"), None)
    run.take(chunks)
    assert run.counts is None
    assert run.not_comparable == "not comparable: shares no label with legal_person"
    assert run.timing.rows
    assert run.finish({}) is None

"""Tests of an entrant on its way through a source."""

import pytest

from leakbench.benchmarks.running.entrant_run import EntrantRun
from leakbench.benchmarks.running.entrants import entrant
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.population import Population
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.timing.energy import EnergyMeter
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.usefixtures("stand_ins")
SOURCE = CorpusSource(Spec(corpus="legal_person"))
SPACE = LabelSpace.of_registry()


def people():
    """The people of the source, of whom nobody is known yet."""
    return Population(SPACE, SOURCE.mapping)


@pytest.fixture
def chunks():
    """Sixty records in three chunks."""
    return list(SOURCE.chunks("text", 20, 60))


@pytest.mark.slow
def test_answers_are_timed_scored_and_kept(chunks, tmp_path):
    """Every chunk counts; the file of answers is pinned by its hash."""
    run = EntrantRun.on(SOURCE, people(), entrant("digits"), tmp_path / "raw.parquet")
    run.first_call(chunks[0])
    assert run.probe(chunks[1]) > 0
    run.take(chunks[2:])
    run.time([chunks[2].strings])
    assert run.timing.rows == [20, 20]
    assert run.timing.first_call > 0
    assert run.told()["counts"].count("predicted", "fine", "MOBILE") == run.writer.spans > 0
    pinned = run.finish({"rows": 60})
    assert pinned["spans"] == run.writer.spans
    assert len(pinned["sha256"]) == 64


def test_after_a_failure_nothing_more_is_done_or_kept(chunks, tmp_path):
    """It has a reason, no counts, and no file."""
    run = EntrantRun.on(SOURCE, people(), entrant("broken"), tmp_path / "raw.parquet")
    run.take(chunks)
    assert (run.going, run.told()["counts"]) == (False, None)
    assert run.failure.startswith("RuntimeError: cannot read 20 rows, at ")
    assert run.failure.endswith("in detect (batch 0, row 0, the first of several)")
    assert chunks[0].strings.column(0)[0].as_py().startswith(run.failing_text.rstrip("…"))
    assert run.probe(chunks[0]) is None
    assert run.finish({}) is None
    assert not (tmp_path / "raw.parquet").exists()


def test_batches_and_rows_are_counted_through_the_source(chunks):
    """A failure is told where ``leakbench show`` finds it, not where it stands in its chunk."""
    run = EntrantRun.on(SOURCE, people(), entrant("digits"), None)
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
    run = EntrantRun.on(SOURCE, people(), entrant("strangers"), None)
    run.take(chunks)
    assert run.told()["counts"] is None
    assert run.not_comparable == "not comparable: shares no label with legal_person"
    assert run.timing.rows
    assert run.finish({}) is None


@pytest.mark.slow
def test_energy_is_read_around_what_is_timed(chunks, tmp_path, monkeypatch, digits):
    """Of a counter that goes on by a thousand a batch; what is not timed is not in it."""
    zone = tmp_path / "intel-rapl:0"
    zone.mkdir()
    counter = zone / "energy_uj"
    counter.write_text("0", "ascii")
    (zone / "max_energy_range_uj").write_text("1000000", "ascii")
    detect = type(digits).detect

    def draining(one, batch):
        counter.write_text(str(int(counter.read_text("ascii")) + 1_000), "ascii")
        return detect(one, batch)

    monkeypatch.setattr(type(digits), "detect", draining)
    run = EntrantRun.on(SOURCE, people(), entrant("digits"), None)
    run.meter = EnergyMeter(tmp_path)
    run.first_call(chunks[0])
    run.take(chunks[1:])
    assert run.timing.energy_uj == [2_000]
    assert run.timing.summary()["joules_per_mb"] == 2_000 / sum(run.timing.bytes)


def test_where_the_machine_tells_none_there_is_no_energy(chunks, tmp_path):
    """It is not in the samples, and null in the summary."""
    run = EntrantRun.on(SOURCE, people(), entrant("digits"), None)
    run.meter = EnergyMeter(tmp_path)
    run.take(chunks[:1])
    assert "energy_uj" not in run.timing.to_json()
    assert run.timing.summary()["joules_per_mb"] is None


@pytest.mark.slow
def test_levels_are_counted_among_the_people_of_all(chunks):
    """Whoever comes first, all are given the same people; alone each gathers them for itself."""
    together = people()
    runs = [EntrantRun.on(SOURCE, together, entrant("digits"), None) for _ in range(2)]
    runs.append(EntrantRun.on(SOURCE, people(), entrant("digits"), None))
    for run in runs:
        run.take(chunks)
    first, second, alone = (run.tallies.levels.to_json() for run in runs)
    assert first == second == alone
    assert first["people"][0] > 0

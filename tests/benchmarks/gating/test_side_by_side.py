from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pytest

from leakbench.benchmarks.gating.side_by_side import (
    MAX_STARTS,
    MIN_STARTS,
    ROUNDS,
    SideFailedError,
    scored,
    timed,
)
from leakbench.benchmarks.running.runner import Scoring
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.timing.call_timing import sizes
from leakbench.detectors.spans import empty_spans
from leakbench.generator.spec import Spec


@dataclass
class Clocked:
    """An entrant that says how long it took, so that nothing waits."""

    detector: object
    per_row: int
    log: list
    name: str = "clocked"
    closed: int = 0
    failure: Exception | None = None
    noise: Callable[[], float] = lambda: 1.0

    def answers(self, batches, timing):
        """Answer, and take the same time for every row."""
        if self.failure is not None:
            raise self.failure
        self.log.append((self.per_row, len(batches)))
        noise = self.noise()
        took = [int(self.per_row * batch.num_rows * noise) for batch in batches]
        timing.add(sizes(batches), took)
        return [self.detector.detect(batch) for batch in batches]

    def close(self):
        """Count."""
        self.closed += 1


class Blind:
    """Finds nothing, at once."""

    def detect(self, batch):
        """Answer without looking."""
        del batch
        return empty_spans()


@pytest.fixture
def blind():
    """Two entrants that find nothing, one in twice the time, and what was asked of them."""
    log = []
    return Clocked(Blind(), 1_000, log), Clocked(Blind(), 2_000, log), log


@pytest.fixture
def sides(digits, forgetful):
    """Two entrants and what was asked of them in turn."""
    log = []
    return Clocked(digits, 1_000, log), Clocked(forgetful(30), 2_000, log), log


def ignore(_done):
    """Show no progress."""


def test_both_answer_the_same_records(sides, monkeypatch):
    """All of them, in batches; counts are those of both."""
    monkeypatch.setattr("leakbench.benchmarks.gating.side_by_side.BATCH_ROWS", 128)
    base, head, log = sides
    done = []
    source = CorpusSource(Spec(corpus="legal_person"))
    counted = scored(source, Scoring(), base, head, rows=300, advance=done.append)
    assert (counted.records, done) == (300, [128, 128, 44])
    assert [per_row for per_row, _ in log] == [1_000, 2_000] * 3
    assert counted.difference("recall", "MOBILE").difference < 0


def test_they_take_turns_and_begin_anew(blind):
    """Each begins every second round, answers the same rows, and is started anew."""
    base, head, log = blind
    rounds = timed(pa.record_batch({"text": ["无"] * 5_000}), base, head, ignore)
    assert len(rounds.base) == len(rounds.head) == MIN_STARTS * ROUNDS
    assert rounds.rows == 1_000  # what the slower of them answers in two milliseconds
    assert set(rounds.base) == {rounds.rows * 1_000}
    assert set(rounds.head) == {rounds.rows * 2_000}
    assert base.closed == head.closed == MIN_STARTS - 1
    turns = [per_row for per_row, passes in log[-2 * ROUNDS :] if passes == 50]
    assert turns == [2_000, 1_000, 1_000, 2_000] * (ROUNDS // 2)


def test_noise_is_met_with_more_rounds(blind):
    """Started anew as often as is allowed, while the interval is wide."""
    base, head, _ = blind
    draw = np.random.default_rng(1)
    base.noise = lambda: draw.lognormal(0, 0.5)
    done = []
    rounds = timed(pa.record_batch({"text": ["无"] * 100}), base, head, done.append)
    assert len(rounds.base) == len(done) == MAX_STARTS * ROUNDS


def test_a_short_batch_is_answered_whole(blind):
    """However fast they are."""
    base, head, _ = blind
    assert timed(pa.record_batch({"text": ["无"] * 10}), base, head, ignore).rows == 10


@pytest.mark.parametrize("side", ["base", "head"])
def test_whose_failure_it_is(sides, side):
    """The side is told with the reason, on one line."""
    base, head, _ = sides
    (base if side == "base" else head).failure = RuntimeError("no\nmodel")
    source = CorpusSource(Spec(corpus="legal_person"))
    with pytest.raises(SideFailedError) as failure:
        scored(source, Scoring(), base, head, rows=10, advance=ignore)
    assert (failure.value.side, failure.value.reason) == (side, "RuntimeError: no model")
    with pytest.raises(SideFailedError, match=side):
        timed(pa.record_batch({"text": ["无"]}), base, head, ignore)

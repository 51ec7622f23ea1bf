"""Tests of a throughput session: whose turn it is when, and what is left out."""

from itertools import product

import pyarrow as pa
import pytest

from leakbench.benchmarks.running.entrants import DetectorFailedError
from leakbench.benchmarks.throughput import session as module
from leakbench.benchmarks.throughput.session import Plan, measure
from leakbench.benchmarks.timing.trial import Start, Trial

POOL = pa.record_batch({"text": pa.array(["x" * 10] * 4096)})


class Pretended:
    """An entrant that answers so many rows a second, by a clock that it sets itself."""

    version = package = "1"

    def __init__(self, name, rate, log, clock, fails_from=10**9):
        self.name = name
        self._rate, self._log, self._clock, self._fails_from = rate, log, clock, fails_from
        self.closed = False

    def start(self, batch):
        """Take a second."""
        self._log.append(("start", self.name, batch.num_rows))
        return Start(10**9, 1, 1)

    def run_trial(self, batches, settings):
        """One call to warm up, and one that counts."""
        rows = batches[0].num_rows
        self._log.append((self.name, rows, settings.threads, len(batches)))
        if rows >= self._fails_from:
            raise DetectorFailedError("too much")
        took = settings.threads * rows / self._rate
        self._clock[0] += 2 * took
        nanoseconds = [[int(took * 1e9)] for _ in range(settings.threads)]
        return Trial(
            nanoseconds=nanoseconds, wall_ns=int(took * 1e9), cpu_ns=1, energy_uj=None, peak_bytes=1
        )

    def close(self):
        """Remember it."""
        self.closed = True


@pytest.fixture
def log():
    """What the entrants were asked, in order."""
    return []


@pytest.fixture
def make(monkeypatch, log):
    """Make entrants of one clock."""
    clock = [0.0]
    monkeypatch.setattr(module, "monotonic", lambda: clock[0])
    return lambda name, rate, **more: Pretended(name, rate, log, clock, **more)


def test_all_take_part_in_every_round_in_an_order_that_rotates(make, log):
    """No entrant is always the first, and a cell's trials are far apart."""
    names = ("a", "b", "c")
    entrants = [make(name, 10_000) for name in names]
    plan = Plan(batch_rows=(1, 64), threads=(1, 2), repetitions=3)
    measured = measure(entrants, POOL, plan)
    starts = [entry for entry in log if entry[0] == "start"]
    assert starts == [("start", name, 16) for name in "abcbcacab"]
    asked = [entry[:3] for entry in log[-36:]]
    cells = list(product((1, 64), (1, 2)))
    for turn, (number, cell) in product(range(3), enumerate(cells)):
        found = asked[(turn * 4 + number) * 3 :][:3]
        order = [names[(place + turn + number) % 3] for place in range(3)]
        assert found == [(name, *cell) for name in order]
    assert all(len(cell.trials) == 3 for one in measured for cell in one.cells)
    assert all(one.closed for one in entrants)


def test_a_slow_entrant_has_fewer_trials_or_none(make):
    """A trial is two calls: what they would take is never spent beyond the limit."""
    plan = Plan(batch_rows=(1, 128, 1024, 4096), threads=(1,), repetitions=5, seconds=10)
    (found,) = measure([make("slow", 100)], POOL, plan)
    assert [len(cell.trials) for cell in found.cells] == [5, 3, 0, 0]
    assert all(cell.spent <= plan.seconds for cell in found.cells)
    assert found.cells[2].left_out == "two calls take about 20.5 s, more than allowed"


def test_the_others_are_not_held_up_by_a_slow_one(make):
    """They have all their trials."""
    plan = Plan(batch_rows=(1024,), threads=(1,))
    slow, fast = measure([make("slow", 1), make("fast", 10**6)], POOL, plan)
    assert not slow.cells[0].trials
    assert len(fast.cells[0].trials) == plan.repetitions


def test_batches_of_a_cell_are_the_same_in_every_trial(make, log):
    """As many as a fast entrant can come to, as few as a slow one does; one a thread at least."""
    plan = Plan(batch_rows=(64,), threads=(1, 2), repetitions=2)
    slow, fast = measure([make("slow", 100), make("fast", 10**7)], POOL, plan)
    assert [cell.batches for cell in slow.cells] == [2, 4]
    assert [cell.batches for cell in fast.cells] == [64, 64]
    assert fast.cells[0].batch_bytes == [640] * 64
    assert {entry[3] for entry in log if entry[:2] == ("fast", 64)} == {64}


def test_a_pool_that_is_too_small_is_said(make):
    """Two threads need two batches."""
    plan = Plan(batch_rows=(4096,), threads=(1, 2))
    (found,) = measure([make("fast", 10**9)], POOL, plan)
    assert [cell.left_out for cell in found.cells] == [
        None,
        "4,096 rows are too few for 2 such batches",
    ]


def test_a_failure_ends_a_cell_and_nothing_else(make):
    """What was measured at other sizes stays, and the detector is not asked that again."""
    plan = Plan(batch_rows=(1, 1024), threads=(1,), repetitions=2)
    (found,) = measure([make("big", 1000, fails_from=1024)], POOL, plan)
    assert found.failure is None
    assert [len(cell.trials) for cell in found.cells] == [2, 0]
    assert found.cells[1].left_out == "too much"


def test_trials_are_in_a_fresh_process(make, log):
    """What a guess of the rate took in memory is none of theirs."""
    measure([make("a", 10_000)], POOL, Plan(batch_rows=(1,), threads=(1,), repetitions=1))
    assert log[-2:] == [("start", "a", 16), ("a", 1, 1, 256)]


def test_a_guess_of_the_rate_may_fail_at_a_size(make):
    """What is known by then serves; where nothing is, the entrant has failed."""
    plan = Plan(batch_rows=(16,), threads=(1,))
    quick, broken = measure(
        [make("quick", 10**6, fails_from=128), make("broken", 1, fails_from=1)], POOL, plan
    )
    assert quick.failure is None
    assert len(quick.cells[0].trials) == plan.repetitions
    assert broken.failure == "too much"


def test_who_cannot_be_started_has_no_trial(make, monkeypatch):
    """The reason is kept; the others go on."""
    bad = make("bad", 1000)

    def fail(_batch):
        raise DetectorFailedError("no model")

    monkeypatch.setattr(bad, "start", fail)
    plan = Plan(batch_rows=(1,), threads=(1,))
    broken, sound = measure([bad, make("sound", 1000)], POOL, plan)
    assert broken.failure == "no model"
    assert not broken.cells[0].trials
    assert sound.cells[0].trials


def test_a_pool_fills_every_thread_at_every_size():
    """And half of a cell's time is for warming up."""
    plan = Plan(batch_rows=(1, 1000), threads=(1, 3), repetitions=4, seconds=0.8)
    assert plan.pool_rows == 3000
    assert plan.trial_seconds == pytest.approx(0.1)

"""Tests of a throughput session: whose turn it is when, and what is left out."""

from itertools import product

import pyarrow as pa
import pytest

from leakbench.benchmarks.running.entrants import DetectorFailedError
from leakbench.benchmarks.throughput import session as module
from leakbench.benchmarks.throughput.session import Plan, measure
from leakbench.benchmarks.throughput.supply import Finite
from leakbench.benchmarks.timing.trial import Start, Trial

RECORDS = pa.record_batch({"text": pa.array([f"{number:010}" for number in range(4096)])})


class Endless:
    """A supply without end, that remembers what it was asked for."""

    rows = None

    def __init__(self):
        self.taken = []

    def take(self, rows, count, _renew):
        """Batches of one record, again and again."""
        self.taken.append((rows, count))
        return [pa.record_batch({"text": pa.array(["x"] * rows)})] * count


class Pretended:
    """An entrant that answers so many rows a second, by a clock that it sets itself."""

    version = package = "1"

    def __init__(self, name, rate, log, clock, fails_from=10**9):
        self.name = name
        self._rate, self._log, self._clock, self._fails_from = rate, log, clock, fails_from
        self.closed = False
        self.seen = []

    def start(self, batch):
        """Take a second."""
        self._log.append(("start", self.name, batch.num_rows))
        return Start(10**9, 1, 1)

    def run_trial(self, batches, settings):
        """One call to warm up, and one that counts."""
        rows = batches[0].num_rows
        self.seen.append(batches)
        self._log.append((self.name, rows, settings.threads, len(batches)))
        if rows >= self._fails_from:
            raise DetectorFailedError("too much")
        took = settings.threads * rows / self._rate
        self._clock[0] += 2 * took
        nanoseconds = [[int(took * 1e9)] for _ in range(settings.threads)]
        trial = Trial(
            nanoseconds=nanoseconds, wall_ns=int(took * 1e9), cpu_ns=1, energy_uj=None, peak_bytes=1
        )
        return trial.of(batches[: settings.threads], [])

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
    measured = measure(entrants, Endless(), plan)
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
    (found,) = measure([make("slow", 100)], Endless(), plan)
    assert [len(cell.trials) for cell in found.cells] == [5, 3, 0, 0]
    assert all(cell.spent <= plan.seconds for cell in found.cells)
    assert found.cells[2].left_out == "two calls take about 20.5 s, more than allowed"


def test_the_others_are_not_held_up_by_a_slow_one(make):
    """They have all their trials."""
    plan = Plan(batch_rows=(1024,), threads=(1,))
    slow, fast = measure([make("slow", 1), make("fast", 10**6)], Endless(), plan)
    assert not slow.cells[0].trials
    assert len(fast.cells[0].trials) == plan.repetitions


def test_a_visit_has_batches_that_nobody_has_seen(make, log):
    """As many as the fastest can come to, for all; who is slow has the first of them."""
    plan = Plan(batch_rows=(64,), threads=(1, 2), repetitions=2)
    supply = Endless()
    slow, fast = make("slow", 100), make("fast", 10**6)
    measure([slow, fast], supply, plan)
    visits = supply.taken[-4:]
    assert [rows for rows, _ in visits] == [64] * 4
    fastest = {entry[3] for entry in log[-8:] if entry[0] == "fast"}
    assert fastest == {count for _, count in visits}
    assert {entry[3] for entry in log[-8:] if entry[0] == "slow"} == {3, 6}
    assert max(fastest) <= 2 * (1 + module.MAX_CALLS)


def test_what_is_made_for_a_visit_is_bounded(make, log):
    """The fastest come to the end of it; two batches a thread there are."""
    plan = Plan(batch_rows=(65_536, 262_144), threads=(1, 2), repetitions=1)
    measure([make("fast", 10**9)], Endless(), plan)
    asked = [entry[1:] for entry in log if entry[0] == "fast"][-4:]
    assert asked == [(65_536, 1, 4), (65_536, 2, 4), (262_144, 1, 2), (262_144, 2, 4)]


def test_where_records_end_all_begin_anew(make):
    """No record is seen twice in the life of anybody."""
    plan = Plan(batch_rows=(64,), threads=(1,), repetitions=4)
    lives = []
    one = make("fast", 10**4)
    one.close = lambda: lives.append(one.seen) or setattr(one, "seen", [])
    measure([one], Finite(RECORDS), plan)
    assert len(lives) > 1
    for life in lives:
        texts = [text for some in life for batch in some for text in batch.column(0).to_pylist()]
        assert len(set(texts)) == len(texts)


def test_too_few_records_are_said(make):
    """A thread needs one batch to warm up and one that counts."""
    plan = Plan(batch_rows=(2048,), threads=(1, 2))
    (found,) = measure([make("fast", 10**9)], Finite(RECORDS), plan)
    assert [cell.left_out for cell in found.cells] == [
        None,
        "4,096 rows are too few for 4 such batches",
    ]


def test_a_failure_ends_a_cell_and_nothing_else(make):
    """What was measured at other sizes stays, and the detector is not asked that again."""
    plan = Plan(batch_rows=(1, 1024), threads=(1,), repetitions=2)
    (found,) = measure([make("big", 1000, fails_from=1024)], Endless(), plan)
    assert found.failure is None
    assert [len(cell.trials) for cell in found.cells] == [2, 0]
    assert found.cells[1].left_out == "too much"


def test_trials_are_in_a_fresh_process(make, log):
    """What a guess of the rate took in memory is none of theirs."""
    measure([make("a", 10_000)], Endless(), Plan(batch_rows=(1,), threads=(1,), repetitions=1))
    assert [entry[:3] for entry in log[-2:]] == [("start", "a", 16), ("a", 1, 1)]


def test_a_guess_of_the_rate_may_fail_at_a_size(make):
    """What is known by then serves; where nothing is, the entrant has failed."""
    plan = Plan(batch_rows=(16,), threads=(1,))
    quick, broken = measure(
        [make("quick", 10**6, fails_from=128), make("broken", 1, fails_from=1)], Endless(), plan
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
    broken, sound = measure([bad, make("sound", 1000)], Endless(), plan)
    assert broken.failure == "no model"
    assert not broken.cells[0].trials
    assert sound.cells[0].trials


def test_half_of_a_cells_time_is_for_warming_up():
    """Or more, where a trial would be longer than it need be."""
    assert Plan(repetitions=4, seconds=0.8).trial_seconds == pytest.approx(0.1)
    assert Plan(repetitions=1, seconds=100).trial_seconds == module.TRIAL_SECONDS

"""Sessions out of trials that took so many milliseconds."""

import pytest

from leakbench.benchmarks.running.memory_copy import MEMORY_COPY
from leakbench.benchmarks.throughput.document import Session
from leakbench.benchmarks.throughput.session import Cell, Measured, Plan
from leakbench.benchmarks.timing.load import Load
from leakbench.benchmarks.timing.trial import Start, Trial

QUIET = Load(seconds=1.0, others=0.0, stolen=0.0, load_average=0.1)
LOADED = Load(seconds=1.0, others=0.5, stolen=0.0, load_average=2.0)


def trial(*milliseconds, energy=None, clock=None):
    """Calls of one thread, one after another, on batches of 10 rows with 1,000 bytes each."""
    taken = [int(one * 1e6) for one in milliseconds]
    return Trial(
        nanoseconds=[taken],
        wall_ns=sum(taken),
        cpu_ns=2 * sum(taken),
        energy_uj=energy,
        peak_bytes=7_000_000,
        rows=10 * len(taken),
        bytes=1_000 * len(taken),
        spans=20 * len(taken),
        clock=clock,
    )


def measured(name, trials, starts=(1, 3, 2), **more):
    """Somebody who was visited at one size."""
    began = [Start(int(one * 1e6), 500_000, 9) for one in starts]
    cell = Cell(10, 1, list(trials))
    return Measured(name, "1", began, [cell, Cell(99, 1, left_out="too slow")], **more)


def session(*everyone, during=QUIET):
    """A session of those entrants."""
    return Session(
        corpus="list",
        identity={"rows": 20},
        track="text",
        plan=Plan(batch_rows=(10, 99), threads=(1,)),
        measured=everyone,
        before=QUIET,
        during=during,
        tool={},
        environment={"cpu": "none"},
    )


@pytest.fixture
def found():
    """The copy, and two detectors of which one has a round less."""
    return session(
        measured(MEMORY_COPY, [trial(0.01), trial(0.02), trial(0.01)]),
        measured("regex", [trial(1, 1), trial(4, 4), trial(2, 2)]),
        measured("slow", [trial(10, energy=5_000), trial(20, energy=4_000)]),
    )

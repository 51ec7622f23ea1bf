"""A session that measures how fast detectors are: each in a fresh process, all in turn.

A cell is a detector, a batch size and a number of threads. Every cell is visited several times,
round after round, and the order of the detectors rotates, so that a slow minute of the machine hits
all alike; whoever is not visited stands still. A slow detector answers as few calls as one a trial;
a cell that could not be visited once in the time it may take is left out, with the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from time import monotonic
from typing import Final

import pyarrow as pa

from leakbench.benchmarks.console.output import number
from leakbench.benchmarks.running.entrants import DetectorFailedError, Entrant
from leakbench.benchmarks.running.runner import Watch, unwatched
from leakbench.benchmarks.timing.call_timing import text_bytes
from leakbench.benchmarks.timing.trial import Start, Trial, TrialSettings

BATCH_ROWS: Final = (1, 64, 1_024, 16_384, 65_536)
STARTS: Final = 3
FIRST_ROWS: Final = 16
MAX_BATCHES: Final = 256  # different ones of a size
PROBE_SECONDS: Final = 0.05
TRIAL_SECONDS: Final = 0.2
MAX_CALLS: Final = 400  # of a thread in a trial; bounds the samples kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a session measures.

    Attributes:
        batch_rows: Rows of a batch, ascending.
        threads: That call a detector at the same time, ascending.
        repetitions: Visits of a cell, at most.
        seconds: That all trials of a cell may take, warm-up included.
    """

    batch_rows: tuple[int, ...] = BATCH_ROWS
    threads: tuple[int, ...] = (1, 2)
    repetitions: int = 5
    seconds: float = 10.0

    @property
    def pool_rows(self) -> int:
        """Rows that give every thread a batch of its own at every size."""
        return max(self.batch_rows) * max(self.threads)

    @property
    def trial_seconds(self) -> float:
        """Half a trial's share of a cell's time, the other half being warm-up, or less."""
        return min(TRIAL_SECONDS, self.seconds / (2 * self.repetitions))


@dataclass(slots=True)
class Cell:
    """A detector at one batch size and number of threads.

    Attributes:
        batch_rows: Rows of a batch.
        threads: That call at the same time.
        batch_bytes: UTF-8 bytes of each batch that was there to answer.
        trials: What was measured, one a round; a slow cell misses the last rounds.
        left_out: Why it has no trials, or no more of them after a failure.
        spent: Seconds of the trials, warm-up included.
    """

    batch_rows: int
    threads: int
    batch_bytes: list[int] = field(default_factory=list)
    trials: list[Trial] = field(default_factory=list)
    left_out: str | None = None
    spent: float = 0.0

    @property
    def batches(self) -> int:
        """How many different batches there were to answer."""
        return len(self.batch_bytes)


@dataclass(slots=True)
class Measured:
    """A detector's part of a session.

    Attributes:
        name: Its registered name.
        version: Of the package that does the work.
        starts: Fresh processes, one after another; the last one goes on.
        cells: By batch size, then threads.
        failure: Why it could not be started.
        probed: Rows/s of the first calls, a rough guess.
    """

    name: str
    version: str
    starts: list[Start]
    cells: list[Cell]
    failure: str | None = None
    probed: float = 0.0

    def rows_per_s(self, threads: int) -> float:
        """The best rate so far of at most this many threads."""
        rates = [
            trial.rate([cell.batch_rows] * cell.batches)
            for cell in self.cells
            for trial in cell.trials
            if cell.threads <= threads
        ]
        return max([self.probed, *rates])


def measure(
    entrants: Sequence[Entrant],
    pool: pa.RecordBatch,
    plan: Plan,
    watch: Watch = unwatched,
) -> list[Measured]:
    """Run a session.

    Args:
        entrants: Who takes part; closed in the end.
        pool: What batches are cut from; a size that it does not fill for each thread is left out.
        plan: What is measured.
        watch: Shows progress.
    """
    measured = [Measured(one.name, one.version, [], _cells(plan)) for one in entrants]
    total = len(entrants) * (STARTS + len(measured[0].cells) * plan.repetitions)
    title = f"{len(entrants)} entrants, {len(measured[0].cells)} cells each"
    try:
        with watch(title, total) as advance:
            for turn in range(STARTS):
                for one, mine in _rotated(entrants, measured, turn):
                    if turn + 1 == STARTS:  # the last process is to be fresh for its cells
                        _probe(one, mine, pool)
                    _start(one, mine, pool)
                    advance(1)
            for turn in range(plan.repetitions):
                for number in range(len(measured[0].cells)):
                    for one, mine in _rotated(entrants, measured, turn + number):
                        _trial(one, mine, mine.cells[number], pool, plan)
                        advance(1)
    finally:
        for one in entrants:
            one.close()
    return measured


def _cells(plan: Plan) -> list[Cell]:
    return [Cell(rows, threads) for rows in plan.batch_rows for threads in plan.threads]


def _rotated(
    entrants: Sequence[Entrant], measured: Sequence[Measured], turn: int
) -> list[tuple[Entrant, Measured]]:
    pairs = list(zip(entrants, measured, strict=True))
    first = turn % len(pairs)
    return pairs[first:] + pairs[:first]


def _start(one: Entrant, mine: Measured, pool: pa.RecordBatch) -> None:
    if mine.failure is None:
        try:
            mine.starts.append(one.start(pool.slice(0, FIRST_ROWS)))
        except DetectorFailedError as failure:
            mine.failure = str(failure)


def _probe(one: Entrant, mine: Measured, pool: pa.RecordBatch) -> None:
    """Guess a rate from ever larger batches, until a call takes long enough to tell."""
    rows = FIRST_ROWS
    while mine.failure is None:
        batch = pool.slice(0, rows)
        try:
            found = one.run_trial([batch], TrialSettings(max_calls=1))
        except DetectorFailedError as failure:
            if not mine.probed:
                mine.failure = str(failure)
            return  # at a size that it can answer it still takes part
        mine.probed = max(mine.probed, found.rate([batch.num_rows]))
        if found.wall_ns > PROBE_SECONDS * 1e9 or rows >= pool.num_rows:
            return
        rows *= 8


def _trial(one: Entrant, mine: Measured, cell: Cell, pool: pa.RecordBatch, plan: Plan) -> None:
    if mine.failure is not None or cell.left_out is not None:
        return
    if not cell.trials and not _admitted(mine, cell, pool, plan):
        return
    if cell.trials and cell.spent * (1 + 1 / len(cell.trials)) > plan.seconds:
        return
    batches = [pool.slice(at * cell.batch_rows, cell.batch_rows) for at in range(cell.batches)]
    settings = TrialSettings(threads=cell.threads, seconds=plan.trial_seconds, max_calls=MAX_CALLS)
    begin = monotonic()
    try:
        cell.trials.append(one.run_trial(batches, settings))
    except DetectorFailedError as failure:
        cell.left_out = str(failure)
    cell.spent += monotonic() - begin


def _admitted(mine: Measured, cell: Cell, pool: pa.RecordBatch, plan: Plan) -> bool:
    """Whether a cell can be visited at all; then it is settled which batches it has."""
    available = min(MAX_BATCHES, pool.num_rows // cell.batch_rows)
    if available < cell.threads:
        cell.left_out = f"{pool.num_rows:,} rows are too few for {cell.threads} such batches"
        return False
    round_seconds = cell.batch_rows * cell.threads / mine.rows_per_s(cell.threads)
    if 2 * round_seconds > plan.seconds:  # one to warm up, and one that counts
        cell.left_out = f"two calls take about {number(2 * round_seconds)} s, more than allowed"
        return False
    # What it is too slow to come to is not carried to its process; twice, should it be quicker.
    rounds = 2 * ceil(plan.trial_seconds / round_seconds)
    count = min(available, cell.threads * rounds)
    sizes = [text_bytes(pool.slice(at * cell.batch_rows, cell.batch_rows)) for at in range(count)]
    cell.batch_bytes = sizes
    return True

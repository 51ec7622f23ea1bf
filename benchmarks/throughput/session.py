"""A session that measures how fast detectors are: each in a fresh process, all in turn.

A cell is a detector, a batch size and a number of threads. Every cell is visited several times,
round after round, and the order of the detectors rotates, so that a slow minute of the machine hits
all alike; whoever is not visited stands still. The batches of a visit are the same for all, and
nobody has seen them before: those who come to fewer have the first of them. A slow detector answers
as few calls as one a trial; a cell that could not be visited once in the time it may take is left
out, with the reason.
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
from leakbench.benchmarks.throughput.supply import Supply
from leakbench.benchmarks.timing.trial import Start, Trial, TrialSettings

BATCH_ROWS: Final = (1, 64, 1_024, 16_384, 65_536)
STARTS: Final = 3
FIRST_ROWS: Final = 16
MAX_TRIAL_ROWS: Final = 262_144  # that are made for a visit; the fastest come to an end of them
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
    def trial_seconds(self) -> float:
        """Half a trial's share of a cell's time, the other half being warm-up, or less."""
        return min(TRIAL_SECONDS, self.seconds / (2 * self.repetitions))


@dataclass(slots=True)
class Cell:
    """A detector at one batch size and number of threads.

    Attributes:
        batch_rows: Rows of a batch.
        threads: That call at the same time.
        trials: What was measured, one a round; a slow cell misses the last rounds.
        left_out: Why it has no trials, or no more of them after a failure.
        spent: Seconds of the trials, warm-up included.
    """

    batch_rows: int
    threads: int
    trials: list[Trial] = field(default_factory=list)
    left_out: str | None = None
    spent: float = 0.0


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
            trial.rows_per_s
            for cell in self.cells
            for trial in cell.trials
            if cell.threads <= threads
        ]
        return max([self.probed, *rates])


def measure(
    entrants: Sequence[Entrant],
    supply: Supply,
    plan: Plan,
    watch: Watch = unwatched,
) -> list[Measured]:
    """Run a session.

    Args:
        entrants: Who takes part; closed in the end.
        supply: Where batches come from; a size of which it has too few is left out.
        plan: What is measured.
        watch: Shows progress.
    """
    measured = [Measured(one.name, one.version, [], _cells(plan)) for one in entrants]
    total = len(entrants) * (STARTS + len(measured[0].cells) * plan.repetitions)
    title = f"{len(entrants)} entrants, {len(measured[0].cells)} cells each"
    session = _Session(entrants, supply, plan)
    try:
        with watch(title, total) as advance:
            for turn in range(STARTS):
                for one, mine in _rotated(entrants, measured, turn):
                    if turn + 1 == STARTS:  # the last process is to be fresh for its cells
                        session.probe(one, mine)
                    session.start(one, mine)
                    advance(1)
            for turn in range(plan.repetitions):
                for number in range(len(measured[0].cells)):
                    session.visit(_rotated(entrants, measured, turn + number), number)
                    advance(len(entrants))
    finally:
        session.renew()
    return measured


def _cells(plan: Plan) -> list[Cell]:
    return [Cell(rows, threads) for rows in plan.batch_rows for threads in plan.threads]


def _rotated(
    entrants: Sequence[Entrant], measured: Sequence[Measured], turn: int
) -> list[tuple[Entrant, Measured]]:
    pairs = list(zip(entrants, measured, strict=True))
    first = turn % len(pairs)
    return pairs[first:] + pairs[:first]


class _Session:
    """Asks entrants for what is measured."""

    def __init__(self, entrants: Sequence[Entrant], supply: Supply, plan: Plan) -> None:
        self._entrants = entrants
        self._supply = supply
        self._plan = plan

    def renew(self) -> None:
        """Let every entrant begin anew."""
        for one in self._entrants:
            one.close()

    def start(self, one: Entrant, mine: Measured) -> None:
        """A fresh process, and its first answer."""
        if mine.failure is None:
            (batch, *_) = self._take(FIRST_ROWS, 1)
            try:
                mine.starts.append(one.start(batch))
            except DetectorFailedError as failure:
                mine.failure = str(failure)

    def probe(self, one: Entrant, mine: Measured) -> None:
        """Guess a rate from ever larger batches, until a call takes long enough to tell."""
        rows = FIRST_ROWS
        while mine.failure is None:
            batches = self._take(rows, 2)
            try:
                found = one.run_trial(batches, TrialSettings(max_calls=1))
            except DetectorFailedError as failure:
                if not mine.probed:
                    mine.failure = str(failure)
                return  # at a size that it can answer it still takes part
            mine.probed = max(mine.probed, found.rows_per_s)
            rows *= 8
            if found.wall_ns > PROBE_SECONDS * 1e9 or rows > self._most_rows():
                return

    def visit(self, everybody: Sequence[tuple[Entrant, Measured]], number: int) -> None:
        """Let all who can answer a cell's batches for a while."""
        counts = [self._batches(mine, mine.cells[number]) for _, mine in everybody]
        if not any(counts):
            return
        cell = everybody[0][1].cells[number]
        batches = self._take(cell.batch_rows, max(counts))
        settings = TrialSettings(
            threads=cell.threads, seconds=self._plan.trial_seconds, max_calls=MAX_CALLS
        )
        for (one, mine), count in zip(everybody, counts, strict=True):
            if not count:
                continue
            cell = mine.cells[number]
            begin = monotonic()
            try:
                cell.trials.append(one.run_trial(batches[:count], settings))
            except DetectorFailedError as failure:
                cell.left_out = str(failure)
            cell.spent += monotonic() - begin

    def _take(self, rows: int, count: int) -> list[pa.RecordBatch]:
        """Batches; of a short source shorter ones, of a single record one that is seen again."""
        there = self._supply.rows
        rows = rows if there is None else max(1, min(rows, there // count))
        return self._supply.take(rows, count, self.renew)

    def _most_rows(self) -> int:
        largest = max(self._plan.batch_rows)
        return largest if self._supply.rows is None else min(largest, self._supply.rows // 2)

    def _batches(self, mine: Measured, cell: Cell) -> int:
        """How many batches somebody may come to in a cell; 0 if it is not visited any more."""
        plan = self._plan
        if mine.failure is not None or cell.left_out is not None:
            return 0
        if cell.trials and cell.spent * (1 + 1 / len(cell.trials)) > plan.seconds:
            return 0
        least = 2 * cell.threads  # one to warm up, and one that counts
        there = self._supply.rows
        available = MAX_TRIAL_ROWS if there is None else min(there, MAX_TRIAL_ROWS)
        most = max(available // cell.batch_rows, least if there is None else 0)
        if most < least:
            cell.left_out = f"{there:,} rows are too few for {least} such batches"
            return 0
        round_seconds = cell.batch_rows * cell.threads / mine.rows_per_s(cell.threads)
        if not cell.trials and 2 * round_seconds > plan.seconds:
            cell.left_out = f"two calls take about {number(2 * round_seconds)} s, more than allowed"
            return 0
        # What it is too slow to come to is not carried to its process; twice, should it be quicker.
        rounds = 1 + min(MAX_CALLS, 2 * ceil(plan.trial_seconds / round_seconds))
        return min(most - most % cell.threads, cell.threads * rounds)

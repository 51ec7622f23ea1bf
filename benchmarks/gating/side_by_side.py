"""Two builds of a detector beside each other: the same records, in turn, scored and timed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import pyarrow as pa

from leakbench.benchmarks.running.entrants import Entrant, error_line
from leakbench.benchmarks.running.runner import BATCH_ROWS, Scoring
from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.scoring.record_counts import per_record
from leakbench.benchmarks.scoring.units import unit_numbers
from leakbench.benchmarks.sources.source import Source
from leakbench.benchmarks.statistics.comparison import PairedCounts
from leakbench.benchmarks.timing.call_timing import Timing
from leakbench.benchmarks.timing.speed_ratio import speed_ratio
from leakbench.generator.errors import LeakbenchError

MAX_STARTS: Final = 6  # of each process: how its memory happens to lie makes it fast or slow
MIN_STARTS: Final = 3  # one alone is up to a twentieth off for the same code
ROUNDS: Final = 12  # of each start
SECONDS: Final = 0.1  # that the slower side spends in a round, or one pass
MAX_PASSES: Final = 50
PROBE_PASSES: Final = 3
WIDTH: Final = 0.1  # of the interval of the ratio, that is narrow enough to stop
# A pass is short, so that some pass of a round is not interrupted though others want the processor.
PASS_SECONDS: Final = 0.002
MIN_PASS_ROWS: Final = 32

Advance = Callable[[int], None]


class SideFailedError(LeakbenchError):
    """One of the two failed.

    Attributes:
        side: ``base`` or ``head``.
        reason: Why, in words.
    """

    def __init__(self, side: str, reason: str) -> None:
        self.side = side
        self.reason = reason
        super().__init__(f"{side}: {reason}")


@dataclass(slots=True)
class Rounds:
    """Times of both, taken in turn.

    Attributes:
        rows: Of the batch that both answered.
        base: Nanoseconds of the one in each round: its fastest pass, as noise only adds.
        head: Of the other.
    """

    rows: int
    base: list[int] = field(default_factory=list)
    head: list[int] = field(default_factory=list)


def scored(
    source: Source,
    scoring: Scoring,
    base: Entrant,
    head: Entrant,
    *,
    rows: int,
    advance: Advance,
) -> PairedCounts:
    """Let both answer the first records of a source, and count their answers.

    Args:
        source: The records.
        scoring: Track and labels.
        base: The one.
        head: The other.
        rows: How many records.
        advance: Told of records done.

    Raises:
        SideFailedError: One of the two failed.
        UnmappedLabelError: A label of the source means nothing in the registry.
    """
    space = scoring.space(source)
    counted = PairedCounts(space.labels)
    first = 0
    for chunk in source.chunks(scoring.track, BATCH_ROWS, rows):
        answers = [_answer(side, one, chunk) for side, one in (("base", base), ("head", head))]
        units = unit_numbers(chunk, first, "files")
        counted.add(units, *(per_record(chunk.truth, answer, space) for answer in answers))
        first += len(units)
        advance(len(units))
    return counted


def timed(batch: pa.RecordBatch, base: Entrant, head: Entrant, advance: Advance) -> Rounds:
    """Let both answer a batch again and again, each first in every second round.

    Both are of one hand and are compared with each other alone, so that a batch may be the same:
    what is gained from having seen it is gained by both, unless remembering is what is new.

    Both are started ``MIN_STARTS`` times at least, until the interval of their ratio is narrow.

    Args:
        batch: What both answer, or of it as many rows as take them about ``PASS_SECONDS``.
        base: The one, in a process of its own.
        head: The other.
        advance: Told of rounds done, of ``MAX_STARTS * ROUNDS`` at most.

    Raises:
        SideFailedError: One of the two failed.
    """
    rows = min(_rows_per_pass(side, one, batch) for side, one in (("base", base), ("head", head)))
    some = batch.slice(0, rows)
    rounds = Rounds(some.num_rows)
    for start in range(MAX_STARTS):
        for one in (base, head) if start else ():
            one.close()
        first = [_fastest(side, one, some, 2) for side, one in (("base", base), ("head", head))]
        passes = max(1, min(MAX_PASSES, int(SECONDS * 1e9 / max(1, *first))))
        for number in range(ROUNDS):
            sides = [("base", base, rounds.base), ("head", head, rounds.head)]
            for side, one, times in sides if number % 2 else sides[::-1]:
                times.append(_fastest(side, one, some, passes))
            advance(1)
        low, high = speed_ratio(rounds.base, rounds.head).interval
        if start + 1 >= MIN_STARTS and high - low < WIDTH:
            break
    return rounds


def _rows_per_pass(side: str, entrant: Entrant, batch: pa.RecordBatch) -> int:
    few = batch.slice(0, MIN_PASS_ROWS)
    took = _fastest(side, entrant, few, PROBE_PASSES)
    return max(MIN_PASS_ROWS, int(few.num_rows * PASS_SECONDS * 1e9 / max(1, took)))


def _fastest(side: str, entrant: Entrant, batch: pa.RecordBatch, passes: int) -> int:
    """The shortest time of so many passes over a batch, in nanoseconds."""
    timing = Timing()
    with _failing(side):
        entrant.answers([batch] * passes, timing)
    return min(timing.nanoseconds)


def _answer(side: str, entrant: Entrant, chunk: Chunk) -> pa.RecordBatch:
    with _failing(side):
        (answer,) = entrant.answers([chunk.strings], Timing())
    return answer


@contextmanager
def _failing(side: str) -> Iterator[None]:
    """Tell whose failure it is."""
    try:
        yield
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - a detector may raise anything, SystemExit too
        raise SideFailedError(side, error_line(error)) from None

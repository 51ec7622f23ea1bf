"""What detectors answer beside the records that are scored: for a fair time, and for a spot check.

Generated corpora have further records, which nobody has seen; of a file there are none. Detectors
that pay for their answers are asked for none of this.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from leakbench.benchmarks.running.batch_sizes import BatchSizes
from leakbench.benchmarks.running.entrant_run import EntrantRun
from leakbench.benchmarks.scoring.chunks import Track
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.sources.fresh import FreshRows, drawn_seed, other_population
from leakbench.generator.spec import Spec

PASS_BATCHES: Final = 16
MAX_PASSES: Final = 6  # bounds what is made for the fastest
LEAST_ROWS: Final = 64
SPOT_ROWS: Final = 512
SPOT_SECONDS: Final = 5.0  # of a slow detector


def take_fair_time(
    spec: Spec, track: Track, first: int, runs: Sequence[EntrantRun], sizes: BatchSizes, fair: float
) -> None:
    """Give whoever took less than a fair time further records, until it has or there are enough.

    Args:
        spec: The corpus.
        track: What is shown of it.
        first: Index of the first record that nobody has seen.
        runs: Who may answer, in an order that rotates from pass to pass.
        sizes: Of batches; a detector that needs less than one is given a part of it.
        fair: Seconds.
    """
    fresh = FreshRows(spec, track, first)
    drawn = sizes.drawn(f"{spec.corpus}/further")
    waiting = [one for one in runs if one.going and not one.paid]
    for turn in range(MAX_PASSES):
        wanted = {id(one): _rows_wanted(one, fair) for one in waiting}
        waiting = [one for one in waiting if one.going and wanted[id(one)]]
        if not waiting:
            return
        batches = min((wanted[id(one)] // sizes.high for one in waiting), default=1)
        some = fresh.take(list(islice(drawn, max(1, min(PASS_BATCHES, batches)))))
        strings = [chunk.strings for chunk in some]
        first_place = turn % len(waiting)
        for one in waiting[first_place:] + waiting[:first_place]:
            few = wanted[id(one)]
            one.time([strings[0].slice(0, few)] if few < sizes.low else strings)


def _rows_wanted(one: EntrantRun, fair: float) -> int:
    """How many rows it answers in what it lacks of a fair time; 0 where that is little."""
    timing = replace(one.timing)
    timing.compare_clocks()  # by its own, one that stops would never have had its time
    lacking = fair - timing.seconds
    rate = timing.rows_per_s()
    if rate is None or lacking <= 0:
        return 0 if lacking <= 0 or timing.withheld else LEAST_ROWS
    rows = int(rate * lacking)
    return 0 if lacking < fair / 4 else max(LEAST_ROWS, rows)


def check_spots(
    spec: Spec, track: Track, rows: int, runs: Sequence[EntrantRun], space: LabelSpace
) -> None:
    """Have everybody answer a few records of a population that is drawn now."""
    asked = [one for one in runs if one.going and not one.paid and one.tallies is not None]
    if not asked:
        return
    seed = drawn_seed()
    rows = min(SPOT_ROWS, rows)
    (chunk,) = other_population(spec, seed).chunks(track, rows, rows)
    for one in asked:
        rate = one.timing.rows_per_s() or 0.0
        few = min(rows, max(LEAST_ROWS // 2, int(rate * SPOT_SECONDS)))
        one.spotted = one.spot(chunk.some(0, few), space, seed)

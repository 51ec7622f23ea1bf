"""Tests of what is answered beside the records that are scored."""

from dataclasses import dataclass, field

import pytest

from leakbench.benchmarks.running.batch_sizes import BatchSizes
from leakbench.benchmarks.running.further import (
    LEAST_ROWS,
    MAX_PASSES,
    PASS_BATCHES,
    check_spots,
    take_fair_time,
)
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.timing.call_timing import Timing, sizes
from leakbench.generator.spec import Spec

SPEC = Spec(corpus="legal_person")
SIZES = BatchSizes.around(100, 0)


@dataclass
class Pretended:
    """Somebody's run, who takes the same time for every row."""

    per_row: int
    outside: int | None = None  # what the run sees of it
    paid: bool = False
    going: bool = True
    tallies: object = "there"
    timing: Timing = field(default_factory=Timing)
    asked: list = field(default_factory=list)
    spotted: dict = None

    def __post_init__(self):
        """Have answered fifty rows."""
        self._took([(50, 500)])

    def time(self, batches):
        """Answer."""
        self.asked.append([batch.num_rows for batch in batches])
        self._took(sizes(batches))

    def _took(self, given):
        seen = [] if self.outside is None else [self.outside * rows for rows, _ in given]
        self.timing.add(given, [self.per_row * rows for rows, _ in given], seen)

    def spot(self, chunk, _space, seed):
        """Remember what was seen."""
        return {"rows": chunk.strings.num_rows, "seed": seed}


def test_who_was_quick_is_asked_until_a_fair_time_is_spent():
    """In whole batches of the class; who needs less than one has a part of it."""
    quick, slow, enough = Pretended(100_000), Pretended(4_000_000), Pretended(40_000_000)
    take_fair_time(SPEC, "text", 50, [quick, slow, enough], SIZES, 0.4)
    assert enough.asked == []
    assert slow.asked == [[64]]
    assert 0.3 < quick.timing.seconds < 0.7
    assert all(SIZES.low <= rows <= SIZES.high for some in quick.asked for rows in some)


def test_the_fastest_come_to_an_end():
    """Of the records that are made for them."""
    quick = Pretended(1)
    take_fair_time(SPEC, "text", 50, [quick], SIZES, 10.0)
    assert len(quick.asked) == MAX_PASSES
    assert all(len(some) == PASS_BATCHES for some in quick.asked)


def test_who_stops_the_clock_has_the_time_of_others():
    """By the run's clock, which counts in the end."""
    stopped = Pretended(0, outside=1_000_000)
    take_fair_time(SPEC, "text", 50, [stopped], SIZES, 0.4)
    assert sum(map(sum, stopped.asked)) < 800
    assert stopped.timing.clock is None


@pytest.mark.parametrize("change", [{"paid": True}, {"going": False}])
def test_who_pays_or_failed_is_asked_nothing(change):
    """Neither for a fair time, nor a spot."""
    one = Pretended(1, **change)
    take_fair_time(SPEC, "text", 50, [one], SIZES, 1.0)
    check_spots(SPEC, "text", 100, [one], LabelSpace.of_registry())
    assert one.asked == []
    assert one.spotted is None


def test_who_has_no_rate_is_asked_a_little():
    """Where even the first rows had no sample of their own."""
    one = Pretended(1_000_000)
    one.timing = Timing()
    take_fair_time(SPEC, "text", 50, [one], SIZES, 0.05)
    assert one.asked[0] == [LEAST_ROWS]


def test_a_spot_is_of_a_seed_that_nobody_knew():
    """The same for all, and less of it for the slow."""
    quick, slow = Pretended(1_000), Pretended(100_000_000)
    check_spots(SPEC, "text", 300, [quick, slow], LabelSpace.of_registry())
    assert quick.spotted["rows"] == 300
    assert slow.spotted["rows"] == 50
    assert quick.spotted["seed"] == slow.spotted["seed"] != SPEC.seed

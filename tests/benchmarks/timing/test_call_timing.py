"""Tests of timing."""

import gc
from time import sleep

import numpy as np
import pyarrow as pa
import pytest

from leakbench.benchmarks.timing import call_timing as module
from leakbench.benchmarks.timing.call_timing import Timing, taken, text_bytes, timed_calls


def _batch(*texts):
    return pa.record_batch({"text": pa.array(texts, pa.string())})


def test_bytes_are_counted_in_utf8():
    """Slices, nulls and several columns included; no rows are no bytes."""
    batch = pa.record_batch({"a": pa.array(["甲", None, "x"]), "b": pa.array(["yy", "", None])})
    assert text_bytes(batch) == 6
    assert text_bytes(batch.slice(1)) == 1
    assert text_bytes(batch.slice(0, 0)) == 0
    assert text_bytes(pa.RecordBatch.from_pylist([], schema=batch.schema)) == 0


@pytest.mark.parametrize("kind", [pa.large_string(), pa.string_view()])
def test_bytes_are_counted_in_any_type_of_strings(kind):
    """As they are in ``string``."""
    column = pa.array(["甲", None, "x", "y" * 20]).cast(kind)
    for start, size in ((0, 24), (1, 21), (2, 21), (4, 0)):
        assert text_bytes(pa.record_batch({"text": column.slice(start)})) == size


def test_every_batch_is_answered_once_and_in_order():
    """A batch that comes again would be timed at being remembered."""
    seen = []
    batches = [_batch(text) for text in "abc"]
    answers, taken_ns = timed_calls(lambda one: seen.append(one) or len(seen), batches)
    assert seen == batches
    assert answers == [1, 2, 3]
    assert len(taken_ns) == 3


class Later(pa.RecordBatch):
    """An answer that is worked out when somebody reads it."""

    def __init__(self):
        """Be nothing yet."""
        self.log = []

    @property
    def schema(self):
        """The columns' names and types."""
        return _batch("x").schema

    @property
    def columns(self):
        """Work."""
        self.log.append("read")
        sleep(0.02)
        return _batch("x").columns


def test_an_answer_is_read_within_its_time():
    """Once, and what comes out of it is a plain batch."""
    later = Later()
    (answer,), (took,) = timed_calls(lambda _batch: later, [_batch("y")])
    assert took >= 0.02e9
    assert type(answer) is pa.RecordBatch
    assert answer.equals(_batch("x"))
    assert later.log == ["read"]


def test_what_an_answer_becomes_later_does_not_count():
    """Its buffers are copied: those of a slice as far as it shows, and what is no batch is kept."""
    numbers = np.array([1, 2, 3], np.int32)
    answer = pa.record_batch(
        {"n": pa.Array.from_buffers(pa.int32(), 3, [None, pa.py_buffer(numbers)])}
    )
    copied = taken(answer.slice(1, 1))
    numbers[:] = 9
    assert answer.column(0).to_pylist() == [9, 9, 9]
    assert copied.column(0).to_pylist() == [2]
    assert taken(None) is None
    empty = answer.slice(0, 0)
    assert taken(empty).equals(empty)


def test_garbage_of_others_is_frozen_and_thawed():
    """During the calls a collection does not walk what was there before; afterwards it does."""
    frozen = []
    timed_calls(lambda _batch: frozen.append(gc.get_freeze_count()), [_batch("x")])
    assert frozen[0] > 0
    assert gc.get_freeze_count() == 0


def test_a_raising_detector_leaves_the_collector_as_it_was():
    """The exception passes through."""
    with pytest.raises(ZeroDivisionError):
        timed_calls(lambda _batch: 1 / 0, [_batch("x")])
    assert gc.get_freeze_count() == 0


def test_samples_of_part_of_a_pass_are_refused():
    """Nor is a pass without any."""
    timing = Timing()
    for samples, outside in (([], []), ([1], []), ([1, 2, 3], []), ([1, 2], [3])):
        with pytest.raises(ValueError, match="samples of a pass over 2 batches"):
            timing.add([(1, 1), (2, 2)], samples, outside)
    with pytest.raises(ValueError, match="over 0 batches"):
        timing.add([], [])
    assert timing == Timing()


def test_what_comes_around_a_call_is_not_timed(monkeypatch):
    """It is called before and after every one, off the clock."""
    spent = []
    monkeypatch.setattr(module, "perf_counter_ns", lambda: sum(spent))
    _, took = timed_calls(
        lambda _batch: spent.append(1),
        [_batch("x")] * 3,
        before=lambda: spent.append(1_000),
        after=lambda: spent.append(50),
    )
    assert spent == [1_000, 1, 50] * 3
    assert took == [1] * 3


def test_answers_kept_from_before_are_no_samples():
    """Of a pass the others count; where nothing else is timed, there is no rate, and why."""
    timing = Timing()
    timing.add([(1, 10)], [5], cached=[True])
    assert timing.withheld == module.ONLY_CACHED
    assert timing.rows_per_s() is timing.latency_ms(0.5) is None
    timing.add([(1, 10), (2, 20), (3, 30)], [5, 4, 6], [7, 6, 8], [False, True, False])
    assert (timing.rows, timing.bytes, timing.nanoseconds) == ([1, 3], [10, 30], [5, 6])
    assert (timing.outside, timing.passes, timing.cached) == ([7, 8], [0], 2)
    assert timing.rows_per_s() == pytest.approx(4e9 / 11)
    assert timing.withheld is None


def _clocked(inside, outside):
    timing = Timing()
    for one, other in zip(inside, outside, strict=True):
        timing.add([(10, 100)], [one], [other])
    timing.compare_clocks()
    return timing


def test_the_clock_from_inside_counts_while_that_from_outside_agrees():
    """Messages and a busy machine make a call longer from outside; one slow pass is nothing."""
    ms = 1_000_000
    timing = _clocked([100 * ms] * 3, [120 * ms, 900 * ms, 101 * ms])
    assert timing.clock is None
    assert timing.nanoseconds == [100 * ms] * 3
    assert _clocked([1_000], [5 * ms]).clock is None


def test_a_clock_that_disagrees_is_told_and_does_not_count():
    """A process that says it took no time took what the run saw."""
    ms = 1_000_000
    timing = _clocked([0] * 3, [100 * ms] * 3)
    assert timing.clock.startswith("clock disagrees: 0 s by the detector's process, 0.3 s by the")
    assert timing.rows_per_s() == pytest.approx(100)
    told = timing.clock
    timing.compare_clocks()
    assert timing.clock == told


def test_a_rate_above_that_of_copying_the_text_is_withheld():
    """Nobody can have read it; the samples stay."""
    timing = Timing(rows=[1], bytes=[2_000_000], nanoseconds=[1_000_000], passes=[0])
    timing.withhold_above(None)
    timing.withhold_above(2_000.0)
    assert timing.mb_per_s() == pytest.approx(2_000)
    timing.withhold_above(1_999.0)
    assert timing.withheld == "2,000 MB/s are more than copying the text takes (1,999 MB/s)"
    assert set(timing.summary().values()) == {None}
    assert timing.nanoseconds == [1_000_000]


def test_rates_are_medians_over_passes():
    """A pass is all its calls together; one slow pass does not move the median."""
    timing = Timing(
        rows=[10, 30, 10, 30, 10, 30],
        bytes=[100, 300, 100, 300, 100, 300],
        nanoseconds=[1_000, 3_000, 2_000, 2_000, 900_000, 900_000],
        passes=[0, 2, 4],
    )
    assert timing.rows_per_s() == pytest.approx(40 / 4e-6)
    assert timing.mb_per_s() == pytest.approx(400 / 4e-6 / 1e6)


def test_latencies_are_quantiles_over_calls():
    """In milliseconds."""
    timing = Timing(
        rows=[1] * 101, bytes=[1] * 101, passes=[0], nanoseconds=[1_000_000 * i for i in range(101)]
    )
    assert timing.latency_ms(0.5) == pytest.approx(50)
    assert timing.summary()["p95_ms"] == pytest.approx(95)


def test_nothing_timed_is_none():
    """No rate is made up."""
    assert set(Timing().summary().values()) == {None}


def test_energy_is_of_each_megabyte_where_every_pass_has_some():
    """Microjoules a byte; a pass of which the machine told nothing leaves none."""
    timing = Timing()
    for number, used in enumerate((300, 500)):
        timing.add([(1, 40), (1, 60)], [5, 5])
        timing.add_energy(used)
        assert timing.joules_per_mb() == (300 + 500 * number) / (100 + 100 * number)
    timing.add_energy(7)  # of no pass
    assert timing.summary()["joules_per_mb"] == 4.0
    timing.withheld = "too fast"
    assert timing.joules_per_mb() is None
    timing.withheld = None
    timing.add([(1, 10)], [5])
    timing.add_energy(None)
    assert timing.joules_per_mb() is None
    assert "energy_uj" not in Timing().to_json()


def test_samples_survive_json():
    """What is written is what is read."""
    timing = Timing(0.5, [1, 2], [3, 4], [5, 6], [0, 1], [7, 8], 0.25, "clock", "why", 3, [9])
    assert Timing.from_json(timing.to_json()) == timing


def test_samples_of_older_results_are_read():
    """Nobody looked from outside, and nothing was withheld."""
    old = {"first_call_s": 0.5, "rows": [1], "bytes": [2], "nanoseconds": [3], "passes": [0]}
    assert Timing.from_json(old) == Timing(0.5, [1], [2], [3], [0])

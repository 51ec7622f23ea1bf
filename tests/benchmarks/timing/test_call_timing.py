"""Tests of timing."""

import gc
from time import sleep

import pyarrow as pa
import pytest

from leakbench.benchmarks.timing import call_timing as module
from leakbench.benchmarks.timing.call_timing import Timing, text_bytes, time_chunk


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


def test_a_slow_detector_answers_once():
    """Its first pass has used the time."""
    timing = Timing()
    time_chunk(lambda _batch: sleep(0.02), [_batch("x")] * 2, timing, min_seconds=0.01)
    assert timing.passes == [0]
    assert len(timing.nanoseconds) == 2


def test_a_fast_detector_repeats_until_a_fair_time_is_spent():
    """The samples of all passes together last at least as long as was asked."""
    timing = Timing()
    time_chunk(lambda _batch: sleep(0.001), [_batch("x")] * 3, timing, min_seconds=0.02)
    assert sum(timing.nanoseconds) >= 0.02e9
    assert len(timing.passes) > 1
    assert timing.passes == list(range(0, len(timing.nanoseconds), 3))


def test_passes_are_bounded(monkeypatch):
    """A detector that takes no time at all comes to an end."""
    monkeypatch.setattr(module, "MAX_PASSES", 5)
    timing = Timing()
    time_chunk(lambda _batch: None, [_batch("x")], timing, min_seconds=3600)
    assert len(timing.nanoseconds) == 5


def test_answers_are_those_of_the_first_pass():
    """Whatever a detector says later does not count."""
    calls = iter(range(1_000_000))
    batches = [_batch("x"), _batch("y")]
    answers = time_chunk(lambda _batch: next(calls), batches, Timing(), min_seconds=0.001)
    assert answers == [0, 1]


def test_garbage_of_others_is_frozen_and_thawed():
    """During the calls a collection does not walk what was there before; afterwards it does."""
    frozen = []
    time_chunk(
        lambda _batch: frozen.append(gc.get_freeze_count()), [_batch("x")], Timing(), min_seconds=0
    )
    assert frozen[0] > 0
    assert gc.get_freeze_count() == 0


def test_a_raising_detector_leaves_the_collector_as_it_was():
    """The exception passes through."""
    with pytest.raises(ZeroDivisionError):
        time_chunk(lambda _batch: 1 / 0, [_batch("x")], Timing())
    assert gc.get_freeze_count() == 0


def test_samples_of_part_of_a_pass_are_refused():
    """Nor is a chunk without any."""
    timing = Timing()
    for samples in ([], [1], [1, 2, 3]):
        with pytest.raises(ValueError, match="samples of passes over 2 batches"):
            timing.add([(1, 1), (2, 2)], samples)
    assert timing == Timing()


def test_what_comes_before_a_call_is_not_timed(monkeypatch):
    """It is called before every one, off the clock."""
    spent = []
    monkeypatch.setattr(module, "perf_counter_ns", lambda: sum(spent))
    timing = Timing()
    time_chunk(
        lambda _batch: spent.append(1),
        [_batch("x")] * 3,
        timing,
        min_seconds=0,
        before=lambda: spent.append(1_000),
    )
    assert spent == [1_000, 1] * 3
    assert timing.nanoseconds == [1] * 3


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


def test_samples_survive_json():
    """What is written is what is read."""
    timing = Timing(0.5, [1, 2], [3, 4], [5, 6], [0, 1])
    assert Timing.from_json(timing.to_json()) == timing

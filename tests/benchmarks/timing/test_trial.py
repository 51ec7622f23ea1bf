"""Tests of one trial to a detector."""

import threading
from time import sleep

import pyarrow as pa
import pytest

from leakbench.benchmarks.timing.trial import Trial, TrialSettings, run_trial

BATCHES = [pa.record_batch({"text": pa.array([text])}) for text in "abcdef"]


def _said(batch):
    return batch.column(0)[0].as_py()


def _run(detect, batches=BATCHES, **settings):
    return run_trial(detect, batches, TrialSettings(**settings))[0]


def test_no_batch_is_given_twice():
    """The first warms up and does not count; of the others as many as asked for, or all."""
    seen = []

    def detect(batch):
        seen.append(_said(batch))
        return "".join(seen)

    found, answers = run_trial(detect, BATCHES, TrialSettings(max_calls=3))
    assert "".join(seen) == "abcd"
    assert found.calls == len(found.nanoseconds[0]) == 3
    assert answers == list(zip(["ab", "abc", "abcd"], BATCHES[1:4], strict=True))
    seen.clear()
    assert _run(detect, max_calls=80).calls == 5
    assert "".join(seen) == "abcdef"


def test_no_call_begins_after_the_time_is_up():
    """One is always made."""
    assert _run(lambda _batch: sleep(0.02), seconds=0.03).calls <= 2
    assert _run(lambda _batch: None, seconds=0).calls == 1


def test_the_wall_time_holds_all_calls():
    """And the processor's time is the process's own."""
    found = _run(lambda _batch: sleep(0.01), max_calls=3)
    assert found.wall_ns >= sum(found.nanoseconds[0]) >= 0.03e9
    assert 0 <= found.cpu_ns < found.wall_ns
    assert found.peak_bytes > 1_000_000


def test_signs_are_given_when_what_counts_begins_and_ends():
    """The warm-up is before, all other calls are between."""
    log = []
    settings = TrialSettings(max_calls=2)
    run_trial(lambda _batch: log.append("call"), BATCHES, settings, lambda: log.append("sign"))
    assert log == ["call", "sign", "call", "call", "sign"]


@pytest.mark.parametrize("threads", [2, 3])
def test_threads_have_batches_of_their_own(threads):
    """Each answers every so manieth batch, all of them at the same time."""
    seen = {}

    def detect(batch):
        seen.setdefault(threading.get_ident(), []).append(_said(batch))
        sleep(0.01)

    found = _run(detect, threads=threads, max_calls=4)
    shares = [
        "".join(_said(batch) for batch in BATCHES[first::threads]) for first in range(threads)
    ]
    assert sorted("".join(texts) for texts in seen.values()) == shares
    assert [len(taken) for taken in found.nanoseconds] == [6 // threads - 1] * threads
    # The first of each warms up.
    assert sorted(found.answered()) == list(range(threads, 6))


def test_fewer_than_two_batches_a_thread_are_refused():
    """A thread that only warms up would measure nothing."""
    with pytest.raises(ValueError, match="3 batches for 2 threads"):
        _run(lambda _batch: None, BATCHES[:3], threads=2)


@pytest.mark.parametrize("bad", ["a", "b", "c"])
def test_what_one_thread_raises_ends_the_trial(bad):
    """Also while it warms up, when the others wait for it."""

    def detect(batch):
        if _said(batch) == bad:
            raise LookupError(bad)

    with pytest.raises(LookupError, match=bad):
        _run(detect, threads=2, seconds=5)


def test_a_rate_is_of_all_threads_together():
    """Rows and bytes of the batches that count, over the wall time."""
    batches = [pa.record_batch({"text": pa.array(["x" * size] * 2)}) for size in (1, 10, 100)]
    measured = Trial(
        nanoseconds=[[1], [1, 1]], wall_ns=2_000, cpu_ns=0, energy_uj=None, peak_bytes=0
    )
    found = measured.of(batches, batches)
    assert (found.rows, found.bytes, found.spans) == (6, 222, 6)
    assert found.rows_per_s == pytest.approx(6 / 2e-6)
    assert found.mb_per_s == pytest.approx(222 / 2e-6 / 1e6)


def test_a_visit_is_json():
    """It reads as it was written, whatever stands beside it."""
    found = _run(lambda _batch: None, threads=2, max_calls=2)
    assert Trial.from_json(found.to_json() | {"more": 1}) == found

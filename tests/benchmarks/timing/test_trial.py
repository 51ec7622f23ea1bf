"""Tests of one trial to a detector."""

import threading
from time import sleep

import pyarrow as pa
import pytest

from leakbench.benchmarks.timing.trial import Trial, TrialSettings, run_trial

BATCHES = [pa.record_batch({"text": pa.array([text])}) for text in "abcdef"]


def _said(batch):
    return batch.column(0)[0].as_py()


def test_the_call_that_warms_up_does_not_count():
    """It is the first, on the first batch; as many calls as asked for follow."""
    seen = []
    found = run_trial(lambda batch: seen.append(_said(batch)), BATCHES, TrialSettings(max_calls=8))
    assert "".join(seen) == "a" + "abcdefab"
    assert found.calls == len(found.nanoseconds[0]) == 8


def test_no_call_begins_after_the_time_is_up():
    """One is always made."""
    found = run_trial(lambda _batch: sleep(0.02), BATCHES, TrialSettings(seconds=0.03))
    assert found.calls <= 2
    assert run_trial(lambda _batch: None, BATCHES, TrialSettings(seconds=0)).calls == 1


def test_the_wall_time_holds_all_calls():
    """And the processor's time is the process's own."""
    found = run_trial(lambda _batch: sleep(0.01), BATCHES, TrialSettings(max_calls=3))
    assert found.wall_ns >= sum(found.nanoseconds[0]) >= 0.03e9
    assert 0 <= found.cpu_ns < found.wall_ns
    assert found.peak_bytes > 1_000_000


@pytest.mark.parametrize("threads", [2, 3])
def test_threads_have_batches_of_their_own(threads):
    """Each answers every so manieth batch, all of them at the same time."""
    seen = {}

    def detect(batch):
        seen.setdefault(threading.get_ident(), []).append(_said(batch))
        sleep(0.01)

    found = run_trial(detect, BATCHES, TrialSettings(threads=threads, max_calls=4))
    shares = [
        "".join(_said(batch) for batch in BATCHES[first::threads]) for first in range(threads)
    ]
    expected = [share[0] + (share * 4)[:4] for share in shares]  # the first call warms up
    assert sorted("".join(texts) for texts in seen.values()) == expected
    assert [len(taken) for taken in found.nanoseconds] == [4] * threads
    assert found.wall_ns < sum(map(sum, found.nanoseconds))  # not one after another


def test_fewer_batches_than_threads_are_refused():
    """A thread without a batch would measure nothing."""
    with pytest.raises(ValueError, match="1 batches for 2 threads"):
        run_trial(lambda _batch: None, BATCHES[:1], TrialSettings(threads=2))


@pytest.mark.parametrize("bad", ["a", "b", "c"])
def test_what_one_thread_raises_ends_the_trial(bad):
    """Also while it warms up, when the others wait for it."""

    def detect(batch):
        if _said(batch) == bad:
            raise LookupError(bad)

    with pytest.raises(LookupError, match=bad):
        run_trial(detect, BATCHES, TrialSettings(threads=2, seconds=5))


def test_a_rate_is_of_all_threads_together():
    """Units of the batches that each thread came to, over the wall time."""
    found = Trial(
        nanoseconds=[[1, 1, 1], [1, 1]], wall_ns=2_000, cpu_ns=0, energy_uj=None, peak_bytes=0
    )
    # Thread 0 answers batches 0, 2, 0 and thread 1 batches 1, 1.
    assert found.rate([1, 10, 100]) == pytest.approx((1 + 100 + 1 + 10 + 10) / 2e-6)


def test_a_visit_is_json():
    """It reads as it was written."""
    found = run_trial(lambda _batch: None, BATCHES, TrialSettings(threads=2, max_calls=2))
    assert Trial.from_json(found.to_json()) == found

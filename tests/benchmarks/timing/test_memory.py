"""Tests of the peak memory in a fresh process."""

import sys

import pyarrow as pa
import pytest

from leakbench.benchmarks.timing.memory import forget_peak, own_peak, peak_memory

pytestmark = pytest.mark.slow

BATCH = pa.record_batch({"text": pa.array(["电话00000000000"])})


def test_a_detector_is_measured_apart_from_this_process():
    """Memory that this process holds is not in the number."""
    held = bytearray(400_000_000)
    held[::4096] = b"x" * len(held[::4096])
    peak = peak_memory("regex", BATCH)
    assert own_peak() > 400_000_000
    assert 10_000_000 < peak < 400_000_000


def test_a_process_that_fails_has_no_number():
    """An unregistered detector cannot be loaded there."""
    assert peak_memory("nobody", BATCH) is None


def test_a_detector_is_measured_by_its_full_name():
    """With its argument the process builds the very detector."""
    assert peak_memory("union:regex+phonenumbers", BATCH) > 10_000_000
    assert peak_memory("union", BATCH) is None


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a peak is for good")
def test_a_peak_can_be_forgotten():
    """What was held and given back is no peak of what comes next."""
    len(b"x" * 300_000_000)
    before = own_peak()
    forget_peak()
    assert own_peak() < before - 100_000_000

"""Tests of the peak memory in a fresh process."""

import pyarrow as pa
import pytest

from leakbench.benchmarks.timing.memory import own_peak, peak_memory

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

"""Tests of the copy that detectors are compared with."""

import numpy as np
import pyarrow as pa

from leakbench.benchmarks.running import memory_copy as module
from leakbench.benchmarks.running.memory_copy import (
    MEMORY_COPY,
    copying_mb_per_s,
    memory_copy,
)
from leakbench.benchmarks.timing.call_timing import text_bytes
from leakbench.benchmarks.timing.trial import TrialSettings

BATCH = pa.record_batch({"a": ["甲", None, "xy"], "b": ["", "z", "乙"]})


def test_it_copies_the_bytes_of_the_texts_and_no_others(monkeypatch):
    """Of every column; of a slice its own rows; of nothing nothing."""
    copied = []

    class Watched(np.ndarray):
        def copy(self):
            copied.append(bytes(self))

    monkeypatch.setattr(
        module.np,
        "frombuffer",
        lambda data, kind: np.asarray(memoryview(data)).view(kind).view(Watched),
    )
    detect = memory_copy().detector.detect
    for batch in (BATCH, BATCH.slice(1), BATCH.slice(0, 0)):
        copied.clear()
        assert detect(batch).num_rows == 0
        assert sum(map(len, copied)) == text_bytes(batch)
    detect(BATCH.slice(2))
    assert [one.decode() for one in copied] == ["xy", "乙"]


def test_it_takes_part_like_a_detector():
    """It starts, is visited, and has the version of what copies."""
    built = memory_copy()
    assert (built.name, built.version) == (MEMORY_COPY, np.__version__)
    assert built.start(BATCH).first_batch_ns > 0
    assert built.run_trial([BATCH] * 4, TrialSettings(max_calls=3)).calls == 3


def test_the_rate_of_copying_is_that_of_the_fastest():
    """Of bytes that there are; without one there is none."""
    large = pa.record_batch({"text": pa.array(["x" * 1000] * 10_000)})
    rate = copying_mb_per_s([BATCH, large])
    assert rate > 100
    assert copying_mb_per_s([]) is None
    assert copying_mb_per_s([BATCH.slice(0, 0)]) is None


def test_a_small_batch_is_no_lower_bound():
    """It is the bytes that are timed, not the call."""
    small = copying_mb_per_s([BATCH.slice(0, 1)])
    assert small > 0.1 * copying_mb_per_s([BATCH])

"""Megabytes a second of the native detector, beside a memory copy and ``regex`` in the same run."""

import numpy as np
import pyarrow as pa
import pytest

from leakbench.detectors.registry import load
from leakbench.generator.generate import batches
from leakbench.generator.spec import NOISES, Spec

ROWS = 100_000
BLOCK = 16_384


@pytest.fixture(scope="module", params=NOISES)
def texts(request):
    """Batches of ``legal_person`` texts, their size in MB, and their spec."""
    spec = Spec(corpus="legal_person", noise=request.param)
    made = [
        pa.record_batch([batch.column("text")], names=["text"])
        for batch in batches(spec, ROWS, block=BLOCK)
    ]
    return made, sum(batch.nbytes for batch in made) / 1e6, spec


def test_native_scan(timed, texts):
    """Spans in Arrow included."""
    detector = load("native")
    made, size, spec = texts
    found = timed(
        lambda: sum(detector.detect(batch).num_rows for batch in made),
        f"native: legal_person, {spec.noise}",
        detector="native",
        spec=spec,
        MB=size,
        rows=ROWS,
    )
    assert found > ROWS // 4


def test_regex_scan(timed, texts):
    """The same texts through Python's ``re``."""
    detector = load("regex")
    made, _, spec = texts
    few = made[0].slice(0, 4_000)
    found = timed(
        lambda: detector.detect(few).num_rows,
        f"regex: legal_person, {spec.noise}",
        detector="regex",
        spec=spec,
        MB=pa.concat_batches([few]).nbytes / 1e6,
        rows=few.num_rows,
    )
    assert found > few.num_rows // 4


def test_memory_copy(timed, texts):
    """The bound: copying the same bytes."""
    made, size, spec = texts
    data = [np.frombuffer(batch.column(0).buffers()[2], np.uint8) for batch in made]
    copies = timed(
        lambda: [part.copy() for part in data], f"memory copy: legal_person, {spec.noise}", MB=size
    )
    assert sum(map(len, copies)) == sum(map(len, data))

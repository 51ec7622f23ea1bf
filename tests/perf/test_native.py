"""Megabytes a second of our detectors, beside a memory copy and others' engines in the same run."""

import numpy as np
import pyarrow as pa
import pytest

from leakbench.detectors.registry import listing, load
from leakbench.detectors.structured.detector import Structured
from leakbench.generator.generate import batches
from leakbench.generator.spec import NOISES, Spec

ROWS = 100_000
BLOCK = 16_384
CALLED = 4_096  # rows that are handed over few at a time


@pytest.fixture(scope="module", params=NOISES)
def texts(request):
    """Batches of ``legal_person`` texts, their size in MB, and their spec."""
    spec = Spec(corpus="legal_person", noise=request.param)
    made = [
        pa.record_batch([batch.column("text")], names=["text"])
        for batch in batches(spec, ROWS, block=BLOCK)
    ]
    return made, sum(batch.nbytes for batch in made) / 1e6, spec


@pytest.mark.slow
@pytest.mark.parametrize("name", ["structured", "native"])
def test_our_scans(timed, texts, name):
    """Spans in Arrow included."""
    detector = Structured() if name == "structured" else load(name)
    made, size, spec = texts
    found = timed(
        lambda: sum(detector.detect(batch).num_rows for batch in made),
        f"{name}: legal_person, {spec.noise}",
        detector=name,
        spec=spec,
        MB=size,
        rows=ROWS,
    )
    assert found > ROWS // 4


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 64])
@pytest.mark.parametrize("name", ["structured", "native"])
def test_calls_of_few_rows(timed, texts, name, rows):
    """As a detector is called on each message as it comes, or on a page of them."""
    detector = Structured() if name == "structured" else load(name)
    made, _, spec = texts
    calls = [made[0].slice(first, rows) for first in range(0, CALLED, rows)]
    found = timed(
        lambda: sum(detector.detect(batch).num_rows for batch in calls),
        f"{name}, {rows} rows a call: legal_person, {spec.noise}",
        detector=name,
        spec=spec,
        MB=sum(batch.nbytes for batch in calls) / 1e6,
        rows=CALLED,
    )
    assert found > CALLED // 4


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "rows"), [("regex", 4_000), ("hyperscan", 4_000), ("jionlp", 500)]
)
def test_other_scans(timed, texts, name, rows):
    """The same texts through Python's ``re``, hyperscan and jionlp, a part of them."""
    if listing(name).reason is not None:
        pytest.skip(f"{name} is an optional extra that is not installed here")
    detector = load(name)
    made, _, spec = texts
    few = pa.concat_batches([made[0].slice(0, rows)])
    found = timed(
        lambda: detector.detect(few).num_rows,
        f"{name}: legal_person, {spec.noise}",
        detector=name,
        spec=spec,
        MB=few.nbytes / 1e6,
        rows=rows,
    )
    assert found > rows // 4


def test_memory_copy(timed, texts):
    """The bound: copying the same bytes."""
    made, size, spec = texts
    data = [np.frombuffer(batch.column(0).buffers()[2], np.uint8) for batch in made]
    copies = timed(
        lambda: [part.copy() for part in data], f"memory copy: legal_person, {spec.noise}", MB=size
    )
    assert sum(map(len, copies)) == sum(map(len, data))

"""Tests of the copies that a detector is given."""

import ctypes

import pyarrow as pa
import pytest

from leakbench.benchmarks.running.own_copies import OwnCopies, WrittenIntoError

BATCH = pa.RecordBatch.from_pydict({"text": ["甲乙", "", None, "丙丁戊"], "more": list("abcd")})


def test_copies_are_equal_and_apart():
    """Also of slices; what stands in them stands nowhere else."""
    given = [BATCH, BATCH.slice(1, 2), BATCH.slice(0, 0)]
    own = OwnCopies(given)
    assert own.batches == given
    before = BATCH.column(0).buffers()[2].address
    assert own.batches[0].column(0).buffers()[2].address != before
    own.require_unwritten()


@pytest.mark.parametrize("number", [1, 2])
def test_who_writes_is_found_out(number):
    """Into offsets or into text; the batch that was copied stays as it was."""
    whole = BATCH.to_pydict()
    own = OwnCopies([BATCH, BATCH])
    buffer = own.batches[1].column(0).buffers()[number]
    ctypes.memset(buffer.address, 7, 1)
    with pytest.raises(WrittenIntoError, match="wrote into the strings that it was given"):
        own.require_unwritten()
    assert BATCH.to_pydict() == whole

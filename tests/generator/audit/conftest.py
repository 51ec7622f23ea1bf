"""Small blocks of records that audits look at, sound or changed."""

from functools import cache

import pyarrow as pa
import pytest

from leakbench.generator.audit.blocks import Block
from leakbench.generator.generate import batches, schema
from leakbench.generator.spec import Spec


@cache
def records(spec, rows):
    """The first records of a dataset, made once."""
    (batch,) = batches(spec, rows)
    return batch


@pytest.fixture(scope="session")
def block_of():
    """The first records of a dataset as an audit looks at them, changed if so wished."""

    def make(spec=Spec(corpus="legal_person", seed=3), rows=60, change=None):  # noqa: B008 - frozen
        batch = records(spec, rows)
        if change is not None:
            changed = batch.to_pylist()
            change(changed)
            batch = pa.RecordBatch.from_pylist(changed, schema=schema(spec))
        return Block(batch)

    return make

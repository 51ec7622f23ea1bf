"""Tests of points in time."""

import numpy as np
import pyarrow as pa
import pytest

from leakbench.generator.persons.event_times import event_times


@pytest.mark.parametrize(
    ("cells", "known"),
    [
        (["1999-01-02 03:04:05", "1999/1/2 3:04"], [True, True]),
        (["1999年1月2日 03:04", ""], [True, False]),
        (["1999-01-02", "1999-01-02"], [False, False]),
        (["10000000001", "19990102030405"], [False, False]),
        (["1999-01-02 03:04", "x", "y"], [False, False, False]),
    ],
)
def test_points_in_time_are_read(cells, known):
    """A day without a time of day is none, nor is a long number or a column of something else."""
    when = event_times(pa.RecordBatch.from_pydict({"a": ["z"] * len(cells), "b": cells}))
    if not any(known):
        assert when.shape == (len(cells), 0)
        return
    assert (when[:, 0] >= 0).tolist() == known
    if all(known):
        assert len(np.unique(when)) == 1


def test_every_column_of_points_in_time_counts():
    """In the order of the columns."""
    batch = pa.RecordBatch.from_pydict({"a": ["1999-01-01 10:00"], "b": ["1999-01-02 10:00"]})
    ((arrival, departure),) = event_times(batch).tolist()
    assert departure > arrival >= 0

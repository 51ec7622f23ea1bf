"""Tests of arrays that begin where a line of the cache does."""

import numpy as np
import pytest

from leakbench.detectors.tagger.aligned import LINE, aligned


@pytest.mark.parametrize("kind", [np.int8, np.int16, np.uint32])
@pytest.mark.parametrize("shape", [(0, 32), (1, 32), (1000, 32), (7,)])
def test_an_array_begins_with_a_line(kind, shape):
    """Whatever its kind and shape, and it can be written whole."""
    array = aligned(shape, kind)
    assert array.shape == shape
    assert array.dtype == kind
    assert array.flags.c_contiguous
    assert array.size == 0 or array.ctypes.data % LINE == 0
    array[:] = 1
    assert array.sum() == array.size

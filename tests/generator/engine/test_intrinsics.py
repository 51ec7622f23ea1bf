import numpy as np
import pytest

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.intrinsics import either, entry


@compiled
def _greater(ours, theirs, out):
    for i in range(len(ours)):
        first, second = entry(ours, i), entry(theirs, i)
        out[i] = either(first > second, first, second)


@pytest.mark.parametrize("kind", [np.uint8, np.int32, np.uint64, np.int64])
def test_entries_and_choices_are_numpys(kind):
    """Read and chosen without questions, numbers of any kind are what numpy says."""
    ours, theirs = np.random.default_rng(0).integers(0, 200, (2, 50)).astype(kind)
    out = np.zeros(50, kind)
    _greater(ours, theirs, out)
    assert out.tolist() == np.maximum(ours, theirs).tolist()

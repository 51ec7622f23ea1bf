import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.intrinsics import trailing_zeros
from leakbench.generator.engine.lanes import (
    at_least,
    fill_lanes,
    greater,
    greatest,
    load_lanes,
    plus,
    prefetch,
    store_lanes,
    widen,
)

COUNT = 8


@compiled
def _lanes(ours, theirs, sums, filled):
    """Sums, greater numbers and fillings of two arrays, and what is said of them as bits."""
    prefetch(theirs, 0)
    one, other = widen(load_lanes(ours, 1, COUNT)), widen(load_lanes(theirs, 1, COUNT))
    store_lanes(sums, 1, plus(one, other))
    more = greater(one, other)
    store_lanes(filled, 0, fill_lanes(more, greatest(more)))
    return at_least(one, other), trailing_zeros(
        np.uint64(at_least(more, fill_lanes(more, greatest(more))))
    )


NUMBERS = st.lists(st.integers(-128, 127), min_size=COUNT + 1, max_size=COUNT + 1)


@given(NUMBERS, NUMBERS, st.sampled_from([(np.int8, np.int16), (np.int16, np.int32)]))
def test_lanes_are_numpys(ours, theirs, kinds):
    """Loaded from any place, widened, added and compared, lanes hold what numpy says."""
    narrow, wide = kinds
    one, other = np.array(ours, narrow), np.array(theirs, narrow)
    sums, filled = np.zeros(COUNT + 1, wide), np.zeros(COUNT, wide)
    bits, first = _lanes(one, other, sums, filled)
    ours, theirs = np.array(ours[1:]), np.array(theirs[1:])
    best = np.maximum(ours, theirs)
    assert sums.tolist() == [0, *(ours + theirs).tolist()]
    assert filled.tolist() == [best.max()] * COUNT
    assert [bool(bits >> place & 1) for place in range(COUNT)] == (ours >= theirs).tolist()
    assert first == best.argmax()

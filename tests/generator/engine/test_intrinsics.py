import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.intrinsics import (
    at_least,
    either,
    entry,
    fill_lanes,
    greater,
    greatest,
    load_lanes,
    lowest,
    plus,
    prefetch,
    store_lanes,
    widen,
)

COUNT = 8


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


@compiled
def _lanes(ours, theirs, sums, filled):
    """Sums, greater numbers and fillings of two arrays, and what is said of them as bits."""
    prefetch(theirs, 0)
    one, other = widen(load_lanes(ours, 1, COUNT)), widen(load_lanes(theirs, 1, COUNT))
    store_lanes(sums, 1, plus(one, other))
    more = greater(one, other)
    store_lanes(filled, 0, fill_lanes(more, greatest(more)))
    return at_least(one, other), lowest(np.uint64(at_least(more, fill_lanes(more, greatest(more)))))


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


def test_no_bit_is_lowest_in_nothing():
    """Of nothing the place is behind all 64."""
    none = compiled(lambda mask: lowest(mask))  # noqa: PLW0108 - only kernels call it
    assert none(np.uint64(0)) == 64
    assert none(np.uint64(1) << np.uint64(63)) == 63

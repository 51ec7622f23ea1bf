import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.streams import Streams, below, chance, lower, stream_key

INDEX = np.arange(200_000, dtype=np.int64)


@given(st.integers(0, 2**62), st.integers(1, 500))
def test_draws_depend_on_the_index_alone(start, count):
    """A range drawn alone equals the same range drawn within a longer one."""
    streams = Streams(3, "test")
    index = np.arange(start, start + count, dtype=np.int64)
    whole = streams.bits("name", index)
    assert np.array_equal(whole[count // 2 :], streams.bits("name", index[count // 2 :]))


def test_every_part_of_a_key_sets_a_stream_apart():
    """Seed, scope and name each give another stream."""
    keys = {
        stream_key(seed, scope, name)
        for seed in (0, 1)
        for scope in ("train", "test")
        for name in ("a", "b")
    }
    assert len(keys) == 8


@given(st.integers(1, 2**31))
def test_below_stays_below(bound):
    """Whole numbers lie from 0 to bound - 1."""
    drawn = below(Streams(1, "x").bits("y", INDEX[:1000]), bound)
    assert drawn.min() >= 0
    assert drawn.max() < bound


def test_draws_are_uniform_and_independent():
    """Shares come out as asked, upper and lower halves and two streams are uncorrelated."""
    streams = Streams(0, "test")
    bits = streams.bits("a", INDEX)
    assert abs(chance(bits, 0.3).mean() - 0.3) < 0.005
    counts = np.bincount(below(bits, 10), minlength=10)
    assert abs(counts / len(INDEX) - 0.1).max() < 0.005
    upper, low, other = (
        below(part, 2**31) for part in (bits, lower(bits), streams.bits("b", INDEX))
    )
    assert abs(np.corrcoef([upper, low, other]) - np.eye(3)).max() < 0.01

"""Tests of sizes of batches."""

from itertools import islice

from leakbench.benchmarks.running.batch_sizes import BatchSizes


def test_sizes_are_drawn_between_bounds():
    """All over the class, and about as large as it says."""
    sizes = BatchSizes.around(4_096, 0)
    assert (sizes.low, sizes.high) == (3_072, 5_120)
    drawn = list(islice(sizes.drawn("list"), 500))
    assert min(drawn) < 3_150
    assert max(drawn) > 5_040
    assert all(3_072 <= one <= 5_120 for one in drawn)
    assert abs(sum(drawn) / 500 - 4_096) < 100
    assert BatchSizes.around(1, 0).low == BatchSizes.around(1, 0).high == 1


def test_a_seed_and_a_name_give_the_same_sizes():
    """Another seed or name gives others."""
    first, again, other, elsewhere = (
        list(islice(BatchSizes.around(4_096, seed).drawn(name), 20))
        for seed, name in ((1, "a"), (1, "a"), (2, "a"), (1, "b"))
    )
    assert first == again
    assert first not in (other, elsewhere)
    assert BatchSizes(1, 2, 3).to_json() == {"seed": 1, "low": 2, "high": 3}

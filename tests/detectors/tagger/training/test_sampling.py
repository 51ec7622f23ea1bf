"""Tests of what values are sampled from."""

from leakbench.detectors.tagger.training.sampling import Sampler

ROWS = 200


def test_samples_come_of_the_seed_and_the_name():
    """The same seed and name give the same column, others give others."""

    def column(seed, name):
        sampler = Sampler("train", seed, ROWS)
        return sampler.arena.texts(sampler.character(name))

    assert column(1, "one") == column(1, "one")
    assert column(1, "one") != column(2, "one")
    assert column(1, "one") != column(1, "other")


def test_columns_are_joined_row_by_row():
    """One column's value stands after the other's."""
    sampler = Sampler("train", 1, ROWS)
    one, other = (sampler.of(["甲", "乙"], sampler.bits(name)) for name in ("one", "other"))
    texts = sampler.arena.texts
    assert texts(sampler.joined([one, other])) == [
        first + second for first, second in zip(texts(one), texts(other), strict=True)
    ]

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.prefetching import INDICES, Prefetcher


def seeded(seed):
    """Random numbers as Faker has them."""
    return Random(seed)  # noqa: S311 - nothing secret


@given(seed=st.integers(0, 2**32), steps=st.lists(st.sampled_from(["ask", "draw", "seed"])))
def test_what_comes_depends_on_the_random_numbers_alone(seed, steps):
    """Each ask takes one number and gives what is made for it, whatever others draw between."""
    random, plain = seeded(seed), seeded(seed)
    ahead = Prefetcher(lambda index: [-int(i) for i in index])
    for step in steps:
        match step:
            case "ask":
                assert ahead.next(random) == -plain.randrange(INDICES)
            case "draw":
                assert random.random() == plain.random()
            case _:
                random.seed(seed)
                plain.seed(seed)
    assert random.getstate() == plain.getstate()


def test_many_are_made_at_once_when_nobody_else_draws():
    """A thousand asked for in a row are made in some two dozen calls."""
    calls = []

    def make(index):
        calls.append(len(index))
        return index.tolist()

    ahead, random = Prefetcher(make), seeded(3)
    for _ in range(1000):
        ahead.next(random)
    assert len(calls) < 30
    assert sum(calls) < 1100


def test_one_is_made_at_a_time_when_others_draw():
    """Nothing is wasted for long when what was predicted does not come."""
    calls = []

    def make(index):
        calls.append(len(index))
        return index.tolist()

    ahead, random = Prefetcher(make), seeded(3)
    for _ in range(1000):
        ahead.next(random)
        random.random()
    assert sum(calls) <= 2000

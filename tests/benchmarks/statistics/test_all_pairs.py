import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.statistics.all_pairs import all_reaches
from leakbench.benchmarks.statistics.bootstrap import Interval, difference_interval


@given(st.integers(2, 5), st.integers(0, 2**32 - 1), st.floats(0, 0.6))
def test_each_pair_is_as_if_it_were_alone(many, seed, missing):
    """Ratios that lack replicates, that never vary, or that have no value at all among them."""
    draw = np.random.default_rng(seed)
    common = draw.normal(0, 0.02, 40)
    scores = draw.uniform(0.2, 0.8, many)
    replicates = scores[:, None] + draw.uniform(-1, 1, (many, 1)) * common
    replicates += draw.normal(0, 0.01, replicates.shape)
    replicates[0] = scores[0]  # never varies
    replicates[draw.random(replicates.shape) < missing] = np.nan
    bounds = np.stack([scores - draw.uniform(0, 0.2, many), scores + draw.uniform(0, 0.2, many)], 1)
    down, up = all_reaches(scores, bounds, replicates)
    for one in range(many):
        for other in range(many):
            sides = [(scores[at], Interval(*bounds[at]), replicates[at]) for at in (one, other)]
            alone = difference_interval(sides[0], sides[1])
            value = scores[one] - scores[other]
            assert np.allclose([value - down[one, other], value + up[one, other]], alone, atol=1e-6)


def test_who_has_no_ratio_has_no_interval():
    """And nobody else is touched by that."""
    scores = np.array([0.5, np.nan, 0.4])
    bounds = np.stack([scores - 0.1, scores + 0.1], 1)
    down, up = all_reaches(scores, bounds, np.full((3, 4), np.nan))
    for reach in (down, up):
        assert np.isnan(reach[1]).all()
        assert np.isnan(reach[:, 1]).all()
        assert np.allclose(reach[0, 2], 0.1 * 2**0.5)

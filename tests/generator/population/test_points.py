from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.strings import Arena
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.points import county_centres, points, spread

degrees = st.lists(
    st.tuples(st.integers(0, 180_000_000), st.integers(0, 90_000_000)), min_size=1, max_size=20
)


@given(degrees)
def test_points_are_written_exactly(pairs):
    """Both numbers have six decimals and say the millionths that were given."""
    arena = Arena()
    longitude, latitude = (np.array(column) for column in zip(*pairs, strict=True))
    texts = arena.texts(points(longitude, latitude, arena))
    for pair, text in zip(pairs, texts, strict=True):
        parts = text.split(",")
        assert parts == [f"{part // 10**6}.{part % 10**6:06d}" for part in pair]


def test_spread_is_centred_and_bounded():
    """Offsets reach as far as told, on both sides and axes alike, most of them half as far."""
    bits = Streams(0, "t").bits("spread", np.arange(20_000, dtype=np.int64))
    for axis in spread(bits, 10_000):
        assert np.abs(axis).max() <= 10_000
        assert np.abs(axis).max() > 9_500
        assert abs(axis.mean()) < 100
        assert (np.abs(axis) < 5_000).mean() > 0.7
    assert abs(np.corrcoef(*spread(bits, 10_000))[0, 1]) < 0.03


def test_counties_lie_in_the_country(population):
    """Every county has a centre, inside the country's bounds and near those of its prefecture."""
    codes = population.vocabulary(Divisions).code
    longitude, latitude = county_centres(codes)
    assert ((longitude > 73_000_000) & (longitude < 135_500_000)).all()
    assert ((latitude > 10_000_000) & (latitude < 54_000_000)).all()
    of = defaultdict(list)
    for code, *place in zip(codes.tolist(), longitude.tolist(), latitude.tolist(), strict=True):
        of[code // 100].append(place)
    wide = sum(np.ptp(np.array(found), axis=0).max() > 4_500_000 for found in of.values())
    # 呼伦贝尔, 甘孜 and the like are that wide, and the counties that provinces govern themselves.
    assert wide <= 15

"""Tests of kinds of places."""

import numpy as np
import pytest

from leakbench.generator.engine.tables import table
from leakbench.generator.population.place_kinds import (
    distribution,
    distributions,
    kind_names,
    kinds,
    kinds_by_setting,
    settings,
)
from leakbench.generator.population.place_vocabulary import NUMBERED, PlaceVocabulary

USES = ("home", "work", "delivery", "property")


def test_numbers_have_their_bounds_and_shares():
    """A distribution gives no number that its bands do not have, and each band its share."""
    rows = table("place_numbers")
    for name in distributions()[0]:
        knots = distributions()[1][distribution(name)].astype(np.int64)
        assert (np.diff(knots) >= 0).all()
        steps = np.linspace(0, 1, 4001)[:-1] * 256
        low = steps.astype(int)
        drawn = (knots[low] + (knots[low + 1] - knots[low]) * (steps - low)).astype(int) >> 8
        bands = [
            (int(rows["low"][i]), int(rows["high"][i]), float(rows["weight"][i]))
            for i, of in enumerate(rows["name"])
            if of == name
        ]
        total = sum(band[2] for band in bands)
        assert drawn.min() >= bands[0][0]
        assert drawn.max() <= bands[-1][1]
        for first, last, share in bands:
            here = ((drawn >= first) & (drawn <= last)).mean()
            assert here == pytest.approx(share / total, abs=0.025), name


def test_numbers_of_houses_have_a_long_tail():
    """Half of them are below 300, and a few in the thousands."""
    knots = distributions()[1][distribution("road")] >> 8
    assert 100 < knots[128] < 300
    assert knots[-1] > 3000


@pytest.mark.parametrize("name", ["building", "court_building", "lane_house", "unit"])
def test_numbers_of_parts_have_names(name):
    """A building or unit of a number beyond those that are named would get another one's name."""
    assert (distributions()[1][distribution(name)] >> 8).max() <= NUMBERED


@pytest.mark.parametrize("use", USES)
def test_kinds_fit_where_they_are(use):
    """Lanes in the east alone, and more villages in counties than in cities."""
    shares = np.array(
        [np.bincount(row, minlength=len(kind_names())) for row in kinds_by_setting(use)]
    )
    village, lane, flat = (kind_names().index(kind) for kind in ("village", "lane", "flat"))
    if use == "home":
        assert (shares[::2, village] > 2 * shares[1::2, village]).all()
        assert (shares[1::2, flat] > shares[::2, flat]).all()
    assert shares[[0, 1, 4, 5, 6, 7], lane].sum() == 0
    assert (shares.sum(axis=1) == 1024).all()


def test_every_county_has_a_setting(population):
    """Districts of cities are apart from counties; the west is dry."""
    where = settings()
    rows = table("divisions")
    for code, county, setting, water in zip(
        rows["code"], rows["county"], where.setting, where.water, strict=True
    ):
        assert setting % 2 == (not county or county.endswith("区"))
        assert (water == 0) == (code[:2] in {"15", "54", "62", "63", "64", "65"})
    lists = population.vocabulary(PlaceVocabulary).lists
    assert kinds(lists).height.shape == (len(kind_names()), 8)
    assert set(where.setting) <= set(range(8))

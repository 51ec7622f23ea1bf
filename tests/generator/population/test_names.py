from datetime import date

import numpy as np
import pytest

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import table, weights
from leakbench.generator.population.given_names import DECADES
from leakbench.generator.population.names import Names
from leakbench.generator.spec import SPLITS

pytestmark = pytest.mark.slow

PEOPLE = 1_000_000
BITS = Streams(0, "t").bits("name", np.arange(PEOPLE, dtype=np.int64))


def of_split(split):
    """Names that nobody has asked yet, with their arena."""
    population = Population(0, split, date(2026, 1, 1))
    return Names(population), population.arena


@pytest.fixture(scope="module", params=SPLITS)
def names(request):
    """The names of each split, with their arena."""
    return of_split(request.param)


def test_surnames_follow_the_population(names):
    """Total variation from the published shares is at most 0.02."""
    drawn = names[0].surname(BITS)
    order = np.argsort(names[0].surnames.start)
    place = order[np.searchsorted(names[0].surnames.start[order], drawn.start)]
    share = weights("surnames", "share")
    found = np.bincount(place, minlength=len(share)) / PEOPLE
    assert 0.5 * abs(found - share / share.sum()).sum() <= 0.02


@pytest.mark.parametrize("decade", range(len(DECADES)))
def test_one_character_names_have_their_share(names, decade):
    """The share of one-character names is that of the decade, in every split."""
    year = np.full(PEOPLE, 1950 + 10 * decade)
    drawn = names[0].given(BITS, BITS % np.uint64(2) > 0, year)
    share = float(table("given_name_length")["solo_share"][decade]) / 100
    assert abs((drawn.chars == 1).mean() - share) < 0.01


def test_names_do_not_depend_on_who_was_named_before(names):
    """One decade alone, and after all others, gives the same names and the same pinyin."""
    bits, male = BITS[:20_000], BITS[:20_000] % np.uint64(2) > 0
    alone, arena = of_split(names[0].split)
    years = 1950 + (BITS[:20_000] % np.uint64(80)).astype(np.int64)
    for year in (np.full(20_000, 2015), np.full(20_000, 1960), years):
        written = []
        for drawn, kept in ((alone, arena), names):
            place = drawn.given_place(bits, male, year)
            spelled = drawn.given_spelled(place, "plain")
            written.append((kept.texts(drawn.given_at(place)), kept.texts(spelled)))
        assert written[0] == written[1]


def test_splits_share_no_given_name():
    """A name that one split draws is never drawn in another."""
    pools = []
    for split in SPLITS:
        names, arena = of_split(split)
        drawn = set()
        for decade in range(len(DECADES)):
            year = np.full(50_000, 1950 + 10 * decade)
            strings = names.given(BITS[:50_000], BITS[:50_000] % np.uint64(2) > 0, year)
            drawn |= set(arena.texts(strings))
        pools.append(drawn)
    train, dev, test = pools
    assert min(map(len, pools)) > 3000
    assert not (train & dev | train & test | dev & test)


def test_names_are_true_to_their_decade():
    """建 is for those born in the fifties, 梓 for those born since 2010."""
    names, arena = of_split("train")

    def share(character, year):
        years = np.full(50_000, year)
        drawn = arena.texts(names.given(BITS[:50_000], BITS[:50_000] % np.uint64(2) > 0, years))
        return sum(character in name for name in drawn) / len(drawn)

    assert share("建", 1955) > 10 * share("建", 2015)
    assert share("梓", 2015) > 10 * share("梓", 1975)

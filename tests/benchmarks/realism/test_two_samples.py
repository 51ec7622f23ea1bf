"""Tests of telling generated values from real ones."""

import pyarrow as pa
import pytest

from leakbench.benchmarks.realism.two_samples import TELLING, halves_apart, tell_apart
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def addresses(read):
    """Addresses of two populations of one corpus."""
    return [
        read(
            CorpusSource(Spec(corpus="property_owners", seed=seed, rows_per_file=1)),
            "ADDRESS",
            rows=1_000,
        ).distinct("ADDRESS")
        for seed in (1, 2)
    ]


def test_values_of_one_kind_are_not_told_apart(addresses):
    """Two populations of one generator: the area is about .5, and so it is of halves."""
    found = tell_apart(*addresses, "ADDRESS")
    assert found.interval.low < found.auc < found.interval.high
    assert abs(found.auc - 0.5) < 0.08
    area, interval = halves_apart(addresses[0], "ADDRESS")
    assert abs(area - 0.5) < 0.06
    assert interval.low < 0.5 < interval.high


def test_the_more_values_differ_the_better_they_are_told_apart(addresses):
    """With a sign in a third of them, then in all, which is named first."""
    mine, others = addresses
    alike = tell_apart(mine, others, "ADDRESS").auc
    some = pa.array(
        [f"{one}（注）" if at % 3 == 0 else one for at, one in enumerate(others.to_pylist())]
    )
    every = pa.array([f"{one}（注）" for one in others.to_pylist()])
    third, all_of_them = (tell_apart(mine, one, "ADDRESS") for one in (some, every))
    assert alike + 0.05 < third.auc < all_of_them.auc - 0.05
    assert all_of_them.auc > 0.999
    first = third.telling[0]
    assert (first.says, first.generated) == ("real", 0.0)
    assert first.real == pytest.approx(1 / 3, abs=0.02)
    assert set("（口）") & set(first.name) or first.name == "has brackets"


def test_features_that_say_the_same_are_named_once(addresses):
    """Of all that every marked value has, and no other, one stays; none leans against its sign."""
    marked = pa.array([f"{one}（注）" for one in addresses[1].to_pylist()])
    telling = tell_apart(addresses[0], marked, "ADDRESS").telling
    assert len(telling) <= TELLING
    assert sum(one.generated == 0 and one.real > 0.999 for one in telling) == 1
    for one in telling:
        assert (one.generated > one.real) == (one.says == "generated")


def test_the_same_values_give_the_same_figures(addresses):
    """Nothing is drawn anew."""
    assert tell_apart(*addresses, "ADDRESS") == tell_apart(*addresses, "ADDRESS")


def test_unequal_numbers_are_made_equal(addresses):
    """So that nothing is won by the more frequent guess."""
    mine, others = addresses
    assert tell_apart(mine, others.slice(0, 100), "ADDRESS") == tell_apart(
        mine.slice(0, 100), others.slice(0, 100), "ADDRESS"
    )

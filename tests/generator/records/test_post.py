import numpy as np
import pytest

from leakbench.generator.engine.tables import table
from leakbench.generator.records.post import Posts

INDEX = np.arange(7, 5007)


@pytest.fixture
def posts(population):
    """Some posts."""
    return Posts(population, INDEX)


def test_seller_and_samples_are_different_people(posts):
    """No two of the four people of a post are one."""
    people = np.stack(
        [part.index for part in (posts.seller, posts.first, posts.second, posts.third)]
    )
    people.sort(axis=0)
    assert (np.diff(people, axis=0) > 0).all()


def test_the_first_sample_is_of_one_company(posts):
    """Company and person of the first sample belong together."""
    assert (posts.first.index == posts.company.owner.index).all()


def test_a_seller_offers_little_of_his_own(posts):
    """Sellers are spread over the population, not one for all posts."""
    assert len(np.unique(posts.seller.index)) > len(INDEX) // 4


@pytest.mark.parametrize("kind", ["count", "price"])
def test_terms_are_those_of_the_table(population, posts, kind):
    """Every count and price of the table comes up, and nothing else."""
    terms = table("trade_terms")
    known = {text for of, text in zip(terms["kind"], terms["text"], strict=True) if of == kind}
    assert set(population.arena.texts(getattr(posts, kind))) == known

import numpy as np
import pytest

from leakbench.generator.records.conversation import Conversations

INDEX = np.arange(10**9, 10**9 + 5000)


@pytest.fixture
def conversations(population):
    """Some conversations."""
    return Conversations(population, INDEX)


def test_four_people_are_four(conversations):
    """Person and other are never the same, nor pupil and parent."""
    assert not (conversations.person.index == conversations.other.index).any()
    assert not (conversations.pupil.index == conversations.parent.index).any()


def test_the_person_runs_the_company(population, conversations):
    """The person is the company's legal person and has come of age."""
    assert (conversations.person.index == conversations.company.owner.index).all()
    for people in (conversations.person, conversations.other):
        ages = [int(age) for age in population.arena.texts(people.age)]
        assert min(ages) >= 18


def test_pupil_and_parent_are_one_family(population, conversations):
    """They share family and address, and nearly always the surname of the father."""
    pupil, parent = conversations.pupil, conversations.parent
    assert (pupil.family == parent.family).all()
    texts = population.arena.texts
    assert texts(pupil.address.strings) == texts(parent.address.strings)
    assert (pupil.birth > parent.birth).all()


def test_a_conversation_stands_alone(population, conversations):
    """Drawn by itself, a conversation has the people that it has in a block."""
    alone = Conversations(population, INDEX[2500:2501])
    assert alone.other.index == conversations.other.index[2500]
    assert alone.parent.index == conversations.parent.index[2500]

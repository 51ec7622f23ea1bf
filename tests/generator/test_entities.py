"""Tests of the registry of labels."""

import pytest

from leakbench.generator.entities import coarse, coarse_labels, entities, known_labels


def test_the_registry_has_what_the_law_names():
    """Tiers are those of the judicial interpretation, parents close over the labels."""
    for entity in entities().values():
        assert set(entity.tiers) <= {0, 50, 500, 5000}
        assert entity.personal == (0 not in entity.tiers)
        assert coarse(entity.name) == entity.parent
    assert {"PERSON", "PHONE", "ID_NUMBER", "ORG", "ADDRESS"} <= coarse_labels()
    assert coarse_labels() | set(entities()) == known_labels()
    assert coarse("HOTLINE") == "PHONE"
    assert not entities()["HOTLINE"].personal


@pytest.mark.parametrize("label", ["PHONE", "ADDRESS", "NOTHING"])
def test_a_label_without_parent_is_its_own(label):
    """Coarse ones, and those that nobody knows."""
    assert label not in entities() or entities()[label].parent == label
    assert coarse(label) == label


def test_possible_tiers_ascend():
    """As courts differ, a kind of value may count for several; none is listed twice."""
    for entity in entities().values():
        assert list(entity.tiers) == sorted(set(entity.tiers)), entity.name


def test_labels_fit_the_datasets_codes():
    """A label is a number of eight bits in a dataset, and its place never changes by chance."""
    assert len(entities()) < 128
    assert next(iter(entities())) == "PERSON_NAME"

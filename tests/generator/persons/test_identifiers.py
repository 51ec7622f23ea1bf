"""Tests of the labels that tell people apart."""

from leakbench.generator.entities import known_labels
from leakbench.generator.persons.identifiers import ALONE, NAME, NAMED, identifiers, labels_of


def test_every_label_has_one_role():
    """The roles share none out, and every label exists."""
    assert set(identifiers()) <= known_labels()
    roles = [labels_of(role) for role in (ALONE, NAMED, NAME)]
    assert sum(map(len, roles)) == len(identifiers()) == len(frozenset.union(*roles))

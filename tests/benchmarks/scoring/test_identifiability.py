"""Tests of which values tell who somebody is."""

import numpy as np

from leakbench.benchmarks.scoring.identifiability import (
    DIRECT,
    NONE,
    QUASI,
    kinds,
    label_kinds,
    least_kinds,
)
from leakbench.generator.entities import entities, known_labels


def test_every_label_is_classified():
    """Those of the generator and their families, each once; what is not personal tells nothing."""
    assert kinds().keys() == known_labels()
    told = {label for label, kind in kinds().items() if kind != "none"}
    assert all(entities()[label].personal for label in told & entities().keys())


def test_names_alone_are_less_than_the_registry_says():
    """All else is of the kind that it has there."""
    differing = {name for name, entity in entities().items() if entity.identifier != kinds()[name]}
    assert differing == {"PERSON_NAME"}


def test_labels_and_forms_have_codes():
    """A corpus's own word tells nothing, and a form at most what it says."""
    assert label_kinds(["MOBILE", "ADDRESS", "AMOUNT", "colour"]).tolist() == [
        DIRECT, QUASI, NONE, NONE,
    ]  # fmt: skip
    forms = least_kinds(["plain", "surname_title", "privacy", "estate"])
    assert np.maximum(label_kinds(["MOBILE"]), forms).tolist() == [DIRECT, NONE, QUASI, DIRECT]

"""Tests of what a candidate may be."""

import pytest

from leakbench.detectors.structured.labels import (
    FIRST_SHAPE,
    LABELS,
    NOTHING,
    SHAPES,
    label,
    read_labels,
    shape,
)
from leakbench.generator.declarations import DeclarationError, Table
from leakbench.generator.entities import entities


def test_kinds_are_different_numbers():
    """Labels stand below shapes, and nothing is neither; all fit the eight bits of an answer."""
    kinds = [NOTHING, *map(label, LABELS), *map(shape, SHAPES)]
    assert kinds == sorted(set(kinds))
    assert [label(name) for name in LABELS] == list(range(len(LABELS)))
    assert label(LABELS[-1]) < FIRST_SHAPE <= shape(SHAPES[0])
    assert shape(SHAPES[-1]) < 1 << 7


def test_labels_are_those_of_the_registry():
    """In the order of the file."""
    assert set(LABELS) <= set(entities())
    assert read_labels(Table("some.toml", "", {"labels": ["QQ", "IP"]})) == ("QQ", "IP")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ({}, "no key 'labels' (a list of texts)"),
        ({"labels": []}, "key 'labels' is empty"),
        ({"labels": "QQ"}, "key 'labels' must be a list of texts, not 'QQ'"),
        ({"labels": ["QQ", 7]}, "key 'labels' must be a list of texts, not ['QQ', 7]"),
        ({"labels": ["QQ", "QQ"]}, "key 'labels' has 'QQ' twice"),
        (
            {"labels": ["QQ", "VIN"]},
            "key 'labels': no label 'VIN' is registered; labels are declared in generator/data/ent",
        ),
    ],
)
def test_other_labels_are_refused(source, said):
    """In one line with the file, and where labels are declared."""
    with pytest.raises(DeclarationError) as caught:
        read_labels(Table("some.toml", "", source))
    assert str(caught.value).startswith(f"some.toml: {said}")


def test_code_that_finds_a_label_needs_its_declaration():
    """A label that is no longer declared is named, with the file where it belongs."""
    with pytest.raises(DeclarationError, match=r"^rules.toml: key 'labels' has no 'VIN', which"):
        label("VIN")

"""Tests of the registry of labels."""

import pytest

from leakbench.generator.entities import (
    coarse,
    coarse_labels,
    entities,
    known_labels,
    read_entities,
)

QQ = "QQ,QQ 号,ACCOUNT,yes,direct,5000,no"


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


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("QQ,QQ 号,ACCOUNT,yes,direkt,5000,no", "'identifier' must be one of direct, quasi, none"),
        ("QQ,QQ 号,ACCOUNT,Yes,direct,5000,no", "'personal' must be one of yes, no, not 'Yes'"),
        ("QQ,QQ 号,ACCOUNT,yes,direct,5000,", "key 'pipl_sensitive' is empty"),
        ("QQ,QQ 号,ACCOUNT,yes,direct,4000,no", "'tiers' must be 0, or of 50|500|5000 in this"),
        ("QQ,QQ 号,ACCOUNT,yes,direct,500|50,no", "'tiers' must be 0, or of 50|500|5000 in this"),
        ("QQ,QQ 号,ACCOUNT,yes,direct,x,no", "'tiers' must be 0, or of 50|500|5000 in this order"),
        ("QQ,QQ 号,ACCOUNT,yes,direct,0,no", "'tiers' must be 0 if key 'personal' is no, and only"),
        ("QQ,QQ 号,ACCOUNT,no,none,50,no", "'tiers' must be 0 if key 'personal' is no, and only"),
        ("QQ,,ACCOUNT,yes,direct,5000,no", "key 'title' is empty"),
        ("qq,QQ 号,ACCOUNT,yes,direct,5000,no", "'name' must be capital letters and underscores"),
        ("QQ,QQ 号,account,yes,direct,5000,no", "'parent' must be capital letters and underscore"),
        ("QQ,QQ 号,yes,direct,5000,no", "must be name,title,parent,personal,identifier,tiers,pipl"),
        (f"{QQ}\n{QQ}", "label 'QQ' stands there twice"),
    ],
)
def test_a_wrong_line_is_refused(refused, line, reason):
    """One line names the file, the line and the key."""
    message = refused(read_entities, "entities.csv", QQ, line)
    assert message.startswith("entities.csv: line ")
    assert reason in message

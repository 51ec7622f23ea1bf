"""Tests of finding the cells of a role, and of their canonical values."""

from dataclasses import replace

import pytest

from leakbench.generator.audit.cells import Roles
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.spec import Spec

SPEC = Spec(corpus="legal_person", noise="evasive", seed=3)


@pytest.mark.parametrize("label", ["MOBILE", "RESIDENT_ID", "USCC", "PERSON_NAME"])
def test_values_are_what_was_written_before_the_noise(block_of, label):
    """Whatever form they have; what did not survive, or stands nowhere, is null."""
    roles = Roles(load_corpus(SPEC.corpus))
    role = next(place.field.role for place in roles.places if place.field.label == label)
    column = roles.find(role, label=label)
    clean = block_of(replace(SPEC, noise="clean"), 300)
    values = column.values(block_of(SPEC, 300)).to_pylist()
    plain = clean.batch.column(column.column + 2).to_pylist()
    known = [(value, cell) for value, cell in zip(values, plain, strict=True) if value is not None]
    assert len(known) > 20
    assert all(value == cell for value, cell in known)
    assert [value or "" for value in column.values(clean).to_pylist()] == plain


def test_an_unlabelled_cell_is_its_own_value(block_of):
    """An empty one is null."""
    roles = Roles(load_corpus(SPEC.corpus))
    column = next(place for place in roles.places if place.field.label is None)

    def empty(rows):
        rows[1][list(rows[1])[column.column + 2]] = ""

    values = column.values(block_of(change=empty)).to_pylist()
    cells = block_of().batch.column(column.column + 2).to_pylist()
    assert values == [cells[0], None, *cells[2:]]


@pytest.mark.parametrize("corpus", corpus_names())
def test_every_column_is_found_by_its_role_and_label(corpus):
    """The first one of several."""
    roles = Roles(load_corpus(corpus))
    for place in roles.places:
        found = roles.find(place.field.role, label=place.field.label)
        assert found.column <= place.column
        assert (found.field.role, found.field.label) == (place.field.role, place.field.label)
        assert place.field.role in roles.names()
    assert roles.find("nobody", label="MOBILE") is None


def test_attributes_are_found_however_they_are_listed():
    """The prefix of an attribute says how it is listed, not what it is."""
    declared = load_corpus("legal_person")
    field = next(field for field in declared.fields if field.label == "MOBILE")
    role, _, name = field.value.partition(".")
    for value in (f"{role}.{name}", f"{role}.listed_{name}", f"{role}.shown_{name}"):
        roles = Roles(replace(declared, fields=(replace(field, value=value),)))
        assert roles.find(role, label="MOBILE", attribute=name) is not None
        assert roles.find(role, label="MOBILE", attribute="other") is None


def test_related_roles_are_those_of_the_declaration():
    """The owner of a company."""
    assert Roles(load_corpus("legal_person")).related("owner") == [("company", "owner")]
    assert Roles(load_corpus("legal_person")).related("guardian") == []

"""Tests of the Arrow types of datasets."""

import pyarrow as pa
import pytest

from leakbench.generator.corpus import load_corpus
from leakbench.generator.entities import entities
from leakbench.generator.generate import schema
from leakbench.generator.schema import (
    CELL_SPAN,
    DECOYS,
    FIRST_COLUMNS,
    FORM_TYPE,
    LAST_COLUMNS,
    NAME_TYPE,
    TEXT_SPAN,
    TEXT_SPANS,
    dataset_schema,
)
from leakbench.generator.spec import HEADERS, Spec
from leakbench.generator.surfaces.declared_forms import forms


def test_columns_stand_between_number_and_text():
    """With what they say of themselves, and in their order."""
    columns = [pa.field(name, pa.string(), metadata={"field": name}) for name in "ba"]
    made = dataset_schema(columns)
    assert made.names == [*FIRST_COLUMNS, "b", "a", *LAST_COLUMNS]
    assert [made.field(name).metadata for name in "ba"] == [{b"field": b"b"}, {b"field": b"a"}]
    assert not any(made.field(at).nullable for at in (0, 1, *range(4, 8)))


def test_a_span_of_a_cell_is_one_of_a_text_with_its_column():
    """Whoever reads the one reads the other; only the subject may be missing."""
    assert list(CELL_SPAN)[1:] == list(TEXT_SPAN)
    assert [field.name for field in TEXT_SPAN if field.nullable] == ["subject"]
    for spans in (TEXT_SPANS, DECOYS):
        assert not spans.value_field.nullable


def test_codes_are_wide_enough():
    """For all labels and forms, which are stored as numbers of their places."""
    assert len(entities()) <= 2 ** (NAME_TYPE.index_type.bit_width - 1)
    assert len(forms()) <= 2 ** (FORM_TYPE.index_type.bit_width - 1)


@pytest.mark.parametrize("headers", HEADERS)
def test_a_column_says_which_field_it_is(corpus, headers):
    """However it is called, and what it is labelled as if it is."""
    columns = list(schema(Spec(corpus=corpus, headers=headers)))[2:-4]
    declared = load_corpus(corpus).fields
    assert [one.metadata[b"field"].decode() for one in columns] == [one.name for one in declared]
    labels = [one.metadata.get(b"label") for one in columns]
    assert labels == [one.label.encode() if one.label else None for one in declared]

"""Tests of the truth of a block as Arrow columns."""

import numpy as np
import pytest

from leakbench.generator.corpus import load_corpus
from leakbench.generator.decoy_kinds import decoy_kinds
from leakbench.generator.engine.strings import Strings
from leakbench.generator.entities import entities
from leakbench.generator.population.people import People
from leakbench.generator.schema import CELL_SPANS, DECOYS, QUALITIES, TEXT_SPANS
from leakbench.generator.surfaces.declared_forms import forms
from leakbench.generator.surfaces.noise_profile import WrittenColumn, written_plainly
from leakbench.generator.surfaces.spans import SpanAttributes, Spans
from leakbench.generator.surfaces.truth import Truth
from leakbench.generator.value_forms import value_forms

pytestmark = pytest.mark.slow

LABELS, KINDS = list(entities()), decoy_kinds()


@pytest.fixture
def fields(population, corpus):
    """The fields of two rows of a corpus; the first of them is the only one not written plainly."""
    declared = load_corpus(corpus)
    rows = np.array([4, 9])
    roles = {name: People(population, rows) for name in declared.roles}
    plain = written_plainly(Strings(np.zeros(2, np.int64)))
    changed = WrittenColumn(plain.strings, np.array([1, 2]), np.array([3, 4], np.int16))
    written = [changed, *[plain] * (len(declared.fields) - 1)]
    count = len(declared.fields) + len(declared.slots) + len(KINDS)
    packed = np.zeros((count, 2), np.int64)
    return declared, Truth(declared).fields(packed, written, roles)


def test_every_field_has_label_decoy_and_person(fields):
    """Those of the declaration, then slots without any, then kinds of decoys, of nobody."""
    declared, found = fields
    labels = [LABELS[code] if code >= 0 else None for code in found.label]
    slots = [None] * len(declared.slots)
    of_fields = [one.label for one in declared.fields]
    assert labels == [*of_fields, *slots, *(kind.label for kind in KINDS)]
    is_decoy = [*(one.decoy is not None for one in declared.fields), *map(bool, slots)]
    is_decoy += [True for _ in KINDS]
    assert (found.decoy >= 0).tolist() == is_decoy
    of_fields, of_kinds = np.split(found.person, [len(declared.fields)])
    assert [list(declared.roles)[at] for at in of_fields] == [one.role for one in declared.fields]
    assert (of_kinds == -1).all()
    assert found.subject.tolist() == [[4, 9]] * len(declared.roles)


def test_only_columns_that_are_written_otherwise_have_extents(fields):
    """And say where theirs stand."""
    _, found = fields
    assert found.changed.tolist() == [0, *[-1] * (len(found.changed) - 1)]
    assert (found.extents.tolist(), found.form.tolist()) == ([[1, 2]], [[3, 4]])
    of_values = ["exact"] * len(value_forms())
    of_surfaces = [form.quality for form in forms()]
    assert [QUALITIES[code] for code in found.quality] == [*of_surfaces, *of_values]


def test_spans_are_listed_by_row():
    """With names for their codes, and no subject where it is nobody's."""
    truth = Truth(load_corpus("legal_person"))
    mobile, company = LABELS.index("MOBILE"), LABELS.index("COMPANY")
    spans = Spans(
        first=np.array([0, 2, 2, 3], np.int32),
        start=np.array([0, 5, 1], np.int32),
        end=np.array([4, 9, 3], np.int32),
        label=np.array([mobile, company, mobile], np.int8),
    )
    attributes = SpanAttributes(
        subject=np.array([7, -1, 8]),
        quality=np.array([0, 0, QUALITIES.index("masked")], np.int8),
        form=np.array([0, 0, 1], np.int16),
    )
    names = ("start", "end", "label", "subject", "quality", "form")
    expected = [
        [(0, 4, "MOBILE", 7, "exact", "plain"), (5, 9, "COMPANY", None, "exact", "plain")],
        [],
        [(1, 3, "MOBILE", 8, "masked", forms()[1].name)],
    ]
    texts = truth.text_spans(spans, attributes)
    assert texts.type == TEXT_SPANS
    assert texts.to_pylist() == [
        [dict(zip(names, one, strict=True)) for one in row] for row in expected
    ]
    cells = truth.cell_spans(spans, attributes, np.array([2, 0, 5], np.int16))
    assert cells.type == CELL_SPANS
    assert [one["column"] for row in cells.to_pylist() for one in row] == [2, 0, 5]


def test_decoys_are_named_by_their_kind(fields):
    """Codes are those that the fields have."""
    declared, found = fields
    codes = found.decoy[len(declared.fields) + len(declared.slots) :]
    count = len(codes)
    first = np.array([0, count], np.int32)
    places = np.arange(count, dtype=np.int32)
    made = Truth(declared).decoys(Spans(first, places, places + 1, codes))
    assert made.type == DECOYS
    assert made.to_pylist() == [
        [{"start": place, "end": place + 1, "kind": kind.name} for place, kind in enumerate(KINDS)]
    ]

"""Tests of the truth of a block as Arrow columns."""

import numpy as np
import pytest

from leakbench.generator.corpus import load_corpus
from leakbench.generator.decoy_kinds import decoy_kinds
from leakbench.generator.engine.formed import NO_FORM
from leakbench.generator.engine.listed import Listed
from leakbench.generator.engine.strings import Strings
from leakbench.generator.entities import entities
from leakbench.generator.population.people import People
from leakbench.generator.schema import CELL_SPANS, DECOYS, QUALITIES, TEXT_SPANS
from leakbench.generator.surfaces.declared_forms import forms
from leakbench.generator.surfaces.noise_profile import (
    WrittenColumn,
    lists_as_they_are,
    written_plainly,
)
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


def test_second_values_and_lists_stand_among_the_other_values(population):
    """A second value has the label and form of the first, those of lists have their own."""
    declared = load_corpus("legal_person")
    names = [field.name for field in declared.fields]
    owner = People(population, np.array([4, 9]))
    plain = written_plainly(Strings(np.zeros(2, np.int64)))
    written = [plain] * len(names)
    extents = np.array([11 << 32, 11 << 32 | 12 << 16 | 23])
    written[names.index("mobile")] = WrittenColumn(
        plain.strings, extents, np.array([0, 3], np.int16)
    )
    landline = LABELS.index("LANDLINE")
    listed = Listed(
        strings=plain.strings,
        first=np.array([0, 2, 3], np.int32),
        start=np.array([0, 12, 0], np.int32),
        end=np.array([11, 24, 8], np.int32),
        label=np.array([LABELS.index("MOBILE"), landline, landline], np.int8),
        form=np.array([NO_FORM, NO_FORM, value_forms().index("local")], np.int16),
        subject=np.array([4, -1, -1]),
    )
    written[names.index("more_numbers")] = lists_as_they_are(listed)
    packed = np.zeros((len(names) + len(KINDS), 2), np.int64)
    found = Truth(declared).fields(packed, written, {"owner": owner})
    assert np.flatnonzero(found.several >= 0).tolist() == [
        names.index("mobile"),
        names.index("more_numbers"),
    ]
    further = found.further
    assert further.first.tolist() == [[0, 0, 1], [1, 3, 4]]
    assert further.start.tolist() == [12, 0, 12, 0]
    assert further.end.tolist() == [23, 11, 24, 8]
    mobile = LABELS.index("MOBILE")
    assert further.label.tolist() == [mobile, mobile, landline, landline]
    assert further.form.tolist() == [3, 0, 0, len(forms()) + value_forms().index("local")]
    assert further.subject.tolist() == [9, 4, -1, -1]
    assert further.most == 2


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

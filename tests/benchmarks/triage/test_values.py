"""Tests of the keys of values: one key for one value, however it is written."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.triage.values import Values, at_home, values
from leakbench.detectors.check_digits import luhn_check, resident_check
from leakbench.detectors.contract import spans_from
from leakbench.generator.entities import entities, known_labels
from leakbench.generator.persons.identifiers import ALONE, NAME, NAMED, identifiers, labels_of

FIRST = "00000019000101000"  # there is no area 000000
RESIDENT = FIRST + resident_check(FIRST)
CARD = "000000000000001" + luhn_check("000000000000001")
MOBILE = "10000000001"  # no segment begins with 10


def keys(label, *cells):
    """The keys of cells of one label; None where one cannot be read."""
    batch = pa.RecordBatch.from_pydict({"a": pa.array(cells, pa.string())})
    answer = spans_from((row, 0, (0, len(cell), label)) for row, cell in enumerate(cells))
    found = values(batch, answer)
    known = dict(zip(found.row.tolist(), found.key.tolist(), strict=True))
    return [known.get(row) or None for row in range(len(cells))]


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("MOBILE", [MOBILE, "100-0000-0001", "+8610000000001", "008610000000001", "100 0000 0001"]),
        ("MOBILE", [MOBILE, "１００００００００01", "10000000001.0", "010000000001"]),
        ("MOBILE", [MOBILE, "1\u200b0000000001"]),
        ("RESIDENT_ID", [RESIDENT, RESIDENT.lower(), f"{RESIDENT[:6]} {RESIDENT[6:]}"]),
        ("RESIDENT_ID", [RESIDENT, RESIDENT[:6] + RESIDENT[8:17]]),
        ("BANK_CARD", [CARD, f"{CARD[:4]} {CARD[4:8]} {CARD[8:]}", f"'{CARD}"]),
        ("PERSON_NAME", ["甲乙丙", "甲 乙 丙", "甲\u3000乙\u3000丙"]),
        ("ADDRESS", ["某省某市某某区某某路1号2栋303", "某市某某区某某路1号2栋303"]),
        ("WECHAT", ["some_body-1", "SOME_body-1"]),
    ],
)  # fmt: skip
def test_ways_of_writing_are_undone(label, cells):
    """The same value has the same key."""
    found = keys(label, *cells)
    assert None not in found
    assert len(set(found)) == 1


@pytest.mark.parametrize(
    ("label", "cell"),
    [
        ("MOBILE", "100****0001"),
        ("MOBILE", "1.00E+10"),
        ("MOBILE", "20000000001"),
        ("RESIDENT_ID", RESIDENT[:15] + "000"),
        ("RESIDENT_ID", RESIDENT[:6] + "********" + RESIDENT[14:]),
        ("BANK_CARD", CARD[:-1] + str((int(CARD[-1]) + 1) % 10)),
        ("PERSON_NAME", "甲*"),
        ("PERSON_NAME", "甲先生"),
        ("PERSON_NAME", "老甲"),
        ("HOTLINE", "00000000"),
        ("COMPANY", "某公司"),
    ],
)
def test_what_is_destroyed_or_tells_nobody_has_no_key(label, cell):
    """Masked, cut off and miscounted values are left out, and so are those of nobody."""
    assert keys(label, cell) == [None]


def test_a_phone_of_a_coarse_detector_is_the_mobile_of_a_fine_one():
    """Keys do not depend on the label."""
    assert keys("PHONE", MOBILE) == keys("MOBILE", MOBILE)


@given(st.lists(st.text("0123456789", min_size=10, max_size=10), min_size=2, unique=True))
def test_other_numbers_have_other_keys(tails):
    """No two numbers fall together."""
    found = keys("MOBILE", *(f"1{tail}" for tail in tails))
    assert len(set(found)) == len(tails)


def test_rows_columns_and_roles_are_kept():
    """Values stand where they were found; rows count on from the first one given."""
    cells = {"a": ["甲乙", ""], "b": ["生日1900年1月1日", f"号{MOBILE}号"]}
    batch = pa.RecordBatch.from_pydict(cells).slice(0)
    spans = [(0, 0, (0, 2, "PERSON_NAME")), (0, 1, (2, 11, "DATE_OF_BIRTH")), (1, 1, (1, 12, "QQ"))]
    found = values(batch, spans_from(spans), 100)
    assert found.row.tolist() == [100, 100, 101]
    assert found.column.tolist() == [0, 1, 1]
    assert found.role.tolist() == [NAME, NAMED, ALONE]
    assert found.start.tolist() == [0, 2, 1]
    assert found.key[2] == keys("QQ", MOBILE)[0]


@pytest.mark.parametrize(
    ("kinds", "label", "home"),
    [
        (["MOBILE", "PERSON_NAME", "ADDRESS"], "MOBILE", 0),
        (["PHONE", "PERSON_NAME", "ADDRESS"], "MOBILE", 0),
        (["MOBILE", "LANDLINE", "ADDRESS"], "MOBILE", 1),
        (["MOBILE", None, "ADDRESS"], "MOBILE", 1),
        (["RESIDENT_ID", "PERSON_NAME", "ADDRESS"], "MOBILE", 1),
        (["PERSON_NAME", "MOBILE", "ADDRESS"], "PERSON", 1),
    ],
)
def test_a_value_that_slid_belongs_to_the_column_of_its_kind(kinds, label, home):
    """Unless it may stand where it does, or there is no such column, or it is a name."""
    batch = pa.RecordBatch.from_pydict({"a": [""], "b": [MOBILE], "c": [""]})
    cell = (0, 1, (0, len(MOBILE), label))
    assert at_home(values(batch, spans_from([cell])), kinds).column.tolist() == [home]


def test_slices_are_read_where_they_begin():
    """The offset of a sliced batch counts."""
    cells = pa.RecordBatch.from_pydict({"a": ["x" * 9, MOBILE, "10000000002"]})
    answer = spans_from([(0, 0, (0, 11, "MOBILE")), (1, 0, (0, 11, "MOBILE"))])
    found = values(cells.slice(1), answer)
    assert found.key.tolist() == keys("MOBILE", MOBILE, "10000000002")


def test_an_answer_without_spans_has_no_values():
    """Nothing found is nothing read."""
    found = values(pa.RecordBatch.from_pydict({"a": ["x"]}), spans_from([]))
    assert [len(column) for column in at_home(found, [None])] == [0] * 5


def test_a_masked_name_is_there_and_cannot_be_read():
    """It says that somebody is named; a form of address does not."""
    batch = pa.RecordBatch.from_pydict({"a": ["甲*", "甲先生", "甲乙"]})
    spans = [(row, 0, (0, 2, "PERSON_NAME")) for row in range(3)]
    found = values(batch, spans_from(spans))
    assert found.row.tolist() == [0, 2]
    assert (found.key == 0).tolist() == [True, False]
    assert found.readable.row.tolist() == [2]
    assert Values.of([found, found]).row.tolist() == [0, 2, 0, 2]


def test_identifiers_agree_with_the_registry():
    """What tells people apart alone is a direct identifier there; every label is known."""
    assert set(identifiers()) <= known_labels()
    fine = {label for label in labels_of(ALONE) if label in entities()}
    assert {entities()[label].identifier for label in fine} == {"direct"}
    direct = {name for name, entity in entities().items() if entity.identifier == "direct"}
    assert direct <= labels_of(ALONE) | labels_of(NAME) | labels_of(NAMED)
    assert np.all([one.shortest <= one.longest for one in identifiers().values()])

"""Tests of the second pass."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.candidates import (
    BYTE_BEGIN,
    BYTE_END,
    LABEL,
    LIKELY,
    ROW,
    SCORE,
    SURE,
    TOLD,
)
from leakbench.detectors.structured.classify import ColumnContext, classify
from leakbench.detectors.structured.cues import cue_kind, cue_tables
from leakbench.detectors.structured.labels import LABELS

from .passes import NUMBERS, column_of, first_pass, name_of

WORDS = cue_tables()
SPAN, FIRST, LAST = 7, 1, 2  # rows of spans, among them the code points from and to
PIECE = st.sampled_from(
    ["19900000000", "QQ1000000000", "a@b.cc", "'", "1990-01-01", "，", "啊 ", "微信", "abc_00000"]
)
CELL = st.lists(PIECE, max_size=6).map("".join)


def classified(cells, header=0):
    """(the column of some cells, its spans)."""
    column = column_of(cells)
    found, count, _ = first_pass(column)
    spans = np.zeros((SPAN, found.shape[1]), np.int32)
    known = ColumnContext(header, *WORDS, NUMBERS)
    return column, spans[:, : classify(column, found, count, known, spans)]


def spans_in(cell, header=0):
    """The spans of a cell: text, label and certainty of each."""
    _, spans = classified([cell], header)
    return [(cell[one[FIRST] : one[LAST]], name_of(one[LABEL]), one[SCORE]) for one in spans.T]


@given(st.lists(CELL, min_size=1, max_size=4))
def test_spans_stand_apart_in_bytes_and_in_characters(cells):
    """Both say the same place of a cell, and each span has a label."""
    column, spans = classified(cells)
    raw = column.text.data.tobytes()
    assert (np.diff(spans[[BYTE_BEGIN, BYTE_END]].T.ravel()) >= 0).all()
    for one in spans.T:
        value = raw[one[BYTE_BEGIN] : one[BYTE_END]].decode()
        assert value
        assert cells[one[ROW]][one[FIRST] : one[LAST]] == value
        assert 0 <= one[LABEL] < len(LABELS)
        assert one[SCORE] in {SURE, TOLD, LIKELY}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("19900000000", [("19900000000", "MOBILE", SURE)]),
        ("护照E00000000", [("E00000000", "PASSPORT", TOLD)]),
        ("E00000000", [("E00000000", "PASSPORT", LIKELY)]),
        ("加我QQ：1000000000", [("1000000000", "QQ", TOLD)]),
        ("订单号1000000000", []),
        # Letters that say what the digits behind them are do not belong to the value.
        ("QQ1000000000", [("1000000000", "QQ", TOLD)]),
        ("甲：tel19900000000", [("19900000000", "MOBILE", TOLD)]),
        # An apostrophe that keeps a spreadsheet from counting does, but not before what is dialled.
        ("'护照00000000", [("00000000", "PASSPORT", TOLD)]),
        ("护照'E00000000", [("'E00000000", "PASSPORT", TOLD)]),
        ("护照'E00000000'", [("E00000000", "PASSPORT", TOLD)]),
        ("'19900000000", [("19900000000", "MOBILE", SURE)]),
        # A word speaks for the next value only.
        (
            "护照E00000000，H00000000",
            [("E00000000", "PASSPORT", TOLD), ("H00000000", "TRAVEL_PERMIT", LIKELY)],
        ),
        (
            "电话：010-20000000,20000001",
            [("010-20000000", "LANDLINE", SURE), ("20000001", "LANDLINE", TOLD)],
        ),
    ],
)
def test_what_candidates_become(cell, expected):
    """By their form, by a word beside them, or for want of anything better."""
    assert spans_in(cell) == expected


def test_values_of_another_cell_say_nothing():
    """A second local number belongs to the landline of its own cell only."""
    _, spans = classified(["010-20000000", "20000001"])
    assert spans[ROW].tolist() == [0]


def test_headers_speak_for_every_cell():
    """But not for digits behind letters, which have their word."""
    header = cue_kind("QQ")
    assert spans_in("1000000000", header) == [("1000000000", "QQ", TOLD)]
    assert spans_in("1000000000") == []
    assert spans_in("abc1000000000", header) == []

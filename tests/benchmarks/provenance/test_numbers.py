"""Tests of numbers read out of cells."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric

from leakbench.benchmarks.provenance.numbers import KINDS, numbers
from leakbench.detectors.contract import LABEL_TYPE, SPANS

pytestmark = pytest.mark.slow

BODY = "99010119800102003"  # of no area that there is
RESIDENT = BODY + ric.calc_check_digit(BODY + "0")
CARD = "999999123456789012" + luhn.calc_check_digit("999999123456789012")


def answer(labels, texts):
    """An answer that takes the whole of each cell for what its label says."""
    rows = np.arange(len(texts), dtype=np.int32)
    columns = [
        rows,
        np.zeros_like(rows, dtype=np.int16),
        np.zeros_like(rows),
        np.array([len(text) for text in texts], np.int32),
        pa.array(labels).dictionary_encode().cast(LABEL_TYPE),
        np.ones(len(texts), np.float32),
    ]
    return pa.RecordBatch.from_arrays([pa.array(column) for column in columns], schema=SPANS)


def read(label, text):
    """What a text is as a number, None if it is left out."""
    found = numbers(pa.record_batch({"text": [text]}), answer([label], [text]))
    assert [KINDS[kind] for kind in found.kind] == [label] * len(found.kind)
    return int(found.value[0]) if len(found.value) else None


@pytest.mark.parametrize(
    ("label", "text", "value"),
    [
        ("MOBILE", "13800000000", 13800000000),
        ("MOBILE", "+86 138-0000-0000", 13800000000),
        ("MOBILE", "013800000000", 13800000000),
        ("MOBILE", "13800000000.0", 13800000000),
        ("MOBILE", "1.3.8.0.0.0.0.0.0.0.0", 13800000000),
        ("MOBILE", "１３８００００００００", 13800000000),
        ("MOBILE", "幺三八零零零零零零零零", 13800000000),
        ("MOBILE", "00000000831", 13800000000),
        ("MOBILE", "138****0000", None),
        ("MOBILE", "1380000000", None),
        ("MOBILE", "12800000000", None),
        ("MOBILE", "8713800000000", None),
        ("RESIDENT_ID", RESIDENT, int(BODY)),
        ("RESIDENT_ID", RESIDENT[::-1], int(BODY)),
        ("RESIDENT_ID", f"{RESIDENT[:6]} {RESIDENT[6:14]} {RESIDENT[14:]}", int(BODY)),
        ("RESIDENT_ID", BODY[:6] + BODY[8:], int(BODY)),
        ("RESIDENT_ID", RESIDENT[:15], None),
        ("RESIDENT_ID", RESIDENT[:15] + "000", None),
        ("RESIDENT_ID", BODY + ("1" if RESIDENT[-1] == "0" else "0"), None),
        ("BANK_CARD", CARD, int(CARD[:-1])),
        ("BANK_CARD", " ".join(CARD[at : at + 4] for at in range(0, 19, 4)), int(CARD[:-1])),
        ("BANK_CARD", CARD[:15] + "0000", None),
        ("BANK_CARD", CARD + "0" * 40, None),
        ("USCC", "9" * 18, None),
        ("USCC", "91IIIIIIIIIIIIIIII", None),
    ],
)
def test_numbers_are_read_as_they_were_meant(label, text, value):
    """What is masked, cut off or has a wrong check digit is left out."""
    assert read(label, text) == value


def test_other_labels_and_columns_are_passed_over():
    """Each number is cut out of its own cell, and landlines are nobody's number."""
    strings = pa.record_batch({"a": ["甲13800000000", ""], "b": ["", "x13800000001"]})
    columns = [
        pa.array([0, 1, 0], pa.int32()),
        pa.array([0, 1, 0], pa.int16()),
        pa.array([1, 1, 1], pa.int32()),
        pa.array([12, 12, 12], pa.int32()),
        pa.array(["MOBILE", "MOBILE", "LANDLINE"]).dictionary_encode().cast(LABEL_TYPE),
        pa.array([1.0] * 3, pa.float32()),
    ]
    found = numbers(strings, pa.RecordBatch.from_arrays(columns, schema=SPANS))
    assert found.value.tolist() == [13800000000, 13800000001]


@given(st.sampled_from(KINDS), st.text(max_size=60))
def test_any_text_is_read_or_left_out(label, text):
    """Nothing breaks the reader."""
    value = read(label, text)
    assert value is None or value > 0

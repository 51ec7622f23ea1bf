import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric, uscc

from leakbench.benchmarks.commands.run import MAIN_CORPORA
from leakbench.detectors.contract import check_spans
from leakbench.detectors.native import Native
from leakbench.detectors.tagger.labels import LABELS
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec
from leakbench.generator.tables import table

ROWS = 100_000
NATIVE = Native()
PROVINCES = {*table("province_shares")["code"], "71", "81", "82", "83"}
PIECE = st.one_of(
    st.text("0123456789X", min_size=1, max_size=19),
    st.sampled_from(
        ["1381234", "400", "0571", "86", "+", "-", " ", "(", ")", "@", ".", "京A", "粤", "电话"]
    ),
    st.text(max_size=5),
)


STRUCTURED = NATIVE.labels - set(LABELS)


def found(text):
    """Values and labels of structured identifiers that native finds in one string."""
    batch = pa.record_batch([pa.array([text])], names=["text"])
    answer = [span for span in NATIVE.detect(batch).to_pylist() if span["label"] in STRUCTURED]
    return [(text[span["start"] : span["end"]], span["label"]) for span in answer]


def located(rows, start, end, label):
    """Spans as a set."""
    return set(
        zip(rows.tolist(), start.to_pylist(), end.to_pylist(), label.to_pylist(), strict=True)
    )


@pytest.mark.parametrize("corpus", MAIN_CORPORA)
def test_clean_identifiers_are_found_and_nothing_else(corpus):
    """In 100,000 clean records every mobile, landline, ID and USCC, and no false alarm."""
    exact = {"MOBILE", "LANDLINE", "RESIDENT_ID", "USCC", "BANK_CARD", "EMAIL", "LICENSE_PLATE"}
    supports = dict.fromkeys(exact, 0)
    for batch in batches(Spec(corpus=corpus), ROWS):
        texts = pa.record_batch([batch.column("text")], names=["text"])
        answer = check_spans(NATIVE.detect(texts), texts, "native", NATIVE.labels)
        spans = batch.column("text_spans")
        rows = np.repeat(np.arange(len(batch)), spans.value_lengths().to_numpy())
        facts = spans.flatten()
        truth = located(rows, facts.field("start"), facts.field("end"), facts.field("label"))
        spans_found = located(
            answer.column("row").to_numpy(),
            *(answer.column(name) for name in ("start", "end", "label")),
        )
        predicted = {span for span in spans_found if span[3] in STRUCTURED}
        assert {span for span in truth if span[3] in exact} == {
            span for span in predicted if span[3] in exact
        }
        assert (
            predicted <= truth
        )  # a hotline of 400 or 800 is one; short service numbers are missed
        for span in predicted & truth:
            supports[span[3]] = supports.get(span[3], 0) + 1
    assert supports["MOBILE"] > ROWS // 2
    assert supports["RESIDENT_ID"] > ROWS // 10


@given(st.lists(PIECE, max_size=12).map("".join))
def test_what_is_found_is_valid(text):
    """Whatever the text, numbers with a checksum pass an independent validator."""
    for value, label in found(text):
        digits = re.sub(r"\D", "", value)
        match label:
            case "RESIDENT_ID":
                assert ric.calc_check_digit(value.upper()) == value[-1].upper()
            case "USCC":
                assert uscc.calc_check_digit(value[:-1]) == value[-1]
            case "BANK_CARD":
                assert luhn.is_valid(value)
            case "MOBILE":
                assert re.fullmatch(r"1[3-9]\d{9}", digits[-11:])
            case "LANDLINE":
                assert re.search(r"0\d{2,3}\D?\D?[2-8]\d{6,7}", value)
            case "HOTLINE":
                assert re.match(r"[48]00", value)
            case "EMAIL":
                assert re.fullmatch(
                    r"[0-9A-Za-z][\w.%+-]*@[\w.-]+\.[0-9A-Za-z]{2,}", value, re.ASCII
                )
            case "LICENSE_PLATE":
                assert len(value) in {7, 8}


@given(st.text("0123456789", min_size=17, max_size=17), st.sampled_from("0123456789Xx"))
def test_resident_ids_are_those_with_a_date_and_the_right_check(body, check):
    """An 18-digit number is a resident ID exactly when province, date and check digit are right."""
    text = body + check
    try:
        np.datetime64(f"{text[6:10]}-{text[10:12]}-{text[12:14]}")
        right = (
            1900 <= int(text[6:10]) < 2100
            and text[:2] in PROVINCES
            and ric.calc_check_digit(text.upper()) == text[-1].upper()
        )
    except ValueError:
        right = False
    assert ((text, "RESIDENT_ID") in found(text)) == right


@pytest.mark.parametrize("area", ["110101", "440305", "650102"])
@pytest.mark.parametrize("check", [False, True])
def test_a_made_up_id_counts_only_with_its_check_digit(area, check):
    """The same number with another last digit is nothing."""
    body = f"{area}19000101" + "001"
    right = ric.calc_check_digit(body + "0")
    text = f"证件{body}{right if check else '0X'[right == '0']}。"
    assert found(text) == ([(body + right, "RESIDENT_ID")] if check else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("手机19900000000随时打", [("19900000000", "MOBILE")]),
        ("某某----19900000000----男", [("19900000000", "MOBILE")]),
        ("199-0000-0000", [("199-0000-0000", "MOBILE")]),
        ("199 0000 0000", [("199 0000 0000", "MOBILE")]),
        ("+8619900000000", [("+8619900000000", "MOBILE")]),
        ("+86 19900000000", [("+86 19900000000", "MOBILE")]),
        ("008619900000000", [("008619900000000", "MOBILE")]),
        ("19900000000/18800000000", [("19900000000", "MOBILE"), ("18800000000", "MOBILE")]),
        ("0571-20000000", [("0571-20000000", "LANDLINE")]),
        ("(010)20000000", [("(010)20000000", "LANDLINE")]),
        ("座机0571 20000000", [("0571 20000000", "LANDLINE")]),
        ("0571-20000000-801", [("0571-20000000-801", "LANDLINE")]),
        ("400-000-0000", [("400-000-0000", "HOTLINE")]),
        ("4000000000", [("4000000000", "HOTLINE")]),
        ("信箱nobody@example.com。", [("nobody@example.com", "EMAIL")]),
        ("19900000000@example.com", [("19900000000@example.com", "EMAIL")]),
        ("车牌京A00000", [("京A00000", "LICENSE_PLATE")]),
        ("京AD00000停", [("京AD00000", "LICENSE_PLATE")]),
    ],
)
def test_forms_that_are_found(text, expected):
    """The usual ways to write each kind."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1990000000012",  # a mobile inside a longer number
        "A19900000000",  # a product code
        "12900000000",  # no such prefix
        "057120000000",  # without a separator it could be an invoice code
        "0571-10000000",  # no local number begins with 1
        "0571-200000",  # too short
        "0999-20000000",  # no such area
        "2026-01-01",
        "京I00000",  # plates have no I
        "@example.com",
        "nobody@example",
        "",
    ],
)
def test_what_only_looks_like_it(text):
    """Look-alikes are left alone."""
    assert found(text) == []


def test_dense_batches_grow_the_answer():
    """More spans than first guessed are all reported."""
    text = " ".join(["a@b.cc"] * 500)
    assert found(text) == [("a@b.cc", "EMAIL")] * 500


def test_sliced_and_null_columns_keep_their_rows():
    """Rows count from the slice's begin; null cells hold nothing."""
    column = pa.array(["19900000000", None, "甲19900000000", "18800000000"])
    batch = pa.record_batch([column, column], names=["a", "b"]).slice(1, 2)
    answer = NATIVE.detect(batch)
    assert answer.select(["row", "column", "start"]).to_pylist() == [
        {"row": 1, "column": 0, "start": 1},
        {"row": 1, "column": 1, "start": 1},
    ]

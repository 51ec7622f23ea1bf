"""Tests of the detector: what it finds in corpora, and in texts that are made for it."""

import re
import unicodedata
from collections import Counter
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric, uscc

from leakbench.detectors.contract import check_spans
from leakbench.detectors.structured.detector import Structured
from leakbench.generator.corpus import corpus_names
from leakbench.generator.engine.tables import table
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec
from leakbench.generator.value_forms import partial_forms

pytestmark = pytest.mark.slow

ROWS = 2_000
FLOORS = {"clean": 0.97, "worn": 0.88, "evasive": 0.75}
PRECISION = {"clean": 0.965, "worn": 0.95, "evasive": 0.94}
# What people write to one another tells less: of so much fewer values the numbers are found.
SPEECH = {"chat_messages", "enquiries", "narratives", "trade_posts"}
UNTOLD_IN_SPEECH = 0.04
SPARSE = {"narratives"}  # corpora of few values
# Labels by corpus whose values neither form nor word tells: their recall does not count there.
UNTOLD: dict[str, set[str]] = {"health_records": {"MEDICAL_NO"}}
DETECTOR = Structured()
LABELS = Structured.labels
PROVINCES = {*table("province_shares")["code"], "71", "81", "82", "83"}
PIECE = st.one_of(
    st.text("0123456789X", min_size=1, max_size=19),
    st.sampled_from(
        ["1381234", "400", "0571", "86", "+", "-", " ", "(", ")", "@", ".", "京A", "粤", "电话"]
    ),
    st.text(max_size=5),
)


def found(text):
    """Values and labels that are found in one string."""
    batch = pa.record_batch([pa.array([text])], names=["text"])
    answer = DETECTOR.detect(batch).to_pylist()
    return [(text[span["start"] : span["end"]], span["label"]) for span in answer]


def located(answer):
    """Spans as a set of row, start, end and label."""
    return set(
        zip(
            *(answer.column(name).to_pylist() for name in ("row", "start", "end", "label")),
            strict=True,
        )
    )


class Counts(NamedTuple):
    """What a corpus has and what is found in it, by label.

    Attributes:
        there: Whole values.
        hits: Those of them that are found.
        vain: What is found where no value stands.
        characters: How many the texts have.
    """

    there: Counter
    hits: Counter
    vain: Counter
    characters: int


def counted(corpus, noise):
    """The counts of a corpus; broken and partial values are neither there nor in vain."""
    there, hits, vain, characters = Counter(), Counter(), Counter(), 0
    for batch in batches(Spec(corpus=corpus, split="dev", noise=noise), ROWS):
        texts = pa.record_batch([batch.column("text")], names=["text"])
        predicted = located(check_spans(DETECTOR.detect(texts), texts, "structured", LABELS))
        spans = batch.column("text_spans")
        facts = spans.flatten()
        truth = pa.table(
            {
                "row": np.repeat(np.arange(len(batch)), spans.value_lengths().to_numpy()),
                **{
                    name: facts.field(name) for name in ("start", "end", "label", "quality", "form")
                },
            }
        ).to_pylist()
        whole, broken = set(), set()
        for fact in truth:
            if fact["quality"] != "exact" or fact["form"] in partial_forms():
                broken.update((fact["row"], i) for i in range(fact["start"], fact["end"]))
            elif fact["label"] in LABELS:
                whole.add((fact["row"], fact["start"], fact["end"], fact["label"]))
        there.update(label for *_, label in whole)
        hits.update(label for *_, label in whole & predicted)
        vain.update(
            label
            for row, start, end, label in predicted - whole
            if not any((row, i) in broken for i in range(start, end))
        )
        characters += pc.sum(pc.utf8_length(batch.column("text"))).as_py()
    return Counts(there, hits, vain, characters)


def listed(counts):
    """Labels and how often, the most frequent first."""
    return ", ".join(f"{label} {count}" for label, count in counts.most_common())


def complaints(corpus, noise, counts, untold):
    """What is wrong with what is found in a corpus, in words."""
    told = Counter({label: n for label, n in counts.there.items() if label not in untold})
    hits = sum(counts.hits[label] for label in told)
    there, reported = sum(told.values()), counts.hits.total() + counts.vain.total()
    less = UNTOLD_IN_SPEECH if corpus in SPEECH else 0
    floor, precision = FLOORS[noise] - less, PRECISION[noise] - less
    if hits < floor * there:
        yield (
            f"{corpus}, {noise}: {hits} of {there} values found, fewer than {floor:.1%};"
            f" missed: {listed(told - counts.hits)}. A rule or a cue word is missing, see"
            " `A rule of structured` in CONTRIBUTING.md; where neither the form nor a word beside"
            " the values tells what they are, give the corpus a text that does, or name the label"
            " in UNTOLD of this file"
        )
    if counts.hits.total() < precision * reported:
        yield (
            f"{corpus}, {noise}: {counts.vain.total()} of {reported} spans are in vain, more than"
            f" {1 - precision:.1%}: {listed(counts.vain)}. A rule of rules.toml holds for"
            " what it should not, or the corpus writes such values without a label"
        )
    if counts.there.total() <= ROWS // (100 if corpus in SPARSE else 10):
        yield (
            f"{corpus}, {noise}: {counts.there.total()} values in {ROWS} records tell too little;"
            " name the corpus in SPARSE of this file if that is all it has"
        )
    for label in untold:
        if noise == "clean" and counts.hits[label] >= FLOORS[noise] * counts.there[label]:
            yield f"{corpus}: {label} is found, and need not stand in UNTOLD of this file"


@pytest.mark.parametrize("noise", FLOORS)
@pytest.mark.parametrize("corpus", corpus_names())
def test_values_are_found_and_hardly_anything_else(corpus, noise):
    """In every corpus recall and precision stay above what the noise allows."""
    counts = counted(corpus, noise)
    wrong = [*complaints(corpus, noise, counts, UNTOLD.get(corpus, set()))]
    assert not wrong, "; ".join(wrong)
    if corpus == "clean_text":
        assert counts.vain.total() <= 0.05 * counts.characters / 1000


@pytest.mark.parametrize(
    ("counts", "untold", "said"),
    [
        (Counts({"QQ": 300, "IP": 300}, {"QQ": 300, "IP": 300}, {}, 9), set(), []),
        (
            Counts({"QQ": 300, "IP": 300}, {"QQ": 1, "IP": 300}, {}, 9),
            set(),
            ["301 of 600 values found, fewer than 97.0%; missed: QQ 299. A rule or a cue word"],
        ),
        (Counts({"QQ": 300, "IP": 300}, {"QQ": 1, "IP": 300}, {}, 9), {"QQ"}, []),
        (
            Counts({"QQ": 300, "IP": 300}, {"QQ": 1, "IP": 1}, {}, 9),
            {"QQ"},
            ["1 of 300 values found, fewer than 97.0%; missed: IP 299. "],
        ),
        (
            Counts({"QQ": 300}, {"QQ": 300}, {"IP": 1, "MAC": 11}, 9),
            {"QQ"},
            ["12 of 312 spans are in vain, more than 3.5%: MAC 11, IP 1. ", "QQ is found, and"],
        ),
        (Counts({"QQ": 200}, {"QQ": 200}, {}, 9), set(), ["200 values in 2000 records"]),
    ],
)
def test_a_corpus_that_is_not_read_says_why(counts, untold, said):
    """Which labels are missed or found in vain, and what to do about it."""
    counts = counts._replace(**{key: Counter(getattr(counts, key)) for key in counts._fields[:3]})
    heard = [*complaints("new", "clean", counts, untold)]
    assert len(heard) == len(said)
    assert all(part in line for part, line in zip(said, heard, strict=True))


TEXTS = st.lists(PIECE, max_size=12).map("".join)


@given(TEXTS)
@example("110000000101000")
def test_what_is_found_is_valid(text):
    """Whatever the text, numbers with a checksum pass an independent validator."""
    for value, label in found(text):
        digits = re.sub(r"\D", "", value)
        match label:
            case "RESIDENT_ID" if len(digits) == 15:  # an old one: a date, and no check digit
                assert np.datetime64(f"19{digits[6:8]}-{digits[8:10]}-{digits[10:12]}")
            case "RESIDENT_ID":
                assert ric.calc_check_digit(value.upper()) == value[-1].upper()
            case "USCC":
                assert uscc.calc_check_digit(value[:-1].upper()) == value[-1].upper()
            case "BANK_CARD":
                assert luhn.is_valid(value)


@given(TEXTS)
@example("京A0-00000")
@example("京A000000000")
@example("电话95000")
def test_what_is_found_has_its_shape(text):
    """Whatever the text, numbers of telephones and vehicles and addresses look like it."""
    for value, label in found(text):
        digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", value))  # ² is a 2
        match label:
            case "MOBILE":
                # Those who hide numbers write them from their end, too.
                assert re.fullmatch(r"1[3-9]\d{9}|\d{9}[3-9]1", digits[-11:])
            case "LANDLINE":
                assert re.search(r"(?:0\d{2,3}\D{0,3})?[2-8]\d{3}", value)
                assert len(digits) >= 7
            case "HOTLINE":
                # A and B are written for 4 and 8; a number of five digits is a service's, too.
                assert re.match(r"[4A8B]00|\d{5}$", value)
            case "EMAIL":
                assert re.fullmatch(
                    r"[0-9A-Za-z][\w.%+-]*@[\w.-]+\.[0-9A-Za-z]{2,}", value, re.ASCII
                )
            case "LICENSE_PLATE":
                assert len(re.sub(r"[\W_]", "", value)) in {7, 8}  # without what stands between


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
        ("电话：010-20000000,20000001", [("010-20000000", "LANDLINE"), ("20000001", "LANDLINE")]),
        ("订餐电话20000000", [("20000000", "LANDLINE")]),
        ("010-20000000转801", [("010-20000000转801", "LANDLINE")]),
        ("投诉请拨12300。", [("12300", "HOTLINE")]),
        ("加我QQ：1000000000", [("1000000000", "QQ")]),
        ("企鹅号 1000000000", [("1000000000", "QQ")]),
        ("薇信abc_0000000", [("abc_0000000", "WECHAT")]),
        ("出生于1900年1月1日", [("1900年1月1日", "DATE_OF_BIRTH")]),
        ("护照E00000000", [("E00000000", "PASSPORT")]),
        ("回乡证H00000000", [("H00000000", "TRAVEL_PERMIT")]),
        ("IP地址10.0.0.1", [("10.0.0.1", "IP")]),
        ("02:00:00:00:00:0A", [("02:00:00:00:00:0A", "MAC")]),
        ("坐标116.000000,40.000000", [("116.000000,40.000000", "GEO_POINT")]),
        (
            "京(2020)某区不动产权第0000000号",
            [("京(2020)某区不动产权第0000000号", "PROPERTY_TITLE")],
        ),
        ("运单SF0000000000000", [("SF0000000000000", "WAYBILL")]),
        ("住院号000001", [("000001", "MEDICAL_NO")]),
        ("考生号26110101000000", [("26110101000000", "EXAM_NO")]),
        ("准考证号：010100000", [("010100000", "EXAM_NO")]),
        ("面积010100000", []),
        ("学籍号：1101010001202300000", [("1101010001202300000", "STUDENT_NO")]),
        ("L110101200801010000", [("L110101200801010000", "STUDENT_NO")]),
        ("L110101200813010000", []),
        ("IMSI460000000000000", [("460000000000000", "IMSI")]),
        ("１９９００００００００", [("１９９００００００００", "MOBILE")]),
        ("一九九零零零零零零零零", [("一九九零零零零零零零零", "MOBILE")]),
        ("张三19900000000", [("19900000000", "MOBILE")]),
        ("①⑨⑨00000000", [("①⑨⑨00000000", "MOBILE")]),
        ("199\u200b0000\u200b0000", [("199\u200b0000\u200b0000", "MOBILE")]),
        ("1.9.9.0000.00.00", [("1.9.9.0000.00.00", "MOBILE")]),
        ("l99OOOO0000", [("l99OOOO0000", "MOBILE")]),
        ("nobody at example dot com", [("nobody at example dot com", "EMAIL")]),
        ("京AD00000停", [("京AD00000", "LICENSE_PLATE")]),
        ("1[强]99[红包]0000[玫瑰]0000", [("1[强]99[红包]0000[玫瑰]0000", "MOBILE")]),
        ("1=9~9^0+00*00~000", [("1=9~9^0+00*00~000", "MOBILE")]),
        ("1̶9̶9̶00000000", [("1̶9̶9̶00000000", "MOBILE")]),
        ("依酒久零零零零零零零零", [("依酒久零零零零零零零零", "MOBILE")]),
        ("1两个9四个0四个0", [("1两个9四个0四个0", "MOBILE")]),
        ("199接0000再接0000", [("199接0000再接0000", "MOBILE")]),
        ("199（别存错）0000（记好）0000", [("199（别存错）0000（记好）0000", "MOBILE")]),
        ("前三位：199，后八位：00000000", [("199，后八位：00000000", "MOBILE")]),
        ("nobody(at)example(dot)com", [("nobody(at)example(dot)com", "EMAIL")]),
        ("ⓝⓞⓑⓞⓓⓨ@ⓔⓧⓐⓜⓟⓛⓔ.ⓒⓞⓜ", [("ⓝⓞⓑⓞⓓⓨ@ⓔⓧⓐⓜⓟⓛⓔ.ⓒⓞⓜ", "EMAIL")]),
        ("199✅0000❤️0000", [("199✅0000❤️0000", "MOBILE")]),
        ("有事拨12300。", [("12300", "HOTLINE")]),
        ("暗号（常用）9000000001，进群备注", [("9000000001", "QQ")]),
        ("甲,慢性胃炎,某医院,0000001,男", [("0000001", "MEDICAL_NO")]),
        ("主号QQ9000000001", [("9000000001", "QQ")]),
        ("QQ9000000001", [("9000000001", "QQ")]),
        ("补一位：某某，00000001，住某酒店", [("00000001", "TRAVEL_PERMIT")]),
        ("①位：某某，某医院，0000001，耳鸣", [("0000001", "MEDICAL_NO")]),
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
        "发票代码057120000000",  # it could be a landline without a separator
        "验证码20000000",
        "订单编号123456789012345678",
        "V10.0.8.55",  # a version, not an IP address
        "成立日期1990-01-01",
        "978-7-000-00000-0",
        "0571-10000000",  # no local number begins with 1
        "0571-200000",  # too short
        "0999-20000000",  # no such area
        "2026-01-01",
        "京I00000",  # plates have no I
        "@example.com",
        "nobody@example",
        "外形278*153*955",
        "月租12999元",
        "共计9000000001元",
        "发票号9000000001已作废",
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
    answer = DETECTOR.detect(batch)
    assert answer.select(["row", "column", "start"]).to_pylist() == [
        {"row": 1, "column": 0, "start": 1},
        {"row": 1, "column": 1, "start": 1},
    ]


@pytest.mark.parametrize(
    ("header", "cell", "label"),
    [
        ("QQ号", "1000000000", "QQ"),
        ("微信", "somebody", "WECHAT"),
        ("住院号", "0000001", "MEDICAL_NO"),
        ("出生日期", "2000-01-01", "DATE_OF_BIRTH"),
        ("成立日期", "1990-01-01", None),
        ("列1", "19900000000", "MOBILE"),
        ("姓名", "19900000000", "MOBILE"),
    ],
)
def test_headers_are_cues_that_a_clear_form_outweighs(header, cell, label):
    """A header counts as a word before each cell; a number with a form of its own needs none."""
    batch = pa.record_batch([pa.array([cell]), pa.array(["。"])], names=[header, "其他"])
    answer = DETECTOR.detect(batch).column("label").to_pylist()
    assert answer == ([label] if label else [])


@given(st.lists(PIECE, max_size=12).map("".join), st.lists(PIECE, max_size=12).map("".join))
def test_rows_do_not_see_each_other(one, two):
    """Two texts in one batch have the spans that each has alone."""
    batch = pa.record_batch([pa.array([one, two])], names=["text"])
    both = DETECTOR.detect(batch).to_pylist()
    together = [
        [(text[s["start"] : s["end"]], s["label"]) for s in both if s["row"] == row]
        for row, text in enumerate((one, two))
    ]
    assert together == [found(one), found(two)]


@given(st.text("①❷３四伍0Ol\u200b🔥1️⃣ -.京A微信", max_size=30))
def test_spans_of_the_view_lie_in_the_text(text):
    """Whatever the view folds, spans are places of the text, in order and apart."""
    batch = pa.record_batch([pa.array([text])], names=["text"])
    spans = DETECTOR.detect(batch).to_pylist()
    edges = [edge for span in spans for edge in (span["start"], span["end"])]
    assert edges == sorted(edges)
    assert all(0 <= span["start"] < span["end"] <= len(text) for span in spans)

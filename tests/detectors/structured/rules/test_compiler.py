"""Tests of rules as kernels."""

import re

import numpy as np
import pyarrow as pa
import pytest

from leakbench.detectors.normalize.blocks import text_of
from leakbench.detectors.normalize.fold_tables import fold_tables
from leakbench.detectors.structured.candidates import KIND, ROW, START, STOP, Neighbours, Place
from leakbench.detectors.structured.cues import cue_tables
from leakbench.detectors.structured.find_candidates import Column, Portion, find_candidates
from leakbench.detectors.structured.labels import FIRST_SHAPE, LABELS, NOTHING, RULES, shape
from leakbench.detectors.structured.number_tables import number_tables
from leakbench.detectors.structured.rules.compiler import (
    FUNCTIONS,
    Nearby,
    compile_rules,
    rules_source,
)
from leakbench.detectors.structured.rules.language import read_rules
from leakbench.generator.corpus import corpus_names
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

TABLES, WORDS, FOLDS = number_tables(), cue_tables(), fold_tables()
TEXT = RULES.read_text("utf-8")
KERNELS = compile_rules(TEXT)
TOY = """
labels = ["LOCKER"]
[cues]
digits = ["WAYBILL", "OTHER_NUMBER"]
[context]
digits = [
    { width = 8, prefix = "7", cue = "none", nothing = true },
    { width = "7-8", prefix = ["7", "80-89"], when = "not counted", likely = "LOCKER" },
    { width = 8, cue = "WAYBILL", told = "LOCKER" },
]
"""


def candidates_of(cells):
    """(data, offsets, candidates) of some cells."""
    column = pa.array(cells)
    _, offsets, data = column.buffers()
    offsets = np.frombuffer(offsets, np.int32, len(cells) + 1)
    data = np.frombuffer(data or b"", np.uint8)
    data.flags.writeable = offsets.flags.writeable = False
    out = np.zeros((6, len(data) + 80), np.int32)
    deferred = np.zeros(len(cells), np.bool_)
    portion = Portion(0, len(cells), True)  # noqa: FBT003 - a tuple for kernels
    count = find_candidates(Column(text_of(data), offsets), portion, FOLDS, TABLES, deferred, out)
    return data, offsets, out[:, :count]


def labelled(kernels, text):
    """What rules make of the candidates of a text."""
    data, offsets, found = candidates_of([text])
    memo = np.full(2, -1, np.int32)
    answers = []
    for index, candidate in enumerate(found.T):
        place = Place(data, 0, 0, int(candidate[START]), int(candidate[STOP]), int(offsets[1]))
        neighbours = Neighbours(found, found.shape[1], index, NOTHING, 0)
        nearby = Nearby(0, *WORDS, TABLES, neighbours, memo)
        answers.append(kernels["by_context"](int(candidate[KIND]), place, nearby))
    return answers


def test_a_new_kind_of_number_needs_only_rules():
    """A file with a label and its rules is enough for it to be found; the first that holds decides.

    The toy knows lockers of a parcel station.
    """
    kernels = compile_rules(TOY, "toy.toml")
    assert labelled(kernels, "柜号 8012345，已放") == [(0, 60)]
    assert labelled(kernels, "柜号 8012345元") == [(NOTHING, 0)]  # a unit stands behind
    assert labelled(kernels, "柜号 70123456，已放") == [(NOTHING, 0)]  # decided by the first rule
    assert labelled(kernels, "快递 70123456，已放") == [(0, 60)]
    assert labelled(kernels, "快递 90123456，已放") == [(0, 90)]
    assert labelled(kernels, "柜号 90123456，已放") == [(NOTHING, 0)]


def test_rules_that_cannot_be_followed_are_not_compiled():
    """The message is that of reading them."""
    with pytest.raises(ValueError, match="rule 2: unknown 'luhm'"):
        compile_rules(TOY.replace('"7", "80-89"]', '"7"], check = "luhm"'))


@pytest.mark.parametrize(
    ("name", "value", "label"),
    [
        ("digits_by_form", "19900000000", "MOBILE"),
        ("digits_by_form", "12900000000", None),
        ("separated_by_form", "4000000000", "HOTLINE"),
        ("mixed_by_form", "sf0000000000000", "WAYBILL"),
        ("mixed_by_form", "SF00000000000A0", None),
        ("separated_by_form", "057120000000", "LANDLINE"),
    ],
)
def test_forms_are_known(name, value, label):
    """By width, prefix, pattern and check."""
    data = np.frombuffer(value.encode(), np.uint8)
    kernel = KERNELS[name]
    kind = kernel(Place(data, 0, 0, 0, len(data), len(data)), TABLES)
    expected = LABELS.index(label) if label else NOTHING
    assert kind == expected or (label is None and kind == shape("name"))


@pytest.fixture(scope="module")
def asked():
    """The rules as functions that say which of them decided, and the places of the rules."""
    book = read_rules(TEXT)
    numbered, places = {}, []
    for key, rules in book.rules.items():
        numbered[key] = []
        for rule in rules:
            numbered[key].append(rule._replace(result=f"RULE_{len(places)}"))
            places.append(rule.place)
    source = rules_source(book._replace(rules=numbered))
    namespace = {
        **FUNCTIONS,
        **{f"RULE_{number}": _FIRST + number for number in range(len(places))},
        "inner": lambda function: function,
        "inlined": lambda function: function,
    }
    exec(source, namespace)  # noqa: S102 - it is what is tested
    return namespace, places


_FIRST = 1000  # the number of the first rule, behind those of labels
# Texts in which rules decide that hardly any text of a corpus asks.
EXAMPLES = [
    "身份证号100000000000001",
    "甲019900000000",
    "甲02020000000",
    "甲00000000991",
    "甲730000000000",
    "甲7300000000000",
    "某某,19900000000,120000000000",
    "甲110000900101000",
    "身份证1000000",
    "某某,00000001,入住",
    "他是1000000001",
    "QQ：9.0.0.0.0.0.0.0.1",
    "运单AB00000000CD",
    "注册号110000000000000",
    "110000000000009",  # a province and the right check digit
    "电话：010-20000000,20000001",
    "订餐电话20000000",
    "护照00000000",
    "台胞证00000000",
    "QQ：1000000000",
    "QQ：4000000000",
    "客服4000000000",
    "加我1000000000",
    "IMEI：000000000000001",
    "IMSI：000000000000001",
    "座机057120000000",
    "057120000000",
    "甲，310000000000",
    "某某，19900000000，120000000000",
    "JOHN SMITH 000000000",
    "补一位：某某，00000001，住某酒店",
    "甲,慢性胃炎,某医院,0000001,男",
    "有一串很长的话在这里写着，后面跟着一个数。1000000",
    "暗号（常用）9000000001，进群备注",
    "QQ9.0.0.0.0.0.0.0.1",
    "tel19900000000",
    "abc19900000000",
    "QQ9000000001",
    "IMEI000000000000001",
    "IMSI000000000000001",
    "护照0000000AB",
    "JOHN SMITH A000000B0",
    "运单0000000000AB",
    "微信E00000000",
    "护照E00000000",
    "回乡证H00000000",
    "订单E00000000",
    "H00000000",
    "C00000000",
    "E00000000",
    "1990年1月1日出生",
    "1990年1月1日成立",
    "生日1990-01-01",
    "某某,1990-01-01,男",
    "成立日期1990-01-01",
    "IP地址10.0.0.1",
    "版本10.0.0.1",
    "主机20.0.0.1",
    "1990-01-01 京(2020)某区不动产权第0000000号",
]


def test_every_rule_of_the_context_decides(asked):
    """Each decides some candidate of a sample, or of texts that are made for it."""
    namespace, places = asked
    seen = deciding(namespace, EXAMPLES)
    for corpus in corpus_names():
        (batch,) = batches(Spec(corpus=corpus, split="dev", noise="clean"), 100)
        seen |= deciding(namespace, batch.column("text").to_pylist())
    unseen = [place for number, place in enumerate(places, _FIRST) if number not in seen]
    assert [place for place in unseen if "context." in place] == []


def deciding(namespace, cells):
    """Numbers of the rules that decide the candidates of some cells."""
    data, offsets, found = candidates_of(cells)
    memo = np.full(2, -1, np.int32)
    seen = set()
    last_row = -1
    for index, candidate in enumerate(found.T):
        row, kind = int(candidate[ROW]), int(candidate[KIND])
        low, end = int(offsets[row]), int(offsets[row + 1])
        if row != last_row:
            last_row, last_label, last_stop = row, NOTHING, low
        start, stop = int(candidate[START]), int(candidate[STOP])
        neighbours = Neighbours(found, found.shape[1], index, last_label, last_stop)
        nearby = Nearby(0, *WORDS, TABLES, neighbours, memo)
        place = Place(data, low, last_stop, start, stop, end)
        glued = re.fullmatch(rb"([A-Za-z]+)\d+", data[start:stop].tobytes())
        if kind == shape("name") and glued:
            digits = place._replace(search_from=start, start=start + glued.end(1))
            seen.add(namespace["glued_in_context"](digits, nearby)[0])
        seen.add(namespace["by_context"](kind, place, nearby)[0])
        if kind < FIRST_SHAPE:
            last_label, last_stop = kind, stop
    return seen


@pytest.mark.parametrize(
    "value",
    [
        "4000000000",
        "19900000000",
        "11010119000101001X",
        "9" + "1" + "110101" + "000000000" + "0",
    ],
)
def test_values_may_be_broken_up(value):
    """What is known whole is known in groups with a separator between."""
    data = np.frombuffer(value.encode(), np.uint8)
    place = Place(data, 0, 0, 0, len(data), len(data))
    name = "digits" if value.isdecimal() else "mixed"
    whole = KERNELS[f"{name}_by_form"](place, TABLES)
    parted = KERNELS["separated_by_form" if value.isdecimal() else "separated_mixed_by_form"]
    assert parted(place, TABLES) == whole or whole >= FIRST_SHAPE

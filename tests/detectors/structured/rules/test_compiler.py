"""Tests of the source that rules become."""

import re

import numpy as np
import pytest

from leakbench.detectors.structured.candidates import KIND, ROW, START, STOP, Neighbours, Place
from leakbench.detectors.structured.cues import cue_tables
from leakbench.detectors.structured.labels import FIRST_SHAPE, NOTHING, RULES, shape
from leakbench.detectors.structured.number_tables import number_tables
from leakbench.detectors.structured.rules.compiler import Nearby, rules_source
from leakbench.detectors.structured.rules.kernels import FUNCTIONS
from leakbench.detectors.structured.rules.language import read_rules
from leakbench.generator.corpus import corpus_names
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

NUMBERS, WORDS = number_tables(), cue_tables()


@pytest.fixture(scope="module")
def asked():
    """The rules as functions that say which of them decided, and the places of the rules."""
    book = read_rules(RULES)
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
    "学籍号：1101010001202300000",
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
    "有麻烦就按12305",
    "加我1000000000",
    "IMEI：000000000000001",
    "IMSI：000000000000001",
    "座机057120000000",
    "057120000000",
    "甲，310000000000",
    "某某，19900000000，120000000000",
    "某某 73000000000000",
    "查一下3000000000000这个快递单号",
    "3000000000000是运单号",
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


def test_every_rule_of_the_context_decides(asked, candidates_of):
    """Each decides some candidate of a sample, or of texts that are made for it."""
    namespace, places = asked
    seen = deciding(namespace, *candidates_of(EXAMPLES))
    for corpus in corpus_names():
        (batch,) = batches(Spec(corpus=corpus, split="dev", noise="clean"), 100)
        seen |= deciding(namespace, *candidates_of(batch.column("text").to_pylist()))
    unseen = [place for number, place in enumerate(places, _FIRST) if number not in seen]
    idle = [place for place in unseen if "context." in place]
    assert not idle, (
        f"{idle} decide nothing: add a text to EXAMPLES in this file that each decides, or see"
        " whether an earlier rule takes it, and whether the kind of its cue is among `of_numbers`"
        " of cues.toml"
    )


def deciding(namespace, column, found, _):
    """Numbers of the rules that decide the candidates of some cells."""
    text, offsets = column
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
        nearby = Nearby(0, *WORDS, NUMBERS, neighbours, memo)
        place = Place(text.data, low, last_stop, start, stop, end)
        glued = re.fullmatch(rb"([A-Za-z]+)\d+", text.data[start:stop].tobytes())
        if kind == shape("name") and glued:
            digits = place._replace(search_from=start, start=start + glued.end(1))
            seen.add(namespace["glued_in_context"](digits, nearby)[0])
        seen.add(namespace["by_context"](kind, place, nearby)[0])
        if kind < FIRST_SHAPE:
            last_label, last_stop = kind, stop
    return seen

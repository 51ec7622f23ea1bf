"""Tests of the shapes of values."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.realism.shapes import DEFAULT, shape_rules, shapes_of
from leakbench.generator.entities import coarse_labels

LABELS = (*shape_rules(), "NOWHERE")


def shape(value, label):
    """The shape of one value."""
    return shapes_of(pa.array([value], pa.string()), label)[0].as_py()


@pytest.mark.parametrize(
    ("label", "value", "expected"),
    [
        ("ADDRESS", "某某省子丑市寅卯区辰巳路12号3幢405室", "口省口市口区口路99号9幢999室"),
        ("ADDRESS", "某某路8号A座二楼", "口路9号A座口楼"),
        ("ADDRESS", "BD园（乙门）1-2-301", "AA园（口门）9-9-999"),
        ("PERSON", "甲乙丙", "口口口"),
        ("PERSON", "甲先生", "口先生"),
        ("PERSON", "老乙", "老口"),
        ("PERSON", "Ab·C", "AA·A"),
        ("ORG", "某某有限责任公司", "口有限责任公司"),
        ("ORG", "甲乙大学附属医院", "口大学口医院"),
        ("PHONE", "13800000000", "19999999999"),
        ("PHONE", "010-00000000转12", "099-99999999转99"),
        ("PHONE", "4000000000", "4009999999"),
        ("ACCOUNT", "abc_99@example.invalid", "A_9@A.A"),
        ("ID_NUMBER", "ＡＢ１２ é③ 甲", "ＡＡ９９_Ａ９_口"),
        ("PERSON", "甲🀄\n乙", "口※_口"),
    ],
)
def test_what_stays_of_a_value(label, value, expected):
    """Digits, letters, characters and signs as the rules say."""
    assert shape(value, label) == expected


@given(st.text(max_size=12), st.sampled_from(LABELS))
def test_a_shape_is_its_own_shape(value, label):
    """Nothing more can be taken from it."""
    assert shape(shape(value, label), label) == shape(value, label)


@given(st.text(max_size=12), st.sampled_from(LABELS))
def test_nothing_but_declared_words_and_punctuation_stays(value, label):
    """Every letter and digit of a shape is a sign for all, or stands in the rule."""
    rule = shape_rules().get(label, shape_rules()[DEFAULT])
    allowed = set("口9AＡ９").union(rule.kept, *rule.words, *rule.leading)
    assert {one for one in shape(value, label) if one.isalnum()} <= allowed


def test_rules_are_of_labels_that_there_are():
    """And of kinds of runs that are known."""
    assert set(shape_rules()) - {DEFAULT} <= coarse_labels()
    for rule in shape_rules().values():
        assert rule.runs <= {"han", "digits", "letters"}

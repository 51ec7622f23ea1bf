"""Tests of what templates say."""

import pytest

from leakbench.generator.template_readings import (
    Before,
    first_reading,
    nodes_of,
    skeleton,
    stretches,
)

TEMPLATE = "打«电话«号|»|手机»[：{a}转«{b}|九»]吧{c}"


def test_the_first_reading_has_every_part():
    """And the first of all alternatives."""
    assert first_reading(nodes_of(TEMPLATE)) == "打电话号：{a}转{b}吧{c}"


def test_the_skeleton_has_no_alternatives():
    """It is what every reading has."""
    assert skeleton(nodes_of(TEMPLATE)) == "打：{a}转吧{c}"


def test_stretches_end_at_fields_and_alternatives():
    """Brackets do not break them."""
    assert stretches(nodes_of(TEMPLATE)) == ["打", "电话", "号", "手机", "：", "转", "九", "吧"]
    assert stretches(nodes_of("一[二{a}三]四")) == ["一二", "三四"]


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("你的手机：{a}", {"你的手机："}),
        ("在吗，手机： {a}", {"手机： "}),
        ("«手机|电话»«：|→|，»{a}", {"手机：", "电话：", "手机→", "电话→", ""}),
        ("{b}号[的{b}]{a}", {"号"}),
        ("一二三四五六七八九十百=«x|»{a}", {"x", "二三四五六七八九十百="}),
        ("{a}", {""}),
    ],
)
def test_words_before_a_field_are_those_of_any_reading(template, words):
    """Back to the last sign that ends a word, and only so far."""
    assert Before(nodes_of(template)).words["a"] == words


@pytest.mark.parametrize(
    ("template", "fields"),
    [
        ("{b}{a}", {"b"}),
        ("{b}，{a}", set()),
        ("{b}[，{c}]{a}", {"b", "c"}),
        ("{b}«，|»{a}", {"b"}),
        ("{b}«，|{c}，»{a}", set()),
        ("«{b}|{c}|x»{a}", {"b", "c"}),
    ],
)
def test_fields_touch_where_a_reading_has_nothing_between(template, fields):
    """Dropped parts and empty alternatives are nothing."""
    assert Before(nodes_of(template)).fields["a"] == fields

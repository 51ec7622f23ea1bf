"""Tests of dialogues whose acts name values."""

import json
from pathlib import Path

import pytest

from leakbench.benchmarks.real.dialogue_acts import read_dialogues
from leakbench.benchmarks.sources.labelled_file import LabelledFileError

LABELS = {"电话": "PHONE", "地址": "ADDRESS", "名称": ""}
PATH = Path("made_up.json")


def dialogue(content, *acts):
    """A file of one message, its acts by slot and value."""
    told = [["Inform", "餐馆", slot, value] for slot, value in acts]
    return json.dumps({"7": {"messages": [{"content": content, "dialog_act": told}]}}).encode()


def spans(content, *acts):
    """The labelled strings of one message; None if it is left out."""
    (found,) = read_dialogues(PATH, dialogue(content, *acts), LABELS)
    if found is None:
        return None
    assert (found.place, found.text) == ("7/0", content)
    return [(content[start:end], label) for start, end, label in found.spans]


def test_values_are_spans_where_they_stand():
    """In the order of the text; slots that the card does not name or leaves out are passed over."""
    content = "甲店在乙路9号，电话000-00000000。"
    acts = [("电话", "000-00000000"), ("地址", "乙路9号"), ("名称", "甲店"), ("评分", "5分")]
    assert spans(content, *acts) == [("乙路9号", "ADDRESS"), ("000-00000000", "PHONE")]
    assert spans("电话是多少？", ("电话", "")) == []
    assert spans("你好。") == []


@pytest.mark.parametrize("value", ["0000000 1111111", "0000000,1111111", "0000000、1111111"])
def test_several_numbers_are_a_span_each(value):
    """However they are parted in the value and in the text."""
    expected = [("0000000", "PHONE"), ("1111111", "PHONE")]
    assert spans("电话是0000000或1111111。", ("电话", value)) == expected
    assert spans(f"电话{value}", ("电话", value)) == expected


def test_an_address_with_spaces_is_one_span():
    """Only telephone numbers are parted."""
    assert spans("在乙路 9号", ("地址", "乙路 9号")) == [("乙路 9号", "ADDRESS")]


@pytest.mark.parametrize(
    ("content", "slot", "value"),
    [
        ("好的。", "电话", "0000000"),
        ("在乙路、9号", "地址", "乙路 9号"),
        ("乙路北边的乙路", "地址", "乙路"),
        ("电话00000001", "电话", "0000000"),
        ("电话10000000", "电话", "0000000"),
        ("电话0000000", "电话", "0000000 1111111"),
    ],
)
def test_a_value_without_its_place_leaves_the_message_out(content, slot, value):
    """In other words, several times, inside of another number, or not at all."""
    assert spans(content, (slot, value)) is None


def test_one_value_told_twice_is_one_span():
    """Two acts may name it."""
    assert spans("电话0000000", ("电话", "0000000"), ("电话", "0000000")) == [("0000000", "PHONE")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"7": \n', "line 2: broken JSON"),
        (b"\xff", "line 1: not UTF-8"),
        (b"[]", "not an object with a dialogue under each identifier"),
        (b'{"7": {}}', "dialogue 7 has no list of messages"),
        (b'{"7": 1}', "dialogue 7 has no list of messages"),
        (b'{"7": {"messages": [{}]}}', "dialogue 7, message 1: no content with its dialog_act"),
        (
            b'{"7": {"messages": [{"content": "", "dialog_act": [["a", "b"]]}]}}',
            r"dialogue 7, message 1: not \[intent, domain, slot, value\]",
        ),
    ],
)
def test_a_file_that_is_no_dialogues_is_refused(data, message):
    """What and where."""
    with pytest.raises(LabelledFileError, match=message):
        list(read_dialogues(PATH, data, LABELS))

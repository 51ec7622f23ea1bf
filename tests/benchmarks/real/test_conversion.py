"""Tests of converters: the texts and spans that they make, and the lines that they refuse."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.real.conversion import converted
from leakbench.benchmarks.sources.labelled_file import LabelledFileError

LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": ""}
PARTS = {"prov": "ADDRESS", "roadno": "ADDRESS", "other": ""}
PATH = Path("made_up.txt")


def read(text, converter="conll", labels=None):
    """Places, texts, and the labelled strings in them."""
    records = converted(PATH, text.encode(), converter, LABELS if labels is None else labels)
    return [
        (one.place, one.text, [(one.text[start:end], label) for start, end, label in one.spans])
        for one in records
    ]


@pytest.mark.parametrize(
    "text",
    [
        "甲 B-PER\n某 I-PER\n在 O\n乙 B-LOC\n\n好 O\n",
        "甲 B-PER\n某 E-PER\n在 O\n乙 S-LOC\n\n好 O\n",
        "甲\tB-PER\n某\tM-PER\n在\tO\n乙\tS-LOC\n\n好\tO",
        "甲 0 x B-PER\n某 1 x I-PER\n在 0 y O\n乙 0 y B-LOC\n\n好 0 z O\n",
    ],
)
def test_tags_of_every_scheme_become_spans(text):
    """With further columns or without; what the card leaves out is no span."""
    assert read(text) == [("0", "甲某在乙", [("甲某", "PERSON")]), ("1", "好", [])]


def test_a_sentence_keeps_its_spaces():
    """Where a comment gives it as it was written."""
    text = "# text = 在 Ab Cd 公司\n1\t在\tO\n2\tAb\tB-ORG\n3\tCd\tI-ORG\n4\t公司\tI-ORG\n"
    assert read(text) == [("0", "在 Ab Cd 公司", [("Ab Cd 公司", "ORG")])]


def test_places_in_words_are_taken_off():
    """One or two digits after each character, which may itself be a digit or a broken one."""
    text = "甲0\tB-PER\n某1\tI-PER\n10\tO\n21\tO\n\ufffd\ufffd0\tO\ne12\tO\n"
    assert read(text, "conll_numbered") == [("0", "甲某12\ufffd\ufffde", [("甲某", "PERSON")])]


@given(st.lists(st.text("甲1a", min_size=1, max_size=12), min_size=1, max_size=5))
def test_numbered_characters_are_the_words_again(words):
    """Whatever the characters are, digits too."""
    lines = [f"{one}{place}\tO" for word in words for place, one in enumerate(word)]
    assert read("\n".join(lines), "conll_numbered") == [("0", "".join(words), [])]


def test_a_line_of_components_is_one_value():
    """Its parts, joined without spaces, from the first character to the last."""
    text = "甲 B-prov\n省 I-prov\nA B-roadno\n602 I-roadno\n\n9 B-roadno\n"
    assert read(text, "components", PARTS) == [
        ("0", "甲省A602", [("甲省A602", "ADDRESS")]),
        ("1", "9", [("9", "ADDRESS")]),
    ]


def test_labelled_lines_are_read():
    """Blank ones are none."""
    line = {"id": "x", "text": "甲某在乙", "spans": [[0, 2, "PER"], [3, 4, "LOC"]]}
    text = f"{json.dumps(line)}\n\n{json.dumps({'text': '好', 'spans': []})}\n"
    assert read(text, "jsonl") == [("0", "甲某在乙", [("甲某", "PERSON")]), ("1", "好", [])]


@pytest.mark.parametrize(
    ("converter", "text", "line", "message"),
    [
        ("conll", "甲 O\n\n某\n", 3, "1 columns, but 2"),
        ("conll", "甲 O\n某 PER\n", 2, "column 2 has no tag"),
        ("conll", "甲 O\n\n某 B-GPE\n", 3, "label 'GPE', of which the card says nothing"),
        ("conll", "甲 O\n\n# text = 某\n乙 O\n", 4, "the text has '某' where token '乙' is next"),
        ("conll", "", None, "no records"),
        ("conll_numbered", "甲0 O\n\n某0 O\n在 O\n", 3, "'在' is not a character and its place"),
        ("conll_numbered", "甲0 O\n\n某乙1 O\n", 3, "'某乙1' is not a character and its place"),
        ("components", "甲 B-prov\n\n乙 B-prov\n丙 O\n", 3, "token 2 is part of no component"),
        ("components", "甲 B-prov\n乙 B-other\n", 1, "not parts of one label"),
        ("components", "甲 B-town\n", 1, "label 'town', of which the card says nothing"),
        ("jsonl", '{"text": "甲", "spans": []}\n{"text": ', 2, "broken JSON"),
        ("jsonl", '{"text": "甲", "spans": [[0, 2, "PER"]]}', 1, "leaves its text"),
        ("jsonl", '{"text": "甲", "spans": [[0, 1, "GPE"]]}', 1, "label 'GPE'"),
        ("jsonl", '{"text": "\\ud800", "spans": []}', 1, "half of a surrogate pair"),
    ],
)
def test_a_bad_line_is_named(converter, text, line, message):
    """With the file, and what is wrong."""
    labels = PARTS if converter == "components" else LABELS
    with pytest.raises(LabelledFileError, match=message) as error:
        read(text, converter, labels)
    assert (error.value.path, error.value.line) == (PATH, line)


def test_bytes_that_are_no_text_are_refused():
    """The line is named."""
    with pytest.raises(LabelledFileError, match="line 2: not UTF-8"):
        list(converted(PATH, b"a O\n\xff O\n", "conll", LABELS))

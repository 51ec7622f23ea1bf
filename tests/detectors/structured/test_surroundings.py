"""Tests of where clauses and sentences begin and end."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.literals import CHARACTERS
from leakbench.detectors.structured.surroundings import (
    clause_start,
    follows_key,
    over_space,
    sentence_around,
)
from leakbench.generator.declarations import Table, read_declaration
from leakbench.generator.engine.compiled import compiled

from .passes import place_of

ROLES = read_declaration(CHARACTERS).all_of(Table.text)
TEXT = st.text("a1\t\n,;|。！、：啊", max_size=9)


@compiled
def _over_space(data, at):
    return over_space(data, 0, at)


@given(TEXT, TEXT)
def test_clauses_begin_behind_marks(before, behind):
    """The nearest one, or at the start of the cell."""
    place = place_of(f"{before}[]{behind}")
    clause = re.split(rf"[\t\n,;|{ROLES['pause']}]", before)[-1]
    start = clause_start(place.data, 0, place.start)
    assert place.data[start : place.start].tobytes().decode() == clause


@given(TEXT, TEXT)
def test_sentences_reach_from_mark_to_mark(before, behind):
    """Those that end one, or the ends of a line."""
    place = place_of(f"{before}[1]{behind}")
    marks = rf"[\n{ROLES['end']}]"
    sentence = re.split(marks, before)[-1] + "1" + re.split(marks, behind)[0]
    start, end = sentence_around(place)
    assert place.data[start:end].tobytes().decode() == sentence


@pytest.mark.parametrize(
    ("before", "size"), [("", 0), ("a", 0), ("a ", 1), ("a  ", 1), ("a\u3000", 3), ("\u3000", 3)]
)
def test_one_space_is_passed_over(before, size):
    """Narrow or wide."""
    place = place_of(f"{before}[]")
    assert _over_space(place.data, place.start) == place.start - size


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("号码：[1]", True),
        ("号码：\u3000[1]", True),
        ("id=[1]", True),
        ("id: [1]", True),
        ("（[1]）", True),
        ("号码[1]", False),
        ("，[1]", False),
        ("[1]", False),
        (" [1]", False),
    ],
)
def test_keys_lead_to_values(marked, expected):
    """With a colon, a bracket or an equals sign, and at most a space behind it."""
    assert follows_key(place_of(marked)) == expected

"""Tests of what single characters mean beside others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.normalize.character_kinds import (
    DROPPED,
    FOLDED,
    LENGTHENS,
    NUMERAL,
    PICTURE,
)
from leakbench.detectors.normalize.characters import Cell
from leakbench.detectors.normalize.fold_tables import fold_tables
from leakbench.detectors.normalize.folding import STAYS, fold_at
from leakbench.generator.engine.compiled import compiled

TABLES = fold_tables()


@compiled
def _fold(data, ends, tables):
    start, end, before = ends
    return fold_at(Cell(data, 0, end), start, before, tables)


def folded(before, text):
    """What is read where a text stands behind one byte."""
    data = np.frombuffer((before + text).encode(), np.uint8)
    return _fold(data, (1, len(data), ord(before)), TABLES)


@pytest.mark.parametrize(
    ("before", "text", "meant", "read", "times"),
    [
        (" ", "３", "3", "３", 1),
        (" ", "𝟑", "3", "𝟑", 1),
        (" ", "三电", "3", "三", 1),
        ("1", "3个8", "8", "3个8", 3),
        ("1", "三个八", "8", "三个八", 3),
        ("a", "(at)b", "@", "(at)", 1),
        ("a", "(dot)b", ".", "(dot)", 1),
        ("a", "点b", ".", "点", 1),
        ("a", "艾特b", "@", "艾特", 1),
        (" ", "（", "(", "（", 1),
    ],
)
def test_a_character_is_read_as_another_one(before, text, meant, read, times):
    """Alone, or with those behind it, once or as often as it says."""
    found = folded(before, text)
    assert (chr(found.meant), found.size, found.times) == (meant, len(read.encode()), times)


@pytest.mark.parametrize(
    ("before", "text", "read"),
    [
        ("1", "\u200b2", "\u200b"),
        ("1", "中间2", "中间"),
        ("1", "（备用）2", "（备用）"),
        ("1", "🔥2", "🔥"),
        ("1", "★2", "★"),
        ("1", "[强]2", "[强]"),
    ],
)
def test_what_was_put_into_a_value_is_left_out(before, text, read):
    """Invisible characters, words, remarks and pictures, as far as they go."""
    found = folded(before, text)
    assert (found.meant, found.size) == (DROPPED, len(read.encode()))


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (" ", "中间2"),
        (" ", "🔥2"),
        ("1", "★电"),
        ("1", "·2"),
        (" ", "点b"),
        ("a", "(b)"),
        ("1", "é"),
    ],
)
def test_what_belongs_to_no_value_stays(before, text):
    """The same characters where no value goes on."""
    assert folded(before, text).meant == STAYS


def test_kinds_are_told():
    """Of the first character, since a numeral alone may still be part of a word."""
    assert folded(" ", "三电").kind == NUMERAL
    assert folded("1", "★2").kind == PICTURE
    assert folded("1", "\u20e3").meant == folded("1", "\u20e3").kind == LENGTHENS


@given(
    st.sampled_from(" 1a"), st.text("1三个位🔥é①[强]·中后面（备）(at)𝟏", min_size=1, max_size=12)
)
def test_whole_characters_are_read(before, text):
    """However many: what is read ends within the cell and between two characters."""
    found = folded(before, text)
    ends = {len(text[:count].encode()) for count in range(len(text) + 1)}
    assert found.size in ends
    assert found.times >= 1
    assert found.meant == STAYS or found.size > 0
    assert found.meant in {STAYS, DROPPED, LENGTHENS} or FOLDED <= found.meant < 128

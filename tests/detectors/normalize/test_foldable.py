"""Tests of finding the characters that may mean others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.normalize.blocks import text_of
from leakbench.detectors.normalize.fold_tables import fold_tables
from leakbench.detectors.normalize.foldable import find_foldable
from leakbench.detectors.normalize.mapping import CharacterIndex, characters_before
from leakbench.detectors.normalize.resolving import room_for_a_cell
from leakbench.generator.engine.compiled import compiled

TABLES = fold_tables()
TEXT = st.text("1a三个位①·，。、： -(（中后面é🔥电", max_size=40)


@compiled
def _find(text, start, tables, places, index):
    return find_foldable(text, start, len(text.data), tables, places, index)


def found(before, text):
    """Which characters of a cell behind another one are found, and how its bytes are counted."""
    data = np.frombuffer((before + text).encode(), np.uint8)
    start, size = len(before.encode()), len(text.encode())
    words = size // 64 + 2
    index = CharacterIndex(np.zeros(words, np.uint64), np.zeros(words, np.int32), 0)
    places = room_for_a_cell(size).places
    count = _find(text_of(data), start, TABLES, places, index)
    return [characters_before(index, at - start) for at in places.found[:count].tolist()], index


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("电话①", "①"),
        ("1三", "三"),
        ("电三三", "三三"),
        ("电三，三", "三，三"),
        ("13个8", "3个"),
        ("1中间2", "中间"),
        ("a(at)b", "("),
        ("三月", ""),
        ("电三话", ""),
        ("电话（", "（"),
        ("电话：", ""),
    ],
)
def test_characters_are_found_beside_others(text, characters):
    """By themselves, or for what stands beside them; numerals and marks within words are none."""
    at, _ = found("", text)
    assert "".join(text[place] for place in at) == characters


@given(TEXT, TEXT, st.integers(0, 25))
def test_it_does_not_matter_where_in_its_cell_a_text_stands(before, text, shift):
    """In which blocks of bytes it falls, and what stands in the cell before."""
    behind = "电电" + text
    here, _ = found("", behind)
    there, _ = found(before, "电" * shift + behind)
    assert there == [place + shift for place in here]


@given(TEXT)
def test_characters_of_the_cell_are_counted(text):
    """The map from bytes to characters is filled on the way."""
    _, index = found("", text)
    for count in range(len(text) + 1):
        assert characters_before(index, len(text[:count].encode())) == count

"""Tests of what makes a cell need normalising."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.normalize.blocks import block_at, text_of
from leakbench.detectors.normalize.characters import Cell
from leakbench.detectors.normalize.fold_tables import fold_tables
from leakbench.detectors.normalize.needs_normalizing import (
    ODD_BYTES,
    any_suspicious,
    hinting,
    is_odd_gap,
    is_suspicious,
    odd_characters,
)
from leakbench.generator.engine.compiled import compiled, inlined

TABLES = fold_tables()
LEADS = {"Chinese": range(0xE4, 0xEA), "other": [*range(0xC2, 0xE4), *range(0xEA, 0xF5)]}


@inlined
def _hints_of_block(text, leads, hints):
    return hinting(block_at(text, 0, len(text.data)), leads, hints)


@compiled
def _hinting(text, leads, hints):
    return _hints_of_block(text, leads, hints)


@compiled
def _odd(data, leads, folds):
    return odd_characters(Cell(data, 0, len(data)), 0, leads, folds)


def in_bytes(text):
    """A text's bytes."""
    return np.frombuffer(text.encode(), np.uint8)


def leads_of(text, kind):
    """Where characters of a kind begin in a text of at most a block, as bits."""
    places = (place for place, byte in enumerate(text.encode()) if byte in LEADS[kind])
    return np.uint64(sum(1 << place for place in places))


@pytest.mark.parametrize(
    ("before", "character", "behind", "expected"),
    [
        ("1", "三", "电", True),
        ("", "三", "1", True),
        ("电", "三", "四", True),
        ("电", "三", "电", False),
        ("a", "★", "电", True),
        ("电", "★", "电", False),
        ("1", "（", "电", True),
        ("三", "位", "电", True),
        ("电", "位", "电", False),
        ("电", "面", "1", True),
        ("a", "艾", "特", True),
        (" ", "艾", "特", False),
    ],
)
def test_a_character_is_suspicious_beside_others(before, character, behind, expected):
    """If it may belong to a number or an address there, alone and as one that hints at it."""
    text = before + character + behind
    at, code = len(before.encode()), ord(character)
    cell = Cell(in_bytes(text), 0, len(text.encode()))
    assert is_suspicious(cell, at, TABLES.alarms[code], code, TABLES.alarms) == expected
    hinted = np.array([1 << at], np.uint64)
    assert any_suspicious(cell, hinted, 1, TABLES.alarms) == expected


@given(st.text("电话公司三幺八位尾面1a", max_size=21))
def test_chinese_characters_hint_by_their_last_bytes(text):
    """Numerals, words between parts and 尾 do, wherever they stand."""
    bits = _hinting(text_of(in_bytes(text)), leads_of(text, "Chinese"), TABLES.hints)
    expected = sum(
        1 << len(text[:place].encode())
        for place, character in enumerate(text)
        if character in "司三幺八位尾面"
    )
    assert bits == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电①", True),
        ("1\u200b2", True),
        ("电🔥电", False),
        ("1🔥电", True),
        ("电🔥1", True),
        ("电𝟏", True),
        ("1·2", True),
        ("电·1", False),
        ("★电", False),
        ("★1", True),
        ("é，。", False),
    ],
)
def test_odd_characters_are_told_from_ordinary_ones(text, expected):
    """Those that mean others anywhere, and those that may beside a digit or letter."""
    assert _odd(in_bytes(text), leads_of(text, "other"), TABLES.alarms)[1] == expected


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("1=2", 1, True),
        ("a=2", 1, False),
        ("a[强]b", 1, True),
        ("a[b]", 1, False),
        ("a!b", 1, True),
        ("a! ", 1, False),
        ("a(at)b", 1, True),
        ("a(b)", 1, False),
        ("=2", 0, False),
        ("1=", 1, False),
    ],
)
def test_an_odd_gap_stands_within_a_value(text, at, expected):
    """Between two digits, before the name of a picture or a sign that is spelt."""
    data = in_bytes(text)
    assert ODD_BYTES[data[at]]
    assert is_odd_gap(data, 0, at, len(data)) == expected

"""Tests of reading a cell as masks."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.normalize.blocks import text_of
from leakbench.detectors.normalize.cell_masks import read_cell, room_for_masks
from leakbench.detectors.normalize.fold_tables import fold_tables
from leakbench.detectors.normalize.mapping import characters_before
from leakbench.generator.engine.compiled import compiled

pytestmark = pytest.mark.slow

TABLES = fold_tables()
TEXT = st.text("a9Zz0 -@，。：、电话司幺三é·①🔥尾", max_size=60)


@compiled
def _read(text, start, as_written, tables):
    masks = room_for_masks(len(text.data))
    end = len(text.data)
    count, signs, deferred = read_cell(text, start, end, as_written, tables, masks)
    return masks.edges[:count], signs, deferred, masks.letters, masks.characters


def read(before, text, as_written):
    """One cell that stands behind another one."""
    data = np.frombuffer((before + text).encode(), np.uint8)
    return _read(text_of(data), len(before.encode()), as_written, TABLES)


@given(TEXT, TEXT)
def test_runs_begin_and_end_where_they_do(before, text):
    """Edges of runs, letters, the sign of an address and characters are as Python counts them."""
    edges, signs, _, letters, index = read(before, text, as_written=False)
    data = text.encode()
    first = len(before.encode())
    runs = [place for run in re.finditer(rb"[0-9A-Za-z]+", data) for place in run.span()]
    assert (edges - first).tolist() == runs
    assert signs == ("@" in text)
    assert [
        bool(letters[k >> 6] >> np.uint64(k & 63) & np.uint64(1)) for k in range(len(data))
    ] == [chr(byte).isascii() and chr(byte).isalpha() for byte in data]
    for k in range(len(text) + 1):
        assert characters_before(index, len(text[:k].encode())) == k


def _is_deferred(text):
    """The same, one character at a time."""
    digits = set("0123456789")
    numerals = set("幺三司")
    for k, character in enumerate(text):
        before, behind = text[k - 1 : k] if k else "", text[k + 1 : k + 2]
        alnum = "".join(c for c in before + behind if c.isascii() and c.isalnum())
        if character in "①尾":
            return True
        if character in numerals and ({before, behind} & digits or behind in numerals - {""}):
            return True
        if character == "🔥" and alnum:
            return True
        if character == "·" and before in digits and behind in digits:
            return True
    return False


@given(TEXT, TEXT)
def test_a_cell_is_deferred_by_what_stands_in_it(before, text):
    """Whatever blocks it falls into, and whatever stands before it."""
    assert read(before, text, as_written=True)[2] == _is_deferred(text)


def test_ordinary_words_are_not_looked_at_again():
    """A hint within a word, with no digit or other hint beside it, defers nothing."""
    assert not read("", "电话公司地址", as_written=True)[2]

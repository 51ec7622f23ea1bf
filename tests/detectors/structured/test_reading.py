"""Tests of reading a cell as masks."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.bit_rows import BLOCK, SPARE
from leakbench.detectors.structured.byte_masks import padded_tail
from leakbench.detectors.structured.folds import fold_tables
from leakbench.detectors.structured.reading import points_before, read_cell
from leakbench.generator.engine.compiled import compiled

FOLDS = fold_tables()
TEXT = st.text("a9Zz0 -@，。：、电话司幺三é·①🔥尾", max_size=60)


@compiled
def _read(data, first, raw, folds, padded):
    blocks = len(data) // BLOCK + 2
    letters, inside = np.zeros(blocks, np.uint64), np.zeros(blocks, np.uint64)
    hinted, before = np.zeros(blocks, np.uint64), np.zeros(blocks, np.int32)
    edges = np.zeros(len(data) + 2 + SPARE, np.int32)
    count, signs, off = read_cell(
        data,
        first,
        len(data),
        raw,
        folds.alarms,
        folds.hints,
        folds.sieve,
        padded[0],
        padded[1],
        letters,
        inside,
        before,
        hinted,
        edges,
    )
    return edges[:count], signs, off, letters, inside, before


def read(before, text, raw):
    """One cell that stands behind another one."""
    data = np.frombuffer((before + text).encode(), np.uint8)
    first = len(before.encode())
    return _read(data, first, raw, FOLDS, padded_tail(data))


@given(TEXT, TEXT)
def test_runs_begin_and_end_where_they_do(before, text):
    """Edges of runs, letters, the sign of an address and characters are as Python counts them."""
    edges, signs, _, letters, inside, bytes_before = read(before, text, raw=False)
    data = text.encode()
    first = len(before.encode())
    runs = [place for run in re.finditer(rb"[0-9A-Za-z]+", data) for place in run.span()]
    assert (edges - first).tolist() == runs
    assert signs == ("@" in text)
    assert [
        bool(letters[k >> 6] >> np.uint64(k & 63) & np.uint64(1)) for k in range(len(data))
    ] == [chr(byte).isascii() and chr(byte).isalpha() for byte in data]
    for k in range(len(text) + 1):
        assert points_before(inside, bytes_before, len(text[:k].encode())) == k


def _is_put_off(text):
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
def test_a_cell_is_put_off_by_what_stands_in_it(before, text):
    """Whatever blocks it falls into, and whatever stands before it."""
    assert read(before, text, raw=True)[2] == _is_put_off(text)


def test_ordinary_words_are_not_looked_at_again():
    """A hint within a word, with no digit or other hint beside it, puts nothing off."""
    assert not read("", "电话公司地址", raw=True)[2]

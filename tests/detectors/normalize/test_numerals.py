"""Tests of numerals in words and in numbers."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.normalize.fold_tables import fold_tables
from leakbench.detectors.normalize.numerals import Masks, read_numerals, restore_words
from leakbench.detectors.normalize.separators import Runs
from leakbench.detectors.normalize.view_text import ViewText
from leakbench.generator.engine.compiled import compiled

SEPARATORS = fold_tables().separators
DIGITS = "零一二三四五六七八九"
TO_DIGITS = {ord(numeral): str(value) for value, numeral in enumerate(DIGITS)}


@compiled
def _read(text, masks, runs, end, separators):
    return read_numerals(text, masks, runs, end, separators)


def bits_of(data, among):
    """Which bytes are among some, as words of bits with one more behind."""
    words = np.zeros(len(data) // 64 + 2, np.uint64)
    for place, byte in enumerate(data):
        if among(byte):
            words[place // 64] |= np.uint64(1 << place % 64)
    return words


def read(text):
    """A text as it reads once numerals within words are told, and whether there are such."""
    data = text.translate(TO_DIGITS).encode()
    view = np.frombuffer(data + bytes(64), np.uint8).copy()
    numerals = bits_of(
        [one in DIGITS for one in text for _ in one.translate(TO_DIGITS).encode()], bool
    )
    masks = Masks(
        numerals,
        bits_of(data, lambda byte: chr(byte).isascii() and chr(byte).isalpha()),
        bits_of(data, lambda byte: chr(byte).isdigit()),
        0,
    )
    edges = [edge for run in re.finditer(rb"[0-9A-Za-z]+", data) for edge in run.span()]
    runs = Runs(np.array([*edges, 0, 0], np.int32), 0, len(edges))
    blanks = _read(view, masks, runs, len(data), SEPARATORS)
    return view[: len(data)].tobytes().decode().replace("\1", "_"), blanks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电一九九零零零零零零零零", "电19900000000"),
        ("一九九-零零零零-零零零零", "199-0000-0000"),
        ("电三", "电_"),
        ("电三五", "电__"),
        ("第一19900000000", "第_19900000000"),
        ("19900000000一", "19900000000_"),
        ("一19900000000二", "_19900000000_"),
        ("12三", "12_"),
        ("19900000000", "19900000000"),
    ],
)
def test_numerals_of_words_become_blanks(text, expected):
    """Few digits are no number; one that is whole without them needs none of them."""
    found, blanks = read(text)
    assert found == expected
    assert blanks or "_" not in expected


@given(st.text("0159一五零-a电 ", max_size=80))
def test_nothing_but_numerals_becomes_a_blank(text):
    """Whatever stands beside them, in whatever words of bits."""
    found, _ = read(text)
    assert len(found.encode()) == len(text.translate(TO_DIGITS).encode())
    for before, after in zip(text, found, strict=True):
        assert after == before or (before in DIGITS and after in {"_", before.translate(TO_DIGITS)})


@given(st.text("a1电三五", max_size=60))
def test_blanks_become_the_words_that_were_written(text):
    """Each is a character of three bytes again, and knows where it stood."""
    data = np.frombuffer(text.encode(), np.uint8)
    view = ViewText(np.zeros(len(data) + 64, np.uint8), *np.zeros((2, len(data) + 64), np.int32))
    at = source = 0
    for character in text:
        size = len(character.encode())
        written = b"\1" if character in "三五" else character.encode()
        for ahead, byte in enumerate(written):
            last = source + (size if len(written) == 1 else ahead + 1)
            for array, value in zip(view, (byte, source + ahead, last), strict=True):
                array[at] = value
            at += 1
        source += size
    end = restore_words(view, 0, at, data, np.empty(len(text) + 1, np.int32))
    assert view.text[:end].tobytes().decode() == text
    starts = [len(text[:count].encode()) for count in range(len(text) + 1)]
    assert [view.first[start] for start in starts[:-1]] == starts[:-1]
    assert [view.last[stop - 1] for stop in starts[1:]] == starts[1:]

"""Tests of making numbers out of what looks like one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.normalize.fold_tables import fold_tables
from leakbench.detectors.normalize.numerals import Masks
from leakbench.detectors.normalize.resolving import resolve, room_for_a_cell
from leakbench.detectors.normalize.view_text import COPIED, ViewText
from leakbench.generator.engine.compiled import compiled

TABLES = fold_tables()
NUMERALS = {"一": "1", "九": "9", "零": "0"}


@compiled
def _resolve(view, ends, data, tables, room):
    end, has_numerals = ends
    return resolve(view, end, has_numerals, data, tables, room)


def resolved(before, text):
    """A cell as it reads in the end, behind another view, and the masks that it leaves."""
    data = np.frombuffer(text.encode(), np.uint8)
    size = len(before) + len(data) + COPIED
    view = ViewText(np.zeros(size, np.uint8), *np.zeros((2, size), np.int32))
    view.text[: len(before)] = list(before)
    room = room_for_a_cell(len(data))
    masks = room.masks
    at, source = len(before), 0
    for character in text:
        width = len(character.encode())
        written = NUMERALS.get(character, character).encode()
        for ahead, byte in enumerate(written):
            last = source + (width if character in NUMERALS else ahead + 1)
            for array, value in zip(view, (byte, source + ahead, last), strict=True):
                array[at] = value
            at += 1
        if character in NUMERALS:
            place = at - 1 - len(before)
            masks.numerals[place // 64] |= np.uint64(1 << place % 64)
        source += width
    room = room._replace(masks=Masks(masks.numerals, masks.letters, masks.digits, len(before)))
    has_numerals = bool(masks.numerals.any())
    end = _resolve(view, (at, has_numerals), data, TABLES, room)
    return view.text[len(before) : end].tobytes().decode(), masks.numerals, view.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l99OOOO0000", "19900000000"),
        ("199=0000~0000", "19900000000"),
        ("一九九零零零零零零零零", "19900000000"),
        ("一九九零零零零oooo", "19900000000"),
        ("一=九九零零零零~零零零零", "19900000000"),
        ("电一话", "电一话"),
        ("一19900000000", "一19900000000"),
        ("hello 电话：199-0000-0000", "hello 电话：199-0000-0000"),
    ],
)
def test_numbers_are_made_and_words_are_kept(text, expected):
    """Letters and numerals become digits where they make a number, and stay what they are else."""
    assert resolved(b"", text)[0] == expected


@given(st.binary(max_size=9), st.text("一九零019lO=~- a电", max_size=50))
def test_a_cell_is_resolved_alone(before, text):
    """What stands before it in the view stays, and no numeral is left for the next cell."""
    found, numerals, whole = resolved(before, text)
    assert not numerals.any()
    assert whole[: len(before)].tobytes() == before
    assert found == resolved(b"", text)[0]

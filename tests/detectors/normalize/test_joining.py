"""Tests of numbers between whose digits something was put."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.normalize.fold_tables import fold_tables
from leakbench.detectors.normalize.joining import DIGITS_ROOM, join_digits
from leakbench.detectors.normalize.separators import Runs
from leakbench.detectors.normalize.view_text import COPIED, ViewText
from leakbench.generator.engine.compiled import compiled

SEPARATORS = fold_tables().separators
NUMBER = "19900000000"


@compiled
def _join(view, end, runs, separators, digits):
    return join_digits(view, 0, end, runs, separators, digits)


def joined(text):
    """A view after joining, and where its bytes came from."""
    data = text.encode()
    entries = np.arange(len(data) + COPIED, dtype=np.int32)
    view = ViewText(np.frombuffer(data + bytes(COPIED), np.uint8).copy(), entries, entries + 1)
    edges = [edge for run in re.finditer(rb"[0-9A-Za-z]+", data) for edge in run.span()]
    runs = Runs(np.array([*edges, 0, 0], np.int32), 0, len(edges))
    end = _join(view, len(data), runs, SEPARATORS, np.empty(DIGITS_ROOM, np.uint8))
    return view.text[:end].tobytes().decode(), view.first[:end].tolist()


@given(
    st.lists(st.sampled_from("=~^*·…"), min_size=10, max_size=10), st.text("电话a ：", max_size=5)
)
def test_odd_signs_are_taken_out_of_a_number(signs, around):
    """One between any two digits, whatever words stand around; each digit knows its place."""
    before, behind = around + "电", "电" + around
    written = NUMBER[0] + "".join(map("".join, zip(signs, NUMBER[1:], strict=True)))
    text, first = joined(before + written + behind)
    assert text == before + NUMBER + behind
    size = len(before.encode())
    gaps = [0, *np.cumsum([len(sign.encode()) for sign in signs]).tolist()]
    assert first[size : size + len(NUMBER)] == [size + k + gap for k, gap in enumerate(gaps)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1，9，9，0，0，0，0，0，0，0，0", NUMBER),
        ("199=0000~0000", NUMBER),
        ("199-0000-0000", "199-0000-0000"),
        ("199=0000=000", "199=0000=000"),
        ("a199=0000~0000", "a199=0000~0000"),
        ("3，4，5，6", "3，4，5，6"),
        ("12=5电199=0000=0000", "12=5电" + NUMBER),
    ],
)
def test_only_numbers_are_joined(text, expected):
    """What is no known number, touches a letter or is parted as usual stays as it is."""
    assert joined(text)[0] == expected


@given(st.text("019=~，- a电", max_size=40))
def test_nothing_but_separators_goes(text):
    """Letters, digits and words are those of before, in their order."""
    kept = [one for one in text if one.isalnum()]
    after, first = joined(text)
    assert [one for one in after if one.isalnum()] == kept
    assert first == sorted(set(first))

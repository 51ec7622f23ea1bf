"""Tests of normalising columns of strings."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.normalize.column import normalize_column
from leakbench.detectors.string_buffers import string_buffers

DISGUISED = st.text("12二个𝟏①[强]·，中后面(at)(dot)o\u0336️⃣é\x01啊电话号码🔥", max_size=30)
PLAIN = st.text("电话地址，。 abc,;", max_size=30)
NUMBER = "19900000000"
WIDE = {ord(digit): ord(digit) - ord("0") + ord("０") for digit in NUMBER}


def written(column, row, start, end):
    """Where one span of a normalised string was."""
    low, high = column.written(*(np.array([one], np.int32) for one in (row, start, end)))
    return int(low[0]), int(high[0])


@pytest.mark.slow
@given(st.lists(DISGUISED, max_size=4), DISGUISED, DISGUISED)
def test_a_span_maps_back_to_what_it_came_from(others, before, behind):
    """A number is found where it stands as written, whatever stands around it and before."""
    text = before + "啊" + NUMBER.translate(WIDE) + "啊" + behind
    column = normalize_column(pa.array([*others, text], pa.string()))
    meant = column.text[-1].as_py()
    start = meant.index("啊" + NUMBER + "啊") + 1
    low, high = written(column, len(others), start, start + len(NUMBER))
    assert text[low:high] == NUMBER.translate(WIDE)


@given(st.lists(DISGUISED, min_size=1, max_size=4), st.data())
def test_every_span_maps_into_its_string(texts, draw):
    """To places in order, and what lies to the left stays to the left."""
    column = normalize_column(pa.array(texts, pa.string()))
    for row, (text, meant) in enumerate(zip(texts, column.text.to_pylist(), strict=True)):
        if not meant:
            continue
        start = draw.draw(st.integers(0, len(meant) - 1))
        end = draw.draw(st.integers(start + 1, len(meant)))
        low, high = written(column, row, start, end)
        assert 0 <= low < high <= len(text)
        if end < len(meant):
            assert low <= written(column, row, end, len(meant))[0]


@given(st.lists(PLAIN, max_size=5))
def test_ordinary_text_stays(texts):
    """It is its own normal form, and its places are its own."""
    column = normalize_column(pa.array(texts, pa.string()))
    assert column.text.to_pylist() == texts
    for row, text in enumerate(texts):
        if text:
            assert written(column, row, 0, len(text)) == (0, len(text))


@pytest.mark.parametrize("number", [NUMBER, "1990000000X", "199-0000-0000"])
def test_a_plain_number_is_normal(number):
    """What needs no normalising is left alone, also when asked again."""
    once = normalize_column(pa.array([number])).text
    assert once.to_pylist() == [number]


def test_slices_and_nulls_are_read_as_they_are():
    """A null is the empty string; what stands before a slice is none of it."""
    texts = pa.array(["０", "１", None, "２"])
    assert normalize_column(texts[1:]).text.to_pylist() == ["1", "", "2"]
    assert normalize_column(texts[:0]).text.to_pylist() == []
    data, bounds = string_buffers(normalize_column(texts).text)
    assert data[: bounds[-1]].tobytes() == b"012"
    assert bounds.tolist() == [0, 1, 2, 2, 3]

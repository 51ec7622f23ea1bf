import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.models.long_texts import counted_tokens, split_text


def windows(size, width, stride):
    """Windows over tokens 0 to ``size`` − 1: each shares ``stride`` tokens with the next."""
    found, start = [], 0
    while not found or found[-1][-1:] != [size - 1]:
        found.append(list(range(start, min(start + width, size))))
        start += width - stride
        if not size:
            break
    return found


@given(st.lists(st.integers(0, 40), max_size=4), st.integers(2, 12), st.data())
def test_every_token_counts_once(sizes, width, data):
    """The tokens that count, one window after another, are those of the texts in order."""
    stride = data.draw(st.integers(0, width - 1))
    cut = [
        (text, window) for text, size in enumerate(sizes) for window in windows(size, width, stride)
    ]
    begins, ends = counted_tokens(
        np.array([text for text, _ in cut], np.int64),
        np.array([len(window) for _, window in cut], np.int64),
        stride,
    )
    counted = [
        (text, token)
        for (text, window), begin, end in zip(cut, begins, ends, strict=True)
        for token in window[begin:end]
    ]
    assert counted == [(text, token) for text, size in enumerate(sizes) for token in range(size)]


def test_a_shared_token_is_taken_from_where_more_is_seen():
    """Of four shared tokens the former window gives the first two, the latter the others."""
    begins, ends = counted_tokens(np.array([0, 0, 0]), np.array([10, 10, 6]), 4)
    assert begins.tolist() == [0, 2, 2]
    assert ends.tolist() == [8, 8, 6]


@given(st.text("张伟1。，\n \u0301😀", max_size=60), st.integers(1, 20))
def test_pieces_concatenate_to_the_text(text, size):
    """Nothing is lost, every piece knows its place, and none is too long."""
    cut = list(split_text(text, size))
    assert "".join(piece for _, piece in cut) == text
    assert all(text[start : start + len(piece)] == piece for start, piece in cut)
    assert all(len(piece) <= size for _, piece in cut)
    assert all(piece for _, piece in cut) or not text


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("一二三四五六七\n八，九。", "一二三四五六七\n"),
        ("一二三四五六。八，九十", "一二三四五六。"),
        ("一二三四五六，八 九十", "一二三四五六，"),
        ("一二三四五 七八九十一", "一二三四五 "),
        ("一，二三四五六七八九十一", "一，二三四五六七八九"),
    ],
)
def test_the_best_place_is_cut(text, first):
    """Lines go before sentences, these before parts and words; else the size decides."""
    assert next(split_text(text, 10)) == (0, first)

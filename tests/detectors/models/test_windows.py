import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.models.windows import kept


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
    begins, ends = kept(
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
    begins, ends = kept(np.array([0, 0, 0]), np.array([10, 10, 6]), 4)
    assert begins.tolist() == [0, 2, 2]
    assert ends.tolist() == [8, 8, 6]

"""Tests of what makes a cell be put off, to be read in the normalising view."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.doubts import is_doubtful, words_end
from leakbench.detectors.structured.folds import fold_tables

FOLDS = fold_tables()
WORDS = st.text("一三幺位间面接尾艾丨公司电话", min_size=1, max_size=6)
BESIDE = st.text("1xX ，〇：①é🔥", max_size=2)


@given(BESIDE, WORDS, BESIDE)
def test_the_quick_look_misses_nothing(before, words, behind):
    """It ends where the Chinese characters do, and whatever a close look doubts, it doubts too."""
    data = np.frombuffer((before + words + behind).encode(), np.uint8)
    begin, stop = len(before.encode()), len((before + words).encode())
    end, doubtful = words_end(data, 0, begin, len(data), FOLDS.hints)
    assert end == stop
    assert doubtful or not is_doubtful(data, 0, begin, stop, len(data), FOLDS.alarms)


def test_ordinary_words_are_not_looked_at_closely():
    """A hint within a stretch, with no other beside it, is part of a word."""
    data = np.frombuffer("电话公司地址".encode(), np.uint8)
    assert words_end(data, 0, 0, len(data), FOLDS.hints) == (len(data), False)

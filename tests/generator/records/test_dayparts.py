"""Tests of words for the part of the day."""

import numpy as np
import pytest

from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import table
from leakbench.generator.records.dayparts import Dayparts

DAY = 86_400


@pytest.fixture
def drawn(population):
    """Words for every hour of some days, and the hours."""
    seconds = np.arange(0, 200 * DAY, 1799, dtype=np.int64)
    bits = Streams(7, "test").bits("daypart", seconds)
    words = population.vocabulary(Dayparts).draw(seconds, bits)
    return population.arena.texts(words), (seconds % DAY // 3600).tolist()


def test_words_agree_with_the_hour(drawn):
    """From and until the hours that the table says."""
    rows = table("dayparts")
    hours = {word: [] for word in rows["text"]}
    for word, first, last in zip(rows["text"], rows["first"], rows["last"], strict=True):
        hours[word] += range(int(first), int(last) + 1)
    assert all(hour in hours[word] for word, hour in zip(*drawn, strict=True))


def test_every_word_is_said(drawn):
    """And several at hours that have several."""
    words, hours = drawn
    assert set(words) == set(table("dayparts")["text"])
    assert len({word for word, hour in zip(words, hours, strict=True) if hour == 18}) == 2

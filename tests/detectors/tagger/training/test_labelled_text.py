"""Tests of rows of text with spans."""

from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.tagger.training.labelled_text import (
    concatenated,
    corpus_text,
    from_arrow,
    shuffled,
)

pytestmark = pytest.mark.slow

ROWS = st.lists(
    st.tuples(st.text("王小芳ab", max_size=4), st.sets(st.integers(0, 3), max_size=3)), max_size=5
)


def built(rows):
    """Rows with spans of one character at some places, given out of order."""
    spans = [[row, at, at + 1, at] for row, (_, places) in enumerate(rows) for at in places]
    array = np.array(spans[::-1], np.int32).reshape(-1, 4).T
    return from_arrow(pa.array([text for text, _ in rows], pa.string()), array)


def listed(text):
    """Rows as strings with their spans."""
    cells = [text.data[a:b].tobytes().decode() for a, b in pairwise(text.offsets)]
    return [
        (cell, text.spans[1:, text.spans[0] == row].T.tolist()) for row, cell in enumerate(cells)
    ]


@given(ROWS, st.data())
def test_rows_are_taken_with_their_spans(rows, data):
    """In whatever order, and as often as they are named."""
    order = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=6)) if rows else []
    whole = built(rows)
    taken = whole.take(np.array(order, np.int64))
    assert listed(taken) == [listed(whole)[row] for row in order]


@given(st.lists(ROWS, min_size=1, max_size=3))
def test_texts_are_put_one_after_another(parts):
    """Each row keeps its text and its spans."""
    texts = [built(rows) for rows in parts]
    assert listed(concatenated(texts)) == [row for text in texts for row in listed(text)]


def test_a_shuffle_is_another_order():
    """The same rows, in an order that the seed decides."""
    text = built([(character, {0}) for character in "王小芳abcdefgh"])
    assert sorted(listed(shuffled(text, 1))) == sorted(listed(text))
    assert listed(shuffled(text, 1)) == listed(shuffled(text, 1)) != listed(shuffled(text, 2))


def test_corpora_give_texts_and_cells():
    """Of every noise, as many cells as texts, with spans within them."""
    parts = list(corpus_text("train", 5, 1, ["legal_person"]))
    assert [(noise, kind) for _, noise, kind, _ in parts] == [
        (noise, kind) for noise in ("clean", "worn", "evasive") for kind in ("text", "cells")
    ]
    for *_, part in parts:
        assert part.rows == 5
        lengths = np.array([len(cell) for cell, _ in listed(part)])
        assert (part.spans[2] <= lengths[part.spans[0]]).all()

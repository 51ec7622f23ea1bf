"""Tests of the tokens."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.string_buffers import Strings
from leakbench.detectors.tagger.tokenizer import (
    MARGIN,
    UNSEEN,
    Tokens,
    most_tokens,
    read_tokens,
)
from leakbench.detectors.tagger.training.character_folding import character_folding

pytestmark = pytest.mark.slow

FOLD = character_folding()
HIDDEN = [chr(point) for point in np.flatnonzero(FOLD == UNSEEN)]
TEXT = st.lists(
    st.one_of(st.text(max_size=6), st.sampled_from(["張", "１２", "ab", "12", "\n", "\n\n", "😀"])),
    max_size=8,
).map("".join)


def tokens(texts):
    """Symbols, starts, ends and rows of some texts."""
    column = pa.array(texts, pa.string())
    offsets = np.frombuffer(column.buffers()[1], np.int32, len(column) + 1)
    data = np.frombuffer(column.buffers()[2] or b"", np.uint8)
    room = most_tokens(len(column), len(data))
    found = Tokens(np.empty(room, np.uint32), *np.empty((3, room), np.int32))
    n = read_tokens(Strings(data, offsets), FOLD, found)
    assert n <= room
    return [array[:n] for array in found]


@given(st.lists(TEXT, min_size=1, max_size=5))
def test_tokens_cover_every_character_that_is_seen(texts):
    """Tokens follow one another; only newlines and what nobody sees stand between them."""
    _, start, end, row = tokens(texts)
    for number, text in enumerate(texts):
        mine = row == number
        covered = [
            place for a, b in zip(start[mine], end[mine], strict=True) for place in range(a, b)
        ]
        assert covered == [
            place for place, character in enumerate(text) if character not in {"\n", *HIDDEN}
        ]


@given(st.lists(TEXT, min_size=1, max_size=5))
def test_borders_stand_around_every_row(texts):
    """Each row, and each of its lines, has a margin before and after it."""
    _, _, _, row = tokens(texts)
    assert (row[:MARGIN] == -1).all()
    assert (row[-MARGIN:] == -1).all()
    change = np.flatnonzero((row[:-1] != row[1:]) & (row[:-1] >= 0))
    for place in change:
        assert (row[place + 1 : place + 1 + MARGIN] == -1).all()


def test_spellings_are_folded():
    """Traditional characters, full width and like marks are read as one."""
    for one, other in (
        ("張偉", "张伟"),
        ("１２ＡＢ", "12AB"),
        ("〖張〗", "【张】"),
        ("a_b", "a|b"),
    ):
        assert tokens([one])[0].tolist() == tokens([other])[0].tolist()


@given(st.text("张伟住北京，", min_size=1), st.sampled_from(HIDDEN))
def test_what_nobody_sees_hides_nothing(text, unseen):
    """Text with unseen characters between is read as the text itself."""
    assert tokens([unseen.join(text)])[0].tolist() == tokens([text])[0].tolist()


def test_runs_are_one_token():
    """A number and a word are one token each, whatever they say."""
    first, second = (tokens([text]) for text in ("于13800000000call", "于13900000001mail"))
    assert (first[3] == 0).sum() == 3
    assert first[0].tolist() == second[0].tolist()

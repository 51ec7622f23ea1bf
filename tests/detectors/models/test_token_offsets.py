import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.models.token_offsets import representative_tokens, trimmed, within_words


def test_one_token_represents_a_character():
    """Of several tokens on one character the first with a tag counts, else the first."""
    pairs = [(0, 0), (0, 1), (0, 1), (0, 1), (1, 4), (3, 5), (0, 0), (0, 1)]
    owner = np.array([0] * 6 + [1] * 2)
    tagged = np.array([1, 0, 1, 1, 0, 0, 1, 0], bool)
    chosen, start, end = representative_tokens(owner, np.array(pairs), tagged)
    assert chosen.tolist() == [2, 4, 5, 7]
    assert start.tolist() == [0, 1, 4, 0]
    assert end.tolist() == [1, 4, 5, 1]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.booleans())), st.integers(1, 3))
def test_characters_of_tokens_lie_apart(steps, texts):
    """Whatever overlaps, groups stand in order, are not empty and cover the same characters."""
    pairs, at = [], 0
    for back, length, _ in steps:
        start = max(at - back, pairs[-1][0] if pairs else 0)
        at = max(at, start + length)
        pairs.append((start, at))
    offsets = np.array(pairs * texts, np.int64).reshape(-1, 2)
    owner = np.repeat(np.arange(texts), len(pairs))
    tagged = np.array([tag for *_, tag in steps] * texts, bool)
    chosen, starts, ends = representative_tokens(owner, offsets, tagged)
    assert chosen.tolist() == sorted(set(chosen.tolist()))
    for text in range(texts):
        mine = owner[chosen] == text
        bounds = list(zip(starts[mine].tolist(), ends[mine].tolist(), strict=True))
        covered = [place for begin, end in bounds for place in range(begin, end)]
        assert all(begin < end for begin, end in bounds)
        assert covered == sorted({place for begin, end in pairs for place in range(begin, end)})


def joined(texts, *spans):
    """Whether each token, given by text, start and end, goes on with the word before it."""
    owner, start, end = (np.array(column) for column in zip(*spans, strict=True))
    first = np.ones(len(owner), bool)
    first[1:] = owner[1:] != owner[:-1]
    return within_words(texts, owner, start, end, first).tolist()


def test_words_are_letters_and_digits_that_touch():
    """Pieces of a number are one word; Chinese, a gap, a sign and another text are not."""
    texts = ["138张a1", "38 4.5"]
    assert joined(texts, (0, 0, 1), (0, 1, 3), (0, 3, 4), (0, 4, 5), (0, 5, 6)) == [
        False,
        True,
        False,
        False,
        True,
    ]
    tokens = [(0, 5, 6), (1, 0, 1), (1, 1, 2), (1, 3, 4), (1, 4, 5), (1, 5, 6)]
    assert joined(texts, *tokens) == [False, False, True, False, False, False]


def test_wide_characters_move_no_place():
    """Places are counted in code points, in every text."""
    assert joined(["😀12", "𬱖a1"], (0, 1, 2), (0, 2, 3), (1, 0, 1), (1, 1, 2), (1, 2, 3)) == [
        False,
        True,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("text", "bounds", "kept"),
    [
        (" 张伟 ", (0, 4), "张伟"),
        ("a\u3000张伟\n", (1, 5), "张伟"),
        ("Jose\u0301 x", (0, 4), "Jose\u0301"),
        ("1\ufe0f\u20e32", (0, 1), "1\ufe0f\u20e3"),
        ("张 伟", (0, 3), "张 伟"),
        (" \u0301x", (0, 1), ""),
    ],
)
def test_bounds_fit_what_is_read(text, bounds, kept):
    """Space goes, marks stay with their character, what stands inside is left alone."""
    start, end = trimmed(text, *bounds)
    assert text[start:end] == kept


@given(st.text("张 \n\u0301\u200b😀", max_size=12), st.data())
def test_bounds_stay_in_the_text(text, data):
    """Whatever the text, bounds stay within it and in order."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    left, right = trimmed(text, start, end)
    assert start <= left <= right <= len(text)
    assert text[left:right].strip() or left == right

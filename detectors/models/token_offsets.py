"""Where a tokenizer's tokens, and the spans made of them, stand in the texts they were cut from."""

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def representative_tokens(
    owner: NDArray[np.int64], offsets: NDArray[np.int64], tagged: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Tokens with characters of their own, and which token represents these.

    A tokenizer of bytes cuts one character into several tokens, and one of word pieces may put the
    mark of a word's beginning on the character after it: the first with a tag represents all.

    Args:
        owner: Number of each token's text, shape (tokens,); tokens of a text stand in order.
        offsets: Start and end of each token in its text, shape (tokens, 2).
        tagged: Whether the token is tagged as part of a span, shape (tokens,).

    Returns:
        Number of the token that represents them, start and end of the characters: each of shape
        (groups,).
    """
    start = offsets[:, 0].copy()
    same = owner[1:] == owner[:-1]
    start[1:] = np.where(same, np.maximum(start[1:], offsets[:-1, 1]), start[1:])
    heads = np.flatnonzero(start < offsets[:, 1])
    if not len(heads):
        none = np.zeros(0, np.int64)
        return none, none, none
    size = len(owner)
    shown = tagged & (offsets[:, 0] < offsets[:, 1])
    rank = np.arange(size) + np.where(shown, 0, size)
    best = np.minimum.reduceat(rank, heads)
    return np.where(best < size, best, heads), start[heads], offsets[heads, 1]


def within_words(
    texts: Sequence[str],
    owner: NDArray[np.int64],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    first: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Whether a token goes on with the letters or digits (ASCII) of the one before it.

    Args:
        texts: The texts.
        owner: Number of each token's text, shape (tokens,).
        start: Where it begins in its text, shape (tokens,).
        end: Where it ends, shape (tokens,).
        first: Whether it is the first token of its text, shape (tokens,).

    Returns:
        Of shape (tokens,).
    """
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32)
    alnum = np.zeros(128, bool)
    alnum[[code for code in range(128) if chr(code).isalnum()]] = True
    word = np.append(alnum[np.minimum(codes, 127)], False)  # 127 is no letter
    before = np.concatenate([[0], np.cumsum([len(text) for text in texts])])[owner]
    touches = np.zeros(len(owner), bool)
    touches[1:] = (start[1:] == end[:-1]) & ~first[1:]
    at = start + before
    return touches & word[at] & word[at - 1]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Bounds without white space at either end, and with the marks on the last character.

    Tokenizers take a space for part of the word after it, and an accent for nothing.
    """
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end < len(text) and unicodedata.category(text[end]) in {"Me", "Mn"}:
        end += 1
    return start, end

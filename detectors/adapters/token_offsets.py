"""Where a tokenizer's tokens stand in the texts that they were cut from."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def own_characters(
    owner: NDArray[np.int64], offsets: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Which tokens have characters of their own, and where these begin.

    A tokenizer of bytes cuts one character into several tokens; the first speaks for it.

    Args:
        owner: Number of each token's text, shape (tokens,); tokens of a text stand in order.
        offsets: Start and end of each token in its text, shape (tokens, 2).

    Returns:
        Whether a token counts, and its start, both of shape (tokens,).
    """
    start = offsets[:, 0].copy()
    same = owner[1:] == owner[:-1]
    start[1:] = np.where(same, np.maximum(start[1:], offsets[:-1, 1]), start[1:])
    return start < offsets[:, 1], start


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

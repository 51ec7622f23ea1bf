"""Texts that are longer than what a model reads, cut in one of two ways.

Models that read whole texts get pieces, cut where a text may best be cut: overlapping windows would
make them answer twice. A tokenizer cuts a text of more tokens than a model reads into windows that
share ``stride`` tokens with the next; a shared token is taken from the window that shows more of
what stands around it.
"""

import re
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

# Best first: between lines, sentences, parts of a sentence, words.
_CUTS: Final = tuple(
    re.compile(pattern) for pattern in (r"\n", r"[。！？!?；;]", r"[，、,|\t]", r"\s")
)


def split_text(text: str, size: int) -> Iterator[tuple[int, str]]:
    """A text's pieces of at most ``size`` characters, each with the place where it begins.

    They concatenate to the text. A cut stands in the second half of a piece, at the last of the
    best places there; where there is none at all, after ``size`` characters.
    """
    start = 0
    while len(text) - start > size:
        end = start + size
        for cut in _CUTS:
            places = [match.end() for match in cut.finditer(text, start + size // 2, end)]
            if places:
                end = places[-1]
                break
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def counted_tokens(
    text: NDArray[np.int64], sizes: NDArray[np.int64], stride: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which tokens of each window count.

    Args:
        text: Number of the text that each window is of, shape (windows,); windows of one text
            stand together, in order.
        sizes: Tokens in each window, those that frame it left out, shape (windows,).
        stride: Tokens that a window shares with the next of its text.

    Returns:
        First token that counts and the end of those that do, both of shape (windows,): every
        token of a text counts in exactly one window.
    """
    continues = np.zeros(len(text), bool)
    continues[1:] = text[1:] == text[:-1]
    goes_on = np.append(continues[1:], False) if len(text) else continues
    head = stride // 2
    return np.where(continues, head, 0), sizes - np.where(goes_on, stride - head, 0)

"""Long texts in overlapping windows, of which each token counts once.

A tokenizer cuts a text of more tokens than a model reads into windows that share ``stride`` tokens
with the next. A shared token is taken from the window that shows more of what stands around it.
"""

import numpy as np
from numpy.typing import NDArray


def kept(
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

"""What is looked at around a token: each feature is hashed to a row of the table of weights."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.symbols import MARGIN
from leakbench.generator.compiled import compiled

FEATURES: Final = 14
LEXICAL: Final = 8  # the first so many are of characters, the others of words

Whole = int | np.integer

_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)
_SECOND: Final = np.uint64(0xBF58476D1CE4E5B9)


@compiled
def _row(which: int, left: Whole, right: Whole, bits: int) -> np.int32:
    """The row of a feature of up to 64 bits: its number and two values of 32 and 29 bits."""
    key = (
        (np.uint64(which) << np.uint64(60)) ^ (np.uint64(left) << np.uint64(29)) ^ np.uint64(right)
    )
    key = (key ^ (key >> np.uint64(31))) * _PRIME
    key = (key ^ (key >> np.uint64(32))) * _SECOND
    return np.int32(key >> np.uint64(64 - bits))


@compiled
def feature_rows(
    symbol: NDArray[np.uint32],
    word: NDArray[np.uint32],
    code: NDArray[np.uint16],
    first: NDArray[np.int32],
    bits: int,
    out: NDArray[np.int32],
) -> None:
    """Rows of the table of weights for each token.

    Args:
        symbol: Of ``read_tokens``.
        word: Of ``segment``.
        code: Of ``segment``.
        first: Of ``segment``.
        bits: The table has 2**bits rows.
        out: Written, int32, shape (tokens, FEATURES); the outermost ``MARGIN`` tokens get none.
    """
    n = len(symbol)
    after = n - 1  # the first token of the word after this one
    last = n - 1
    for i in range(n - MARGIN - 1, MARGIN - 1, -1):
        if first[i] != first[i + 1]:
            after = i + 1
        beyond = after  # the first token of the word after that
        last = min(after + 7, n - 1)
        while beyond < last and first[beyond] == after:
            beyond += 1
        before = first[i] - 1  # the last token of the word before
        earlier = first[before] - 1 if before > 0 else 0
        earlier = max(earlier, 0)
        a, b, c, d, e = symbol[i - 2], symbol[i - 1], symbol[i], symbol[i + 1], symbol[i + 2]
        k = np.int64(code[i])
        out[i, 0] = _row(0, c, 0, bits)
        out[i, 1] = _row(1, b, 0, bits)
        out[i, 2] = _row(2, d, 0, bits)
        out[i, 3] = _row(3, b, c, bits)
        out[i, 4] = _row(4, c, d, bits)
        out[i, 5] = _row(5, a, b, bits)
        out[i, 6] = _row(6, d, e, bits)
        out[i, 7] = _row(7, (np.int64(b) << 8) ^ np.int64(d), c, bits)
        out[i, 8] = _row(8, (np.int64(code[i - 1]) << 11) | k, code[i + 1], bits)
        out[i, 9] = _row(9, word[before], k, bits)
        out[i, 10] = _row(10, word[after], k, bits)
        out[i, 11] = _row(11, word[i], k >> 7, bits)
        out[i, 12] = _row(12, (np.int64(code[earlier]) << 11) | np.int64(code[before]), k, bits)
        out[i, 13] = _row(13, (np.int64(code[after]) << 11) | np.int64(code[beyond]), k, bits)

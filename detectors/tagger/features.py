"""What is looked at around a token: each feature is hashed to a row of the table of weights.

A pair of characters plays four parts: it ends at one token, begins at another, and stands before a
third and after a fourth. Its four rows lie side by side, and so do the three of a character: memory
is asked once for what four tokens need.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.tokenizer import BORDER, MARGIN
from leakbench.detectors.tagger.word_segmentation import PLACE_SHIFT, SHAPE_BITS, Words
from leakbench.generator.engine.compiled import inlined, inner
from leakbench.generator.engine.intrinsics import either

FEATURES: Final = 14
LEXICAL: Final = 8  # the first so many are of characters, the others of words
SHARED: Final = 7  # the first so many are rows of characters and pairs, side by side
PAIR_AFTER: Final = 6  # of these the one of the two characters after a token
_REACH: Final = 7  # tokens of the word after the next that are looked through for its last

Whole = int | np.integer

_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)
_SECOND: Final = np.uint64(0xBF58476D1CE4E5B9)


@inlined
def _row(which: int, left: Whole, right: Whole, bits: int) -> np.int32:
    """The row of a feature of up to 64 bits: its number and two values of 32 and 29 bits."""
    return np.int32(_hash(which, left, right) >> np.uint64(64 - bits))


@inlined
def _block(which: int, left: Whole, right: Whole, bits: int) -> np.int32:
    """The first of four rows side by side."""
    return np.int32((_hash(which, left, right) >> np.uint64(66 - bits)) << np.uint64(2))


@inlined
def _hash(which: int, left: Whole, right: Whole) -> np.uint64:
    key = (
        (np.uint64(which) << np.uint64(60)) ^ (np.uint64(left) << np.uint64(29)) ^ np.uint64(right)
    )
    key = (key ^ (key >> np.uint64(31))) * _PRIME
    return (key ^ (key >> np.uint64(32))) * _SECOND


@inner
def feature_rows(
    symbol: NDArray[np.uint32], words: Words, bits: int, out: NDArray[np.int32]
) -> None:
    """Rows of the table of weights for each token.

    Args:
        symbol: Of ``Tokens``.
        words: Of ``segment``.
        bits: The table has 2**bits rows.
        out: Written, int32, shape (tokens, FEATURES); the outermost ``MARGIN`` tokens get none.
    """
    identity, shape, first = words
    n = len(symbol)
    after = n - 2  # the first token of the word after this one
    beyond = n - 1  # the first token of the word after that, if it is not far
    # Rows that characters and pairs share; what is to the left becomes what is here.
    final = n - MARGIN - 1
    right = here = _block(0, BORDER, 0, bits)
    left = _block(0, symbol[final], 0, bits)
    from_right = from_here = _block(1, BORDER, BORDER, bits)
    to_here = _block(1, symbol[final], BORDER, bits)
    to_left = _block(1, symbol[final - 1], symbol[final], bits)
    for i in range(final, MARGIN - 1, -1):
        begins = first[i] != first[i + 1]  # another word, to the right of this token
        beyond = either(begins, min(after, i + 1 + _REACH), beyond)
        after = either(begins, i + 1, after)
        before = first[i] - 1  # the last token of the word before
        earlier = first[before] - 1 if before > 0 else 0
        earlier = max(earlier, 0)
        b, c, d = symbol[i - 1], symbol[i], symbol[i + 1]
        right, here, left = here, left, _block(0, b, 0, bits)
        from_right, from_here, to_here = from_here, to_here, to_left
        to_left = _block(1, symbol[i - 2], b, bits)
        k = np.int64(shape[i])
        out[i, 0] = here + 0
        out[i, 1] = left + 1
        out[i, 2] = right + 2
        out[i, 3] = to_here + 0
        out[i, 4] = from_here + 1
        out[i, 5] = to_left + 2
        out[i, 6] = from_right + 3
        out[i, 7] = _row(7, (np.int64(b) << 8) ^ np.int64(d), c, bits)
        out[i, 8] = _row(8, (np.int64(shape[i - 1]) << SHAPE_BITS) | k, shape[i + 1], bits)
        out[i, 9] = _row(9, identity[before], k, bits)
        out[i, 10] = _row(10, identity[after], k, bits)
        out[i, 11] = _row(11, identity[i], k >> PLACE_SHIFT, bits)
        out[i, 12] = _row(
            12, (np.int64(shape[earlier]) << SHAPE_BITS) | np.int64(shape[before]), k, bits
        )
        out[i, 13] = _row(
            13, (np.int64(shape[after]) << SHAPE_BITS) | np.int64(shape[beyond]), k, bits
        )

"""The score of every tag of a token: the sum of the rows of weights that its features name."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

from leakbench.detectors.tagger.features import FEATURES, PAIR_AFTER, SHARED
from leakbench.detectors.tagger.tag_set import LANES
from leakbench.generator.engine.compiled import inlined, inner
from leakbench.generator.engine.lanes import load_lanes, plus, prefetch, store_lanes, widen

CACHE_LINE: Final = 128  # bytes: two lines of the cache, which are fetched together
_AHEAD: Final = 24  # tokens whose weights are asked of memory before they are needed; measured


class Weights(NamedTuple):
    """What the tagger has learned.

    Attributes:
        table: Weights of the features, int8, shape (rows of the table, LANES).
        transitions: Weights of the steps between tags, int32, shape (TRANSITIONS, GROUP).
    """

    table: NDArray[np.int8]
    transitions: NDArray[np.int32]


def aligned(shape: tuple[int, ...], kind: DTypeLike) -> NDArray[Any]:
    """An array with any content, none of whose rows lies across two lines of the cache."""
    size = int(np.prod(shape)) * np.dtype(kind).itemsize
    room = np.empty(size + CACHE_LINE, np.uint8)
    begin = -room.ctypes.data % CACHE_LINE
    return room[begin : begin + size].view(kind).reshape(shape)


@inner
def sum_scores(
    features: NDArray[np.int32],
    row: NDArray[np.int32],
    table: NDArray[np.int8],
    scores: NDArray[np.int16],
) -> None:
    """Add up the weights of each token's features.

    Args:
        features: Rows of the table, shape (tokens, FEATURES).
        row: Of ``Tokens``; border tokens are passed over.
        table: Of ``Weights``.
        scores: Written: scores of the tags, shape (tokens, LANES).
    """
    n = len(row)
    for i in range(n):
        if i + _AHEAD < n:
            _prefetch_rows(features, i + _AHEAD, table)
        if row[i] >= 0:
            # As vectors: of a loop over lanes the compiler would not know that the sum is not
            # written over the weights, and look whether it is, row by row.
            total = widen(load_lanes(table, np.int64(features[i, 0]) * LANES, LANES))
            for k in range(1, FEATURES):
                total = plus(
                    total, widen(load_lanes(table, np.int64(features[i, k]) * LANES, LANES))
                )
            store_lanes(scores, i * LANES, total)


@inlined
def _prefetch_rows(features: NDArray[np.int32], i: int, table: NDArray[np.int8]) -> None:
    """Ask for the rows of a token: of those that tokens share, what none before it asked for."""
    prefetch(table, np.int64(features[i, 2]) * LANES)
    pair = np.int64(features[i, PAIR_AFTER])
    prefetch(table, pair * LANES)
    prefetch(table, (pair - 3) * LANES)
    for k in range(SHARED, FEATURES):
        prefetch(table, np.int64(features[i, k]) * LANES)

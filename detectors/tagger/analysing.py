"""Tokens of rows of text with the rows of weights that each looks at."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.aligned import aligned
from leakbench.detectors.tagger.features import FEATURES, feature_rows
from leakbench.detectors.tagger.labels import LANES
from leakbench.detectors.tagger.lexicon import Lexicon
from leakbench.detectors.tagger.segmenting import segment
from leakbench.detectors.tagger.symbols import MARGIN, read_tokens
from leakbench.generator.engine.compiled import compiled

_BEYOND: Final = 8  # entries that segmenting needs behind the last token


class Space(NamedTuple):
    """Room for the tokens of some rows, used again and again: fresh memory costs more.

    All arrays have the shape (tokens,) or begin with it.

    Attributes:
        symbol: What each token is, uint32.
        start: Its first code point in its row, int32.
        end: The code point after it.
        row: Its row; -1 for a border token.
        word: Of ``segment``, as the next five.
        code: See there.
        first: See there.
        cost: See there; with entries behind the last token, as the next two.
        size: See there.
        entry: See there.
        features: Rows of the table of weights, int32, shape (tokens, FEATURES).
        score: Scores of the tags, int16, shape (tokens, LANES).
        choices: Of ``decode``.
        tags: The tag of each.
    """

    symbol: NDArray[np.uint32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    row: NDArray[np.int32]
    word: NDArray[np.uint32]
    code: NDArray[np.uint16]
    first: NDArray[np.int32]
    cost: NDArray[np.int32]
    size: NDArray[np.int8]
    entry: NDArray[np.uint16]
    features: NDArray[np.int32]
    score: NDArray[np.int16]
    choices: NDArray[np.uint32]
    tags: NDArray[np.uint8]


def space_for(tokens: int) -> Space:
    """Room for so many tokens."""
    beyond = tokens + _BEYOND
    return Space(
        symbol=np.empty(tokens, np.uint32),
        start=np.empty(tokens, np.int32),
        end=np.empty(tokens, np.int32),
        row=np.empty(tokens, np.int32),
        word=np.empty(tokens, np.uint32),
        code=np.empty(tokens, np.uint16),
        first=np.empty(tokens, np.int32),
        cost=np.empty(beyond, np.int32),
        size=np.empty(beyond, np.int8),
        entry=np.empty(beyond, np.uint16),
        features=np.empty((tokens, FEATURES), np.int32),
        score=aligned((tokens, LANES), np.int16),
        choices=np.empty(tokens, np.uint32),
        tags=np.empty(tokens, np.uint8),
    )


@compiled
def most_tokens(rows: int, size: int) -> int:
    """How many tokens so many rows of so many bytes can have."""
    return 2 * size + MARGIN * (rows + 1)


@compiled
def analyse(
    data: NDArray[np.uint8],
    offsets: NDArray[np.int32],
    fold: NDArray[np.uint16],
    lexicon: Lexicon,
    bits: int,
    space: Space,
) -> int:
    """Write the tokens of some rows with their features; how many they are.

    Args:
        data: UTF-8 bytes.
        offsets: Where each row begins; one more entry closes the last.
        fold: Of ``symbols.folding``.
        lexicon: The general word list.
        bits: The table of weights has 2**bits rows.
        space: Written, up to ``features``; room for as many tokens as there can be.
    """
    n = read_tokens(data, offsets, fold, space.symbol, space.start, space.end, space.row)
    symbol = space.symbol[:n]
    segment(
        symbol,
        lexicon.single,
        lexicon.slots,
        space.cost,
        space.size,
        space.entry,
        space.word,
        space.code,
        space.first,
    )
    feature_rows(symbol, space.word, space.code, space.first, bits, space.features)
    return n

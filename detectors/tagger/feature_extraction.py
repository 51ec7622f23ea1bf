"""From rows of text to tokens with the rows of weights that each looks at."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.string_buffers import Strings
from leakbench.detectors.tagger.features import FEATURES, feature_rows
from leakbench.detectors.tagger.lexicon import Lexicon
from leakbench.detectors.tagger.score_sum import aligned
from leakbench.detectors.tagger.tag_set import LANES
from leakbench.detectors.tagger.tokenizer import Tokens, read_tokens
from leakbench.detectors.tagger.word_segmentation import BEYOND, Lattice, Words, segment
from leakbench.generator.engine.compiled import inner


class FeatureSpace(NamedTuple):
    """What features are made with.

    Attributes:
        fold: What each character of the basic plane is read as, uint16, shape (65536,).
        lexicon: The general word list.
        bits: The table of weights has 2**bits rows.
    """

    fold: NDArray[np.uint16]
    lexicon: Lexicon
    bits: int


class Workspace(NamedTuple):
    """Room for the tokens of some rows, used again and again: fresh memory costs more.

    Attributes:
        tokens: The tokens.
        lattice: Work space of ``segment``.
        words: The word of each token.
        features: Rows of the table of weights, int32, shape (tokens, FEATURES).
        scores: Scores of the tags, int16, shape (tokens, LANES).
        choices: Work space of ``find_tags``, uint32, shape (tokens,).
        tags: The tag of each token, uint8, shape (tokens,).
    """

    tokens: Tokens
    lattice: Lattice
    words: Words
    features: NDArray[np.int32]
    scores: NDArray[np.int16]
    choices: NDArray[np.uint32]
    tags: NDArray[np.uint8]


def workspace_for(tokens: int) -> Workspace:
    """Room for so many tokens."""
    beyond = tokens + BEYOND
    start, end, row, first = np.empty((4, tokens), np.int32)
    symbol, identity, choices = np.empty((3, tokens), np.uint32)
    return Workspace(
        Tokens(symbol, start, end, row),
        Lattice(np.empty(beyond, np.int32), np.empty(beyond, np.int8), np.empty(beyond, np.uint16)),
        Words(identity, np.empty(tokens, np.uint16), first),
        features=np.empty((tokens, FEATURES), np.int32),
        scores=aligned((tokens, LANES), np.int16),
        choices=choices,
        tags=np.empty(tokens, np.uint8),
    )


@inner
def extract_features(text: Strings, space: FeatureSpace, work: Workspace) -> int:
    """Write the tokens of some rows with their words and features; how many they are.

    Args:
        text: The rows.
        space: What features are made with.
        work: Written, up to ``features``; room for ``most_tokens``.
    """
    n = read_tokens(text, space.fold, work.tokens)
    symbol = work.tokens.symbol[:n]
    segment(symbol, space.lexicon, work.lattice, work.words)
    feature_rows(symbol, work.words, space.bits, work.features)
    return n

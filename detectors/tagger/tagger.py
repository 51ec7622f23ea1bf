"""Tagging whole buffers: a few rows at a time, so that what is in work stays in the cache."""

from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.aligned import aligned
from leakbench.detectors.tagger.decoding import decode, spans_of, sum_rows
from leakbench.detectors.tagger.features import FEATURES, feature_rows
from leakbench.detectors.tagger.labels import LANES
from leakbench.detectors.tagger.lexicon import Lexicon
from leakbench.detectors.tagger.model import Model, load_model
from leakbench.detectors.tagger.segmenting import segment
from leakbench.detectors.tagger.symbols import MARGIN, read_tokens

PIECE: Final = 32_768  # bytes worked on at a time, a row at least
_ROOM: Final = 2 * PIECE  # tokens that most pieces need room for
_UNSURE, _SURE = 50.0, 450.0  # surpluses of a token at which a score is 0 and 1


class Tokens(NamedTuple):
    """The tokens of some rows, borders included; all arrays have the shape (tokens,).

    Attributes:
        symbol: What each is, uint32.
        start: Its first code point in its row, int32.
        end: The code point after it.
        row: Its row; -1 for a border token.
        features: Rows of the table of weights, int32, shape (tokens, FEATURES).
    """

    symbol: NDArray[np.uint32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    row: NDArray[np.int32]
    features: NDArray[np.int32]


class Tags(NamedTuple):
    """Spans that were found; all arrays have the shape (spans,).

    Attributes:
        row: Row of each, int32.
        start: Its first code point.
        end: The code point after it.
        label: Its place in ``labels.LABELS``.
        score: How far it is ahead of no span, float32, 0 to 1; no probability.
    """

    row: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    label: NDArray[np.int32]
    score: NDArray[np.float32]


class Space:
    """Room for the tokens of some rows, used again and again.

    Fresh memory costs more than what is computed in it.
    """

    def __init__(self, tokens: int) -> None:
        self.tokens = tokens
        self.symbol = np.empty(tokens, np.uint32)
        self.places = np.empty((3, tokens), np.int32)
        self.word = np.empty(tokens, np.uint32)
        self.code = np.empty(tokens, np.uint16)
        self.first = np.empty(tokens, np.int32)
        self.cost = np.empty(tokens + 8, np.int32)
        self.size = np.empty(tokens + 8, np.int8)
        self.entry = np.empty(tokens + 8, np.uint16)
        self.features = np.empty((tokens, FEATURES), np.int32)
        self.score = aligned((tokens, LANES), np.int16)
        self.choices = np.empty(tokens, np.uint32)
        self.tags = np.empty(tokens, np.uint8)

    @staticmethod
    def need(offsets: NDArray[np.int32]) -> int:
        """The most tokens that rows can have."""
        return 2 * int(offsets[-1] - offsets[0]) + MARGIN * len(offsets)


def analyse(  # noqa: PLR0913, PLR0917 - what a model holds, one by one, for training too
    data: NDArray[np.uint8],
    offsets: NDArray[np.int32],
    fold: NDArray[np.uint16],
    lexicon: Lexicon,
    bits: int,
    space: Space | None = None,
) -> Tokens:
    """Tokens of some rows with their features.

    Args:
        data: UTF-8 bytes.
        offsets: Where each row begins; one more entry closes the last.
        fold: Of ``symbols.folding``.
        lexicon: The general word list.
        bits: The table of weights has 2**bits rows.
        space: Room for as many tokens as there can be; the answer is a view of it.
    """
    if space is None:
        space = Space(Space.need(offsets))
    start, end, row = space.places
    n = read_tokens(data, offsets, fold, space.symbol, start, end, row)
    symbol = space.symbol[:n]
    words = space.word, space.code, space.first
    work = space.cost, space.size, space.entry
    segment(symbol, lexicon.single, lexicon.slots, *work, *words)
    feature_rows(symbol, *words, bits, space.features)
    return Tokens(symbol, start[:n], end[:n], row[:n], space.features[:n])


class Tagger:
    """Finds names, firms, addresses, schools, hospitals, hotels and diagnoses."""

    def __init__(self, model: Model) -> None:
        self._model = model

    @classmethod
    def load(cls, path: Path | None = None) -> "Tagger":
        """The tagger with the model that comes with the package, or another one.

        Raises:
            ModelError: The file is no model, or one of another format.
        """
        return cls(load_model(path))

    def tag(self, data: NDArray[np.uint8], offsets: NDArray[np.int32]) -> Tags:
        """Find spans in rows of text.

        Args:
            data: UTF-8 bytes of an Arrow array of strings.
            offsets: Its offsets, shape (rows + 1,).
        """
        found = []
        rows = len(offsets) - 1
        first = 0
        space = Space(0)
        while first < rows:
            goal = offsets[first] + PIECE
            last = max(first + 1, int(np.searchsorted(offsets, goal, side="right")) - 1)
            piece = offsets[first : min(last, rows) + 1]
            if Space.need(piece) > space.tokens:
                space = Space(max(Space.need(piece), min(_ROOM, Space.need(offsets))))
            places, surplus = self._piece(data, piece, space)
            places[0] += first
            found.append((places, surplus))
            first = min(last, rows)
        if not found:
            none = np.empty(0, np.int32)
            return Tags(none, none, none, none, np.empty(0, np.float32))
        row, start, end, label = np.concatenate([places for places, _ in found], axis=1)
        surplus = np.concatenate([more for _, more in found]).astype(np.float32)
        score = np.clip((surplus - _UNSURE) / (_SURE - _UNSURE), 0.0, 1.0).astype(np.float32)
        return Tags(row, start, end, label, score)

    def _piece(
        self, data: NDArray[np.uint8], offsets: NDArray[np.int32], space: Space
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        model = self._model
        tokens = analyse(data, offsets, model.fold, model.lexicon, model.bits, space)
        sum_rows(tokens.features, tokens.row, model.table, space.score)
        decode(space.score, tokens.row, model.steps, space.choices, space.tags)
        n = len(tokens.row)
        places, surplus = np.empty((4, n), np.int32), np.empty(n, np.int32)
        tags = space.tags[:n]
        count = spans_of(tags, tokens.row, tokens.start, tokens.end, space.score, places, surplus)
        return places[:, :count].copy(), surplus[:count]

"""Tagging whole buffers: a few rows at a time, so that what is in work stays in the cache."""

from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.analysing import Space, analyse, most_tokens, space_for
from leakbench.detectors.tagger.decoding import decode, spans_of, sum_rows
from leakbench.detectors.tagger.lexicon import Lexicon
from leakbench.detectors.tagger.model import Model, load_model
from leakbench.generator.engine.compiled import compiled

ROOM: Final = 65_536  # tokens that rows worked on at a time can have, or those of one row
_ANSWERED: Final = 4  # times as many spans have room in one call's answer
_UNSURE, _SURE = 50.0, 450.0  # surpluses of a token at which a score is 0 and 1


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


class Tagger:
    """Finds names, firms, addresses, schools, hospitals, hotels and diagnoses."""

    def __init__(self, model: Model) -> None:
        self._weights = model.fold, model.lexicon, model.bits, model.table, model.steps

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
        longest = int(np.diff(offsets).max(initial=0))
        space = space_for(max(ROOM, most_tokens(1, longest)))
        room = _ANSWERED * len(space.symbol)
        places, surplus = np.empty((4, room), np.int32), np.empty(room, np.int32)
        first = 0
        while first < rows:
            first, count = _tag_rows(data, offsets, first, *self._weights, space, places, surplus)
            found.append((places[:, :count].copy(), surplus[:count].copy()))
        if not found:
            none = np.empty(0, np.int32)
            return Tags(none, none, none, none, np.empty(0, np.float32))
        row, start, end, label = np.concatenate([places for places, _ in found], axis=1)
        surplus = np.concatenate([more for _, more in found]).astype(np.float32)
        score = np.clip((surplus - _UNSURE) / (_SURE - _UNSURE), 0.0, 1.0).astype(np.float32)
        return Tags(row, start, end, label, score)


@compiled
def _tag_rows(
    data: NDArray[np.uint8],
    offsets: NDArray[np.int32],
    first: int,
    fold: NDArray[np.uint16],
    lexicon: Lexicon,
    bits: int,
    table: NDArray[np.int8],
    steps: NDArray[np.int32],
    space: Space,
    places: NDArray[np.int32],
    surplus: NDArray[np.int32],
) -> tuple[int, int]:
    """Tag rows as long as there is room for their spans.

    Args:
        data: UTF-8 bytes.
        offsets: Where each row begins; one more entry closes the last.
        first: The first row to tag.
        fold: Of the model, as the next four.
        lexicon: See there.
        bits: See there.
        table: See there.
        steps: See there.
        space: Written over; room for the longest row.
        places: Written: row, start, end and label of each span, shape (4, room), where there is
            more room than tokens in ``space``.
        surplus: Written: of ``spans_of``.

    Returns:
        The first row that is not tagged yet, and how many spans there are.
    """
    rows = len(offsets) - 1
    room = len(space.symbol)
    count = 0
    while first < rows and count + room <= len(surplus):
        last = first + 1
        while (
            last < rows
            and most_tokens(last + 1 - first, offsets[last + 1] - offsets[first]) <= room
        ):
            last += 1
        n = analyse(data, offsets[first : last + 1], fold, lexicon, bits, space)
        row, tags = space.row[:n], space.tags[:n]
        sum_rows(space.features, row, table, space.score)
        decode(space.score, row, steps, space.choices, tags)
        count = spans_of(
            tags, row, space.start, space.end, space.score, first, places, surplus, count
        )
        first = last
    return first, count

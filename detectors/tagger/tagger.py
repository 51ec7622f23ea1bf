"""Tagging whole buffers: a few rows at a time, so that what is in work stays in the cache."""

from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.detectors.tagger.feature_extraction import (
    FeatureSpace,
    Workspace,
    extract_features,
    workspace_for,
)
from leakbench.detectors.tagger.model import Model, load_model
from leakbench.detectors.tagger.score_sum import Weights, sum_scores
from leakbench.detectors.tagger.spans import (
    LabelledSpans,
    SpanBuffer,
    buffer_for,
    labelled_spans,
    write_spans,
)
from leakbench.detectors.tagger.tokenizer import Text, most_tokens
from leakbench.detectors.tagger.viterbi import find_tags
from leakbench.generator.engine.compiled import compiled

ROOM: Final = 65_536  # tokens that rows worked on at a time can have, or those of one row
_ANSWERED: Final = 4  # times as many spans have room in one call's answer


_Memory = tuple[Workspace, SpanBuffer]


class Tagger:
    """Finds names, firms, addresses, schools, hospitals, hotels and diagnoses."""

    def __init__(self, model: Model) -> None:
        self._features, self._weights = model.features, model.weights
        self._spare: list[_Memory] = []  # as many as have been in use at a time

    @classmethod
    def load(cls, path: Path | None = None) -> "Tagger":
        """The tagger with the model that comes with the package, or another one.

        Raises:
            ModelError: The file is no model, or one of another format.
        """
        return cls(load_model(path))

    def tag(self, text: Text) -> LabelledSpans:
        """Find spans in rows of text."""
        found = []
        rows = len(text.offsets) - 1
        room = max(ROOM, most_tokens(1, int(np.diff(text.offsets).max(initial=0))))
        memory = self._memory(room)
        work, spans = memory
        first = 0
        while first < rows:
            first, count = _tag_rows(text, first, self._features, self._weights, work, spans)
            found.append(SpanBuffer(spans.places[:, :count].copy(), spans.lead[:count].copy()))
        if room == ROOM:
            self._spare.append(memory)
        return labelled_spans(found)

    def _memory(self, room: int) -> _Memory:
        """Memory that no other thread has at the time: fresh memory costs more than a few rows."""
        if room == ROOM:
            try:
                return self._spare.pop()
            except IndexError:
                pass
        return workspace_for(room), buffer_for(_ANSWERED * room)


def text_of(column: pa.Array) -> Text:
    """The rows of a column of strings; null cells are empty ones."""
    if column.null_count:
        column = pc.fill_null(column, "")
    _, offset_buffer, data_buffer = column.buffers()
    offsets = np.frombuffer(offset_buffer, np.int32, len(column) + 1, 4 * column.offset)
    return Text(np.frombuffer(data_buffer or b"", np.uint8), offsets)


@compiled
def _tag_rows(
    text: Text,
    first: int,
    features: FeatureSpace,
    weights: Weights,
    work: Workspace,
    spans: SpanBuffer,
) -> tuple[int, int]:
    """Tag rows as long as there is room for their spans.

    Args:
        text: The rows.
        first: The first row to tag.
        features: Of the model.
        weights: Of the model.
        work: Written over; room for the longest row.
        spans: Written; more room than tokens in ``work``.

    Returns:
        The first row that is not tagged yet, and how many spans there are.
    """
    data, offsets = text
    rows = len(offsets) - 1
    room = len(work.tags)
    count = 0
    while first < rows and count + room <= len(spans.lead):
        last = first + 1
        while (
            last < rows
            and most_tokens(last + 1 - first, offsets[last + 1] - offsets[first]) <= room
        ):
            last += 1
        n = extract_features(Text(data, offsets[first : last + 1]), features, work)
        row, tags = work.tokens.row[:n], work.tags[:n]
        sum_scores(work.features, row, weights.table, work.scores)
        find_tags(work.scores, row, weights.transitions, work.choices, tags)
        count = write_spans(tags, work.scores, work.tokens, first, spans, count)
        first = last
    return first, count

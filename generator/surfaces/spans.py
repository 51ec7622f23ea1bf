"""The fields of a block of rows, and the spans that writing them leaves behind."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Codes = NDArray[np.int8]


class Further(NamedTuple):
    """Values that stand in strings beside a first one, or all values of lists.

    They are counted through all fields that have any, field by field and row by row.

    Attributes:
        first: Where those of each row begin, int32, shape (fields that have any, rows + 1).
        start: Begin in the string, in code points, int32, shape (values,).
        end: End, exclusive.
        label: Code of the label, int8.
        form: Code of the form, int16.
        subject: Index of the person concerned, int64; -1 is nobody.
        most: How many of them a string has at most.
    """

    first: NDArray[np.int32]
    start: Ints
    end: Ints
    label: Codes
    form: NDArray[np.int16]
    subject: NDArray[np.int64]
    most: int


class Fields(NamedTuple):
    """The fields of a block of rows, as written.

    Attributes:
        packed: The strings as ``Strings`` packs them, int64, shape (fields, rows).
        changed: Where a field's extents and forms stand in the two arrays that follow, int32, shape
            (fields,); -1 for a field whose every string is its value, written plainly.
        extents: Where the first values stand in the strings, as ``WrittenColumn`` packs it, shape
            (changed, rows); an end of 0 is no such value.
        form: Codes of their forms, int16, shape (changed, rows).
        label: Code of each field's label, int8, shape (fields,); -1 for none.
        decoy: Code of its kind of decoy; -1 for none.
        person: Row of ``subject`` that says whom it is about, int32; -1 for nobody.
        several: Row of ``further.first`` that says where its other values are, int32; -1 for none.
            A field without a string in a row has none there.
        subject: Indices of people, int64, shape (people, rows).
        quality: Code of the quality that each form leaves, int8, shape (forms,).
        own_label: Code of the label that values of each form have, whatever the field's; -1: none.
        nobody: Whether values of each form are about nobody, whatever the field's are, bool.
        further: The other values of the fields.
    """

    packed: NDArray[np.int64]
    changed: Ints
    extents: NDArray[np.int64]
    form: NDArray[np.int16]
    label: Codes
    decoy: Codes
    person: Ints
    several: Ints
    subject: NDArray[np.int64]
    quality: Codes
    own_label: Codes
    nobody: NDArray[np.bool_]
    further: Further


class Spans(NamedTuple):
    """Where values stand, row by row; all but ``first`` have one entry a value.

    Attributes:
        first: Index of each row's first value, int32, shape (rows + 1,).
        start: Begin in code points.
        end: End, exclusive.
        label: Code of the label, or of the kind of decoy.
    """

    first: Ints
    start: Ints
    end: Ints
    label: Codes

    @classmethod
    def room(cls, count: int, rows: int) -> "Spans":
        """Room for so many values of so many rows."""
        start, end = np.empty((2, count), np.int32)
        return cls(np.zeros(rows + 1, np.int32), start, end, np.empty(count, np.int8))

    def cut(self, count: int) -> "Spans":
        """Only so many values."""
        return Spans(self.first, self.start[:count], self.end[:count], self.label[:count])


class SpanAttributes(NamedTuple):
    """What is known of labelled values, one entry a value.

    Attributes:
        subject: Index of the person concerned; -1 is nobody.
        quality: Code of the quality.
        form: Code of the form.
    """

    subject: NDArray[np.int64]
    quality: Codes
    form: NDArray[np.int16]

    @classmethod
    def room(cls, count: int) -> "SpanAttributes":
        """Room for so many values, all of them plain at first."""
        return cls(np.empty(count, np.int64), np.zeros(count, np.int8), np.zeros(count, np.int16))

    def cut(self, count: int) -> "SpanAttributes":
        """Only so many values."""
        return SpanAttributes(self.subject[:count], self.quality[:count], self.form[:count])

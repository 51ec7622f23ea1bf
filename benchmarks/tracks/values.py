"""What found values say once the ways of writing them are undone, as keys that can be compared.

``identifiers.csv`` says which labels tell people apart: ``alone`` (two records with one mobile
number are about one person), ``named`` (a birth date does so together with the name), or as the
``name`` itself. Numbers are read in the detector's normalising view, names and places as written.
"""

import csv
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.detectors.structured.view import FoldTables, fold_tables, view
from leakbench.generator.compiled import compiled

ALONE, NAMED, NAME = range(3)
_ROLES: Final = ("alone", "named", "name")
_READINGS: Final = ("account", "mobile", "resident", "card", "text", "tail")
_MOBILE, _RESIDENT, _CARD, _TEXT, _TAIL = range(1, 6)
_LONGEST: Final = 192  # bytes of a value that are compared
_TAIL_BYTES: Final = 24  # of an address: street number, building and flat, whatever stands before

_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.int64)
_CHECKS = np.frombuffer(b"10X98765432", np.uint8)

Keys = NDArray[np.uint64]


class Values(NamedTuple):
    """Values that tell people apart, all of shape (values,).

    Attributes:
        row: Record of the list, int64.
        column: Column of the list, int64.
        role: ``ALONE``, ``NAMED`` or ``NAME``, int8.
        key: The value; two that say the same have one key, uint64.
    """

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    role: NDArray[np.int8]
    key: Keys


class _Identifier(NamedTuple):
    role: int
    reading: int
    shortest: int
    longest: int


@cache
def identifiers() -> dict[str, _Identifier]:
    """How each label that tells people apart is read."""
    text = files("leakbench.benchmarks.tracks").joinpath("identifiers.csv").read_text("utf-8")
    return {
        row["label"]: _Identifier(
            _ROLES.index(row["role"]),
            _READINGS.index(row["reading"]),
            int(row["shortest"]),
            int(row["longest"]),
        )
        for row in csv.DictReader(text.splitlines())
    }


def labels_of(role: int) -> frozenset[str]:
    """The labels of a role."""
    return frozenset(label for label, one in identifiers().items() if one.role == role)


def values(strings: pa.RecordBatch, answer: pa.RecordBatch, first_row: int = 0) -> Values:
    """The values in an answer that tell people apart; masked and mutilated ones are left out.

    Args:
        strings: What a detector was given.
        answer: Its accepted answer, with the columns of ``SPANS``.
        first_row: What is added to each row.
    """
    named = answer.column("label").dictionary.to_pylist()
    known = [identifiers().get(name) for name in named]
    code = answer.column("label").indices.to_numpy(zero_copy_only=False)
    wanted = np.array([one is not None for one in known], np.bool_)[code]
    facts = np.array([one or (0, 0, 0, 0) for one in known], np.int64).reshape(-1, 4)[code[wanted]]
    row, column, start, end = (
        answer.column(name).to_numpy(zero_copy_only=False)[wanted].astype(np.int64)
        for name in ("row", "column", "start", "end")
    )
    key = np.zeros(len(row), np.uint64)
    for number, cells in enumerate(strings.columns):
        here = np.flatnonzero(column == number)
        if len(here):
            key[here] = _read(cells, row[here], start[here], end[here], facts[here])
    kept = key != 0
    return Values(row[kept] + first_row, column[kept], facts[kept, 0].astype(np.int8), key[kept])


def mix(first: Keys, second: Keys) -> Keys:
    """One key of two."""
    mixed = first * np.uint64(0x9E3779B97F4A7C15) ^ (second + np.uint64(0x7F4A7C15))
    mixed = (mixed ^ (mixed >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)
    key: Keys = mixed ^ (mixed >> np.uint64(29)) | np.uint64(1)
    return key


def _read(
    cells: pa.Array,
    row: NDArray[np.int64],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    facts: NDArray[np.int64],
) -> Keys:
    _, offset_buffer, data_buffer = cells.buffers()
    offsets = np.frombuffer(offset_buffer, np.int32, len(cells) + 1, 4 * cells.offset)
    data = np.frombuffer(data_buffer or b"", np.uint8)
    bounds = np.zeros(len(row) + 1, np.int32)
    raw = np.empty(int((offsets[row + 1] - offsets[row]).sum()), np.uint8)
    raw = raw[: _gather(data, offsets, row, start, end, raw, bounds)]
    key = np.zeros(len(row), np.uint64)
    as_written = np.isin(facts[:, 1], (_TEXT, _TAIL))
    _keys(raw, bounds, np.flatnonzero(as_written), facts, key)
    folded = np.empty(len(raw), np.uint8)
    view_bounds = np.empty(len(row) + 1, np.int32)
    places = np.empty((2, len(raw)), np.int32)
    folds, digits, _, hints = _folds()
    every = np.arange(len(row), dtype=np.int64)
    view(raw, bounds, every, folds, digits, hints, folded, view_bounds, *places)
    _keys(folded, view_bounds, np.flatnonzero(~as_written), facts, key)
    return key


@cache
def _folds() -> FoldTables:
    return fold_tables()


@compiled
def _gather(  # noqa: PLR0913, PLR0917 - a kernel takes plain arrays
    data: NDArray[np.uint8],
    offsets: NDArray[np.int32],
    row: NDArray[np.int64],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    out: NDArray[np.uint8],
    bounds: NDArray[np.int32],
) -> int:
    """Copy the bytes of spans given in code points; gives their number."""
    at = 0
    for i in range(len(row)):
        point = -1
        for place in range(offsets[row[i]], offsets[row[i] + 1]):
            point += (data[place] & 0xC0) != 0x80
            if point >= end[i]:
                break
            if point >= start[i]:
                out[at] = data[place]
                at += 1
        bounds[i + 1] = at
    return at


@compiled
def _keys(  # noqa: C901, PLR0912 - a kernel: one pass over the bytes
    data: NDArray[np.uint8],
    bounds: NDArray[np.int32],
    which: NDArray[np.int64],
    facts: NDArray[np.int64],
    key: Keys,
) -> None:
    """Write the key of each value; 0 stays where it cannot be read as what it should be."""
    kept = np.empty(_LONGEST, np.uint8)
    for i in which:
        reading, shortest, longest = facts[i, 1], facts[i, 2], facts[i, 3]
        end = bounds[i + 1]
        if end - bounds[i] > 2 and data[end - 1] == 48 and data[end - 2] == 46:
            end -= 2  # a number that a spreadsheet took for a decimal
        size = 0
        points = 0
        masked = False
        mute = False  # in a space or a sign outside ASCII
        for place in range(bounds[i], end):
            byte = data[place]
            if byte == 42 or (byte == 0x3F and reading >= _TEXT):
                masked = True
            if (byte & 0xC0) != 0x80:
                wide = byte == 0xE3 and place + 1 < end and data[place + 1] == 0x80
                mute = byte in (0xC2, 0xE2) or wide
            if 97 <= byte <= 122:
                byte -= 32
            plain = 48 <= byte <= 57 or 65 <= byte <= 90
            mark = byte in (95, 64) and reading == 0
            if (
                plain or mark or (byte >= 0x80 and not mute and reading >= _TEXT)
            ) and size < _LONGEST:
                kept[size] = byte
                size += 1
                points += (byte & 0xC0) != 0x80
        first = 0
        if reading == _MOBILE and size > 11:
            code = size - 11
            if (code == 1 and kept[0] == 48) or (
                kept[code - 2] == 56 and kept[code - 1] == 54 and code <= 4
            ):
                first = code
        if reading == _RESIDENT and size == 15:
            size = _lengthened(kept)
        if reading == _TAIL and size > _TAIL_BYTES:
            first = size - _TAIL_BYTES
            while first < size and (kept[first] & 0xC0) == 0x80:
                first += 1
        length = points if reading >= _TEXT else size - first
        good = not masked and shortest <= length <= longest
        if good and reading == _MOBILE:
            good = kept[first] == 49 and _digits(kept, first, size)
        elif good and reading == _RESIDENT:
            good = _digits(kept, 0, 17) and kept[17] == _resident_check(kept)
        elif good and reading == _CARD:
            good = _digits(kept, 0, size) and _luhn(kept, size)
        if not good:
            continue
        value = np.uint64(0xCBF29CE484222325)
        for place in range(first, size):
            value = (value ^ np.uint64(kept[place])) * np.uint64(0x100000001B3)
        key[i] = value | np.uint64(1)


@compiled
def _digits(kept: NDArray[np.uint8], first: int, end: int) -> bool:
    others = 0
    for place in range(first, end):
        others += not 48 <= kept[place] <= 57
    return others == 0


@compiled
def _resident_check(kept: NDArray[np.uint8]) -> np.uint8:
    total = 0
    for place in range(17):
        total += (int(kept[place]) - 48) * _WEIGHTS[place]
    return _CHECKS[total % 11]


@compiled
def _lengthened(kept: NDArray[np.uint8]) -> int:
    """Write an ID of 15 digits as one of 18; gives its length."""
    if not _digits(kept, 0, 15):
        return 15
    for place in range(16, 7, -1):
        kept[place] = kept[place - 2]
    kept[6], kept[7] = 49, 57
    kept[17] = _resident_check(kept)
    return 18


@compiled
def _luhn(kept: NDArray[np.uint8], size: int) -> bool:
    total = 0
    for place in range(size):
        digit = int(kept[size - 1 - place]) - 48
        if place % 2:
            digit = digit * 2 - 9 if digit > 4 else digit * 2
        total += digit
    return total % 10 == 0

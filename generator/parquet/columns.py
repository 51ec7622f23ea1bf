"""The columns of a dataset as Parquet counts them: a leaf for each string, number or name.

What is known of a column once stands in the schema's elements; what a batch has of it, in pages.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa

from leakbench.generator.engine.buffers import values_of
from leakbench.generator.engine.nulls import parted
from leakbench.generator.parquet import levels
from leakbench.generator.parquet.deltas import deltas, plain_strings, strings_by_lengths
from leakbench.generator.parquet.thrift import TRUE, Value, binary, i8, i32, struct

_REQUIRED, _OPTIONAL, _REPEATED = range(3)
_PHYSICAL: Final = {pa.int16(): 1, pa.int32(): 1, pa.int64(): 2, pa.string(): 6}
PLAIN, DELTAS, LENGTHS, CODES = i32(0), i32(5), i32(6), i32(8)
"""Encodings: as they are, by differences, strings by their lengths, and codes."""
_LOGICAL: Final = {
    pa.int16(): {6: i32(16), 10: struct({10: struct({1: i8(16), 2: TRUE})})},
    pa.string(): {6: i32(0), 10: struct({1: struct({})})},
}
_SMALL: Final = 4096  # offsets below are written as codes of themselves
_LIST: Final = {6: i32(3), 10: struct({3: struct({})})}

Data = bytes | np.ndarray
Meanings = tuple[int, Data]


class Leaf(NamedTuple):
    """A column of Parquet.

    Attributes:
        path: The names that lead to it.
        kind: Arrow's type of its values, or of what its names are.
        nullable: Whether values may be missing.
    """

    path: tuple[str, ...]
    kind: pa.DataType
    nullable: bool

    @property
    def physical(self) -> Value:
        """The number of the type in which Parquet keeps it."""
        return i32(_PHYSICAL[self.kind])


class Page(NamedTuple):
    """What a leaf has in a batch.

    Attributes:
        levels: How many values, nulls and lists without items there are.
        nulls: How many of these are no values.
        repetition: Where rows begin; empty outside of lists.
        definition: How much of each value is there; empty if all of it always is.
        encoding: How the values are written.
        values: Those that there are.
        meanings: How many codes there are, and the values that they stand for; None for others.
        bounds: The least value and the greatest, where rows are found by them.
    """

    levels: int
    nulls: int
    repetition: bytes
    definition: bytes
    encoding: Value
    values: Data
    meanings: Meanings | None = None
    bounds: tuple[np.int64, np.int64] | None = None


def leaves(schema: pa.Schema) -> list[Leaf]:
    """All leaves in their order.

    Raises:
        TypeError: A column holds something else than a dataset does.
    """
    found = [leaf for field in schema for leaf in _leaves_of(field)]
    for leaf in found:
        if leaf.kind not in _PHYSICAL:
            raise TypeError(f"{'.'.join(leaf.path)}: a dataset has no {leaf.kind}")
        if leaf.nullable and (leaf.kind == pa.string()) == (len(leaf.path) > 1):
            raise TypeError(f"{'.'.join(leaf.path)}: a dataset has no nulls there")
    return found


def elements(schema: pa.Schema) -> Iterator[Value]:
    """The elements of Parquet's schema, each before what it holds."""
    yield struct({4: binary("schema"), 5: i32(len(schema))})
    for field in schema:
        found = list(_leaves_of(field))
        if pa.types.is_list(field.type):
            yield _element(field.name, _REQUIRED, {5: i32(1)} | _LIST)
            yield _element("list", _REPEATED, {5: i32(1)})
            yield _element("element", _REQUIRED, {5: i32(len(found))})
        for leaf in found:
            about = {1: leaf.physical} | _LOGICAL.get(leaf.kind, {})
            yield _element(leaf.path[-1], _OPTIONAL if leaf.nullable else _REQUIRED, about)


def pages(column: pa.Array, *, nullable: bool) -> Iterator[Page]:
    """The page of each leaf of a column, in the leaves' order."""
    if pa.types.is_list(column.type):
        yield from _pages_of_lists(column)
    elif pa.types.is_string(column.type):
        defined = b""
        if nullable:
            defined = levels.runs(column.is_valid().to_numpy(zero_copy_only=False), 1)
        there = column.drop_null() if column.null_count else column
        values = strings_by_lengths(there)
        yield Page(len(column), column.null_count, b"", defined, LENGTHS, values)
    else:
        numbers = values_of(column)
        bounds = numbers.min(), numbers.max()
        yield Page(len(column), 0, b"", b"", DELTAS, deltas(numbers), bounds=bounds)


def _pages_of_lists(column: pa.ListArray) -> Iterator[Page]:
    offsets, items = levels.offsets_of(column), column.flatten()
    count = levels.count(offsets)
    repeated, defined = levels.of_lists(offsets)
    empty = count - len(items)
    for place, part in enumerate(items.type):
        values = items.field(place)
        if part.nullable:
            found = parted(values)
            nulls = empty + len(found.missing)
            some = levels.nullable_definition(offsets, found.there)
            yield Page(count, nulls, repeated, some, DELTAS, deltas(found.values))
        elif pa.types.is_dictionary(part.type):
            names = values.dictionary
            meanings = len(names), plain_strings(names)
            codes = _coded(values_of(values.indices), len(names))
            yield Page(count, empty, repeated, defined, CODES, codes, meanings)
        else:
            yield Page(count, empty, repeated, defined, *_numbers(values_of(values)))


def _numbers(numbers: np.ndarray) -> tuple[Value, Data, Meanings | None]:
    """Offsets and the like: small ones are codes of themselves, a third of the time and bytes."""
    least, most = int(numbers.min(initial=0)), int(numbers.max(initial=0))
    if least < 0 or most >= _SMALL:
        return PLAIN, numbers.astype(np.int32, copy=False), None
    return CODES, _coded(numbers, most + 1), (most + 1, np.arange(most + 1, dtype=np.int32))


def _coded(codes: np.ndarray, meanings: int) -> bytes:
    """Codes behind the byte that says how many bits each has."""
    width = max((meanings - 1).bit_length(), 1)
    return bytes([width]) + levels.runs(codes, width)


def _leaves_of(field: pa.Field) -> Iterator[Leaf]:
    if not pa.types.is_list(field.type):
        yield Leaf((field.name,), field.type, field.nullable)
        return
    for part in field.type.value_type:
        kind = part.type.value_type if pa.types.is_dictionary(part.type) else part.type
        yield Leaf((field.name, "list", "element", part.name), kind, part.nullable)


def _element(name: str, needed: int, about: dict[int, Value]) -> Value:
    fields = about | {3: i32(needed), 4: binary(name)}
    return struct(dict(sorted(fields.items())))

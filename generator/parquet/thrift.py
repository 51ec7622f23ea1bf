"""Thrift's compact protocol, as far as the metadata of Parquet needs it: values as bytes.

A value is its type's number and its bytes; a structure is made of such values by their field ids.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Value(NamedTuple):
    """A value as it is written.

    Attributes:
        kind: The number of its type.
        data: Its bytes.
    """

    kind: int
    data: bytes


TRUE = Value(1, b"")
"""What is so, as a field; its type says it."""


def varint(number: int) -> bytes:
    """A number from 0 in seven bits a byte, the lowest first; the last byte's high bit is clear."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def i8(number: int) -> Value:
    """A whole number of 8 bits."""
    return Value(3, number.to_bytes(1, signed=True))


def i32(number: int) -> Value:
    """A whole number of 32 bits."""
    return Value(5, zigzag(number))


def i64(number: int) -> Value:
    """A whole number of 64 bits."""
    return Value(6, zigzag(number))


def binary(data: bytes | str) -> Value:
    """Bytes, or a text in UTF-8."""
    data = data.encode() if isinstance(data, str) else data
    return Value(8, varint(len(data)) + data)


def listed(items: Sequence[Value]) -> Value:
    """A list of one or more values of one type."""
    (kind,) = {item.kind for item in items}
    few = len(items) < 15
    head = bytes([len(items) << 4 | kind]) if few else bytes([0xF0 | kind]) + varint(len(items))
    return Value(9, head + b"".join(item.data for item in items))


def struct(fields: Mapping[int, Value | None]) -> Value:
    """A structure.

    Args:
        fields: Its values by field id, ids rising by 15 at most; None: it has no such field.
    """
    out, last = bytearray(), 0
    for field, value in fields.items():
        if value is not None:
            out.append((field - last) << 4 | value.kind)
            out += value.data
            last = field
    return Value(12, bytes(out) + b"\0")


def zigzag(number: int) -> bytes:
    """A number of either sign as a number from 0: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return varint(number << 1 if number >= 0 else ~(number << 1))

"""A stream of text as a sheet of lines: rows come as the stream does, not once it has ended."""

import codecs
from collections.abc import Iterator
from typing import Protocol

import pyarrow as pa

from leakbench.generator.containers.encodings import encoding_of
from leakbench.generator.containers.sheets import BATCH_ROWS, Sheet, grid

_AT_ONCE = 1 << 16  # bytes that are taken at a time


class Stream(Protocol):
    """Bytes that come bit by bit, as from ``sys.stdin.buffer``."""

    def read1(self, size: int, /) -> bytes:
        """What has come, at least a byte and at most ``size``; nothing at the end."""
        ...


def line_sheet(stream: Stream) -> Sheet:
    """The lines of a stream.

    Args:
        stream: Text; its encoding is told by the first bytes above ASCII, and what is no text in it
            becomes U+FFFD.
    """
    return Sheet("", _batches(stream), kind="text")


def _batches(stream: Stream) -> Iterator[pa.RecordBatch]:
    rest = ""
    for text in _decoded(stream):
        *lines, rest = (rest + text).split("\n")
        yield from _grids(lines)
    if rest:
        yield from _grids([rest])


def _decoded(stream: Stream) -> Iterator[str]:
    block = stream.read1(_AT_ONCE)
    while block and block.isascii() and b"\0" not in block:
        yield block.decode()
        block = stream.read1(_AT_ONCE)
    decoder = codecs.getincrementaldecoder(encoding_of(block))("replace")
    while block:
        yield decoder.decode(block)
        block = stream.read1(_AT_ONCE)
    yield decoder.decode(b"", final=True)


def _grids(lines: list[str]) -> Iterator[pa.RecordBatch]:
    for first in range(0, len(lines), BATCH_ROWS):
        rows = [line.removesuffix("\r") for line in lines[first : first + BATCH_ROWS]]
        yield grid([pa.array(rows, pa.string())])

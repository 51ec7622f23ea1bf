"""Lines of a text that comes in blocks."""

from collections.abc import Iterable, Iterator
from typing import Final

LONGEST_LINE: Final = 16 << 20
"""Bytes of a line, or of a value of JSON; what is longer comes in pieces."""


def lines_of(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Lines, or pieces of a line where it is longer than a value may be."""
    rest = b""
    for block in blocks:
        *lines, last = block.split(b"\n")
        if lines:
            yield rest + lines[0]
            yield from lines[1:]
            rest = last
        else:
            rest += last
        if len(rest) > LONGEST_LINE:
            yield rest
            rest = b""
    if rest:
        yield rest

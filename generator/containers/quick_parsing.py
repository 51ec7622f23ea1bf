"""XML whose plain rows are read by a kernel, and everything else by a parser.

A sheet is a handful of elements around a million rows that look alike. A kernel reads these, as
many as it knows how to. Where it meets what it does not know, it stops before that row; the parser
goes on there, as if the rows before had not been, up to the end of the last row that is in memory.
Then the kernel tries again, if the parser stands between two rows. So the parser sees all that is
not plain, and says what is no sound XML; and what a strange row costs is bounded.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from leakbench.generator.containers.office_package import Package
from leakbench.generator.containers.part_parser import Handlers
from leakbench.generator.containers.sheets import ContainerError

BLOCK_BYTES: Final = 2 << 20
"""About so many bytes are given to a kernel at once."""

_FED_BYTES: Final = 1 << 18  # so that rows that the parser finds are taken before they are many


class Quick(Protocol):
    """What takes rows, from a parser or by itself.

    Attributes:
        opening: The tag that rows follow on.
        closing: The tag that ends a row.
        depth: Elements around rows.
        handlers: What the parser calls.
    """

    opening: re.Pattern[bytes]
    closing: bytes
    depth: int
    handlers: Handlers

    def idle(self) -> bool:
        """Whether what the parser has told has no bearing on the rows that follow."""

    def scan(self, text: bytes, at: int) -> tuple[int, bool]:
        """Read the plain rows from here on.

        Returns:
            The byte behind the last one, and whether what follows is not plain; else it is cut.
        """


def parse_quickly(package: Package, part: str, quick: Quick) -> Iterator[None]:
    """Read a part; after each piece of it there is time to take what was found.

    Args:
        package: Its package.
        part: Its name.
        quick: What takes its rows.

    Raises:
        ContainerError: It is missing, damaged or hostile; what came before is sound.
    """
    parser = package.parser(part, quick.handlers)
    rest = b""
    plain = begun = False
    for block in _blocks(package.chunks(part)):
        text, at = rest + block if rest else block, 0
        while at < len(text):
            if plain:
                begin = at
                at, strange = quick.scan(text, begin)
                parser.skipped += at - begin
                yield
                if not strange and len(text) - at < BLOCK_BYTES:
                    break
            opened, end = _boundary(text, at, quick, begun=begun)
            begun = begun or opened
            for first in range(at, end, _FED_BYTES):
                parser.feed(text[first : min(first + _FED_BYTES, end)])
                yield
            at = end
            plain = begun and parser.depth == quick.depth and parser.between() and quick.idle()
        rest = text[at:]
    parser.feed(rest, final=True)
    yield


def _boundary(text: bytes, at: int, quick: Quick, *, begun: bool) -> tuple[bool, int]:
    """Whether a row may follow, and up to where a parser is fed, so that it may stand before it."""
    if not begun:
        found = quick.opening.search(text, at)
        return found is not None, found.end() if found else len(text)
    last = text.rfind(quick.closing, at)
    return last >= 0, last + len(quick.closing) if last >= 0 else len(text)


def _blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in larger pieces; those before a damaged one are not lost."""
    waiting: list[bytes] = []
    size = 0
    try:
        for chunk in chunks:
            waiting.append(chunk)
            size += len(chunk)
            if size >= BLOCK_BYTES:
                yield b"".join(waiting)
                waiting.clear()
                size = 0
    except ContainerError:
        if waiting:
            yield b"".join(waiting)
        raise
    if waiting:
        yield b"".join(waiting)

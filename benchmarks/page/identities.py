"""A stand-in until the palette is there: benchmarks/figures/identities.py has this interface."""

from typing import NamedTuple
from zlib import crc32

_COLOURS = ("#0072B2", "#B34E00", "#007A5A", "#A8477F", "#8A6100", "#2A7FA8", "#6B5330")
_DARK = ("#5BB0E8", "#F08A45", "#3CC79A", "#E59BC4", "#E6B23C", "#8CCBF0", "#C9A877")
_MARKS = ("o", "s", "^", "D", "v", "P", "<", ">")


class Identity(NamedTuple):
    """Colour on white, colour on black, and mark of a detector."""

    colour: str
    dark: str
    mark: str


def identity(name: str) -> Identity:
    """The same for a name everywhere."""
    number = crc32(name.encode())
    return Identity(_COLOURS[number % 7], _DARK[number % 7], _MARKS[number // 7 % 8])

"""The text of views while they are written, with the map back, many bytes a step."""

from typing import NamedTuple

import numpy as np

from leakbench.detectors.normalize.characters import Bytes, Ints
from leakbench.generator.engine.compiled import inlined, inner
from leakbench.generator.engine.intrinsics import copy_lanes, write_ramp

COPIED = 32  # bytes a step of copying
_MOVED = 16  # entries a step of moving


class ViewText(NamedTuple):
    """Views, one after another.

    Attributes:
        text: Their bytes, with room for ``COPIED`` more behind.
        first: For the first byte of each character, the byte of the data that it came from.
        last: For the last byte of each, the byte of the data after those it came from.
    """

    text: Bytes
    first: Ints
    last: Ints


@inlined
def copy_kept(data: Bytes, at: int, end: int, view: ViewText, to: int) -> int:
    """Copy the bytes between two places of the data; where they then end in the view.

    ``COPIED`` entries are written even where fewer are asked for: most parts are short, and how
    short cannot be predicted.
    """
    while at + COPIED <= len(data):
        copy_lanes(data, at, view.text, to, COPIED)
        write_ramp(view.first, to, at, COPIED)
        write_ramp(view.last, to, at + 1, COPIED)
        if end - at <= COPIED:
            return to + end - at
        at += COPIED
        to += COPIED
    while at < end:  # the last few bytes of the data
        write_byte(view, to, data[np.uint64(at)], at, at + 1)
        at += 1
        to += 1
    return to


@inlined
def write_byte(view: ViewText, to: int, byte: int, first: int, last: int) -> None:
    """Write one byte, and the bytes of the data from and up to which it came from."""
    place = np.uint64(to)
    view.text[place], view.first[place], view.last[place] = byte, first, last


@inlined
def move_byte(view: ViewText, at: int, to: int) -> None:
    """Write the byte at one place to another."""
    place = np.uint64(at)
    write_byte(view, to, view.text[place], view.first[place], view.last[place])


@inlined
def _move_step(view: ViewText, at: int, to: int) -> None:
    """Write ``_MOVED`` bytes from one place on to another."""
    copy_lanes(view.text, at, view.text, to, _MOVED)
    copy_lanes(view.first, at, view.first, to, _MOVED)
    copy_lanes(view.last, at, view.last, to, _MOVED)


@inner
def move_left(view: ViewText, at: int, end: int, to: int) -> int:
    """Move part of the view to the left; where it then ends."""
    if to == at:
        return end
    while at + _MOVED <= end:
        _move_step(view, at, to)
        at += _MOVED
        to += _MOVED
    while at < end:
        move_byte(view, at, to)
        at += 1
        to += 1
    return to


@inner
def move_right(view: ViewText, at: int, end: int, shift: int) -> None:
    """Move part of the view to the right by so many places."""
    while at + _MOVED <= end:
        end -= _MOVED
        _move_step(view, end, end + shift)
    while at < end:
        end -= 1
        move_byte(view, end, end + shift)

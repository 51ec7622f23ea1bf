"""A filter of nibbles: the few characters of three bytes that matter out of sixty-four bytes.

A character has six nibbles, half a byte each. Each of eight rectangles says for every place among
them which nibbles it takes; a character passes if one rectangle takes all of its own. Rectangles
around many characters take others too, so whoever needs to know looks up what has passed; those of
a few are exact. ``generator.engine.intrinsics`` has the step that asks for sixty-four bytes.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from leakbench.detectors.normalize.characters import Bytes
from leakbench.generator.engine.intrinsics import EXACT_GROUPS, NIBBLES

_RECTANGLES = 8
_NIBBLE_VALUES = 16
Rectangle = list[set[int]]


def filter_table(many: Iterable[str], exact: Sequence[str]) -> Bytes:
    """The rectangles that take each nibble, as bits.

    Args:
        many: Characters to pass, each of three bytes; others will.
        exact: At most ``EXACT_GROUPS`` groups of those that are taken exactly, each one rectangle.

    Returns:
        Shape (6, 16); the last rectangles are the exact ones.

    Raises:
        ValueError: If a group is no rectangle, or there are too many.
    """
    if len(exact) > EXACT_GROUPS:
        raise ValueError(f"{len(exact)} groups are exact, of which there may be {EXACT_GROUPS}")
    few = [_around(group) for group in exact]
    for group, rectangle in zip(exact, few, strict=True):
        if _size(rectangle) != len(group):
            raise ValueError(f"{group!r} is no rectangle of nibbles")
    rectangles = [_empty() for _ in range(_RECTANGLES - EXACT_GROUPS)]
    leads: defaultdict[bytes, list[str]] = defaultdict(list)
    for character in many:
        leads[character.encode()[:2]].append(character)
    for alike in sorted(leads.values(), key=lambda alike: (-len(alike), alike)):
        new = _around(alike)
        growths = [_size(_around_both(old, new)) - _size(old) for old in rectangles]
        place = growths.index(min(growths))
        rectangles[place] = _around_both(rectangles[place], new)
    rectangles += [_empty() for _ in range(EXACT_GROUPS - len(few))]
    table = np.zeros((NIBBLES, _NIBBLE_VALUES), np.uint8)
    for bit, rectangle in enumerate(rectangles + few):
        for nibble, taken in enumerate(rectangle):
            table[nibble, list(taken)] |= 1 << bit
    table.flags.writeable = False
    return table


def _empty() -> Rectangle:
    """A rectangle that takes nothing."""
    return [set() for _ in range(NIBBLES)]


def _around(characters: Iterable[str]) -> Rectangle:
    """The smallest rectangle that takes some characters: low and high nibble of each byte."""
    columns = zip(*(character.encode() for character in characters), strict=True)
    return [
        nibble
        for column in columns
        for nibble in ({byte & 0b1111 for byte in column}, {byte >> 4 for byte in column})
    ]


def _around_both(one: Rectangle, other: Rectangle) -> Rectangle:
    """The smallest rectangle around two."""
    return [mine | theirs for mine, theirs in zip(one, other, strict=True)]


def _size(rectangle: Rectangle) -> int:
    """How many characters a rectangle takes."""
    return int(np.prod([len(nibble) for nibble in rectangle]))

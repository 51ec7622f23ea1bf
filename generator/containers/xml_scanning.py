"""Parts of kernels that read plain XML of UTF-8: blanks, tags, and elements of nothing but text.

They are stricter than a parser: of what they pass, a parser would say that it is sound. What else
there may be, such as sections and comments, is ``STRANGE`` to them.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.containers.cell_splitting import Bytes
from leakbench.generator.containers.xml_text_scanning import MORE, STRANGE, plain_text
from leakbench.generator.engine.compiled import inner

MOST_ATTRIBUTES: Final = 16
"""Attributes that a plain tag has at most."""

LESS, GREATER, SLASH = b"<>/"
_QUOTE, _APOSTROPHE, _EQUALS = b"\"'="

# What a byte of a tag is.
_OF_VALUE, _OF_NAME, _OF_START, _BLANK, _OF_WORD = 1, 2, 4, 8, 16
_IN_TAGS = np.zeros(256, np.uint8)
_IN_TAGS[32:128] = _OF_VALUE
_IN_TAGS[[*b"<&"]] = 0
_IN_TAGS[[*b"0123456789.-"]] |= _OF_NAME
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"
_IN_TAGS[[*_LETTERS, *b":"]] |= _OF_NAME | _OF_START
_IN_TAGS[[*_LETTERS, *b"0123456789"]] |= _OF_WORD
_IN_TAGS[[*b" \t\n\r"]] |= _BLANK

Places = NDArray[np.int64]


@inner
def is_blank(byte: int) -> bool:
    """Whether a byte is one of those that stand between elements and attributes."""
    return (_IN_TAGS[byte] & _BLANK) != 0


@inner
def is_in_word(byte: int) -> bool:
    """Whether a byte is a letter, a digit or an underscore."""
    return (_IN_TAGS[byte] & _OF_WORD) != 0


@inner
def skipped(text: Bytes, at: int) -> int:
    """The first place from here on that is no blank."""
    while at < len(text) and is_blank(text[at]):
        at += 1
    return at


@inner
def _same(text: Bytes, first: int, second: int, size: int) -> bool:
    for place in range(size):  # noqa: SIM110 - kernels have no generators
        if text[first + place] != text[second + place]:
            return False
    return True


@inner
def tag(  # noqa: C901, PLR0911, PLR0912 - one loop with all its cases
    text: Bytes, at: int, found: Places
) -> tuple[int, int, bool]:
    """Read a tag from behind its name on.

    Args:
        text: UTF-8.
        at: The place behind the name.
        found: Written: of each attribute, where its name begins and ends, and where its value
            begins and ends, shape (``MOST_ATTRIBUTES``, 4).

    Returns:
        The place behind the tag, how many attributes it has, and whether it is an empty element.
    """
    size, count = len(text), 0
    while True:
        start = skipped(text, at)
        if start == size:
            return MORE, 0, False
        byte = text[start]
        if byte == GREATER:
            return start + 1, count, False
        if byte == SLASH:
            if start + 1 == size:
                return MORE, 0, False
            return (start + 2 if text[start + 1] == GREATER else STRANGE), count, True
        if start == at or count == len(found) or not _IN_TAGS[byte] & _OF_START:
            return STRANGE, 0, False
        at = start
        while at < size and _IN_TAGS[text[at]] & _OF_NAME:
            at += 1
        if at + 1 >= size:
            return MORE, 0, False
        quote = text[at + 1]
        if text[at] != _EQUALS or (quote != _QUOTE and quote != _APOSTROPHE):  # noqa: PLR1714
            return STRANGE, 0, False
        for other in range(count):
            alike = found[other, 1] - found[other, 0] == at - start
            if alike and _same(text, found[other, 0], start, at - start):
                return STRANGE, 0, False
        found[count, 0], found[count, 1], found[count, 2] = start, at, at + 2
        at += 2
        while at < size and text[at] != quote:
            if not _IN_TAGS[text[at]] & _OF_VALUE:
                return STRANGE, 0, False
            at += 1
        if at == size:
            return MORE, 0, False
        found[count, 3] = at
        count += 1
        at += 1


@inner
def leaf(text: Bytes, at: int, found: Places) -> tuple[int, int, int, int, int]:
    """Read an element of nothing but text, with a name of one letter, from its tag on.

    Returns:
        The place behind it; where its text begins and ends, how many bytes it has without escapes,
        and what is in it.
    """
    behind, _, empty = tag(text, at + 2, found)
    if behind < 0 or empty:
        return behind, 0, 0, 0, 0
    end, count, marks = plain_text(text, behind)
    if end < 0:
        return end, 0, 0, 0, 0
    if end + 4 > len(text):
        return MORE, 0, 0, 0, 0
    closes = text[end + 1] == SLASH and text[end + 2] == text[at + 1]
    if not closes or text[end + 3] != GREATER:
        return STRANGE, 0, 0, 0, 0
    return end + 4, behind, end, count, marks

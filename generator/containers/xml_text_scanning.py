"""Parts of kernels that read the plain text of XML: UTF-8, line ends and the five entities.

They are stricter than a parser: of what they pass, a parser would say that it is sound. What else
there may be, such as references to characters, is ``STRANGE`` to them.
"""

from typing import Final

import numpy as np

from leakbench.generator.containers.cell_splitting import Bytes
from leakbench.generator.engine.compiled import inner

MORE: Final = -1
"""Instead of a place: the text is cut."""

STRANGE: Final = -2
"""Instead of a place: this is not plain."""

HAS_ESCAPES: Final = 1
"""Of text: it has entities or carriage returns."""

HAS_UNDERSCORES: Final = 2
"""Of text: it may have characters that are written as ``_x000D_``."""

_LESS, _GREATER, _AND, _BRACKET, _UNDERSCORE, _SEMICOLON, _LETTER_X = b"<>&]_;x"
_QUOTE, _APOSTROPHE, _LINE_FEED, _RETURN = b"\"'\n\r"

# What a byte of text is.
_PLAIN, _OTHER, _HIGH, _NEVER = range(4)
_KINDS = np.full(256, _PLAIN, np.uint8)
_KINDS[[*b"<&]_\r"]] = _OTHER
_KINDS[0x80:] = _HIGH
_KINDS[[one for one in range(32) if one not in b"\t\n\r"]] = _NEVER


@inner
def _entity(text: Bytes, at: int) -> tuple[int, int]:  # noqa: PLR0911 - one for each
    """The character of an entity that begins here, and its length with ``&`` and ``;``."""
    if at + 5 >= len(text):
        return 0, MORE
    a, b, c, d, e = text[at + 1], text[at + 2], text[at + 3], text[at + 4], text[at + 5]
    if b == ord("t") and c == _SEMICOLON:
        if a == ord("l"):
            return _LESS, 4
        if a == ord("g"):
            return _GREATER, 4
    if a == ord("a") and b == ord("m") and c == ord("p") and d == _SEMICOLON:
        return _AND, 5
    if a == ord("q") and b == ord("u") and c == ord("o") and d == ord("t") and e == _SEMICOLON:
        return _QUOTE, 6
    if a == ord("a") and b == ord("p") and c == ord("o") and d == ord("s") and e == _SEMICOLON:
        return _APOSTROPHE, 6
    return 0, STRANGE


@inner
def _bytes_of_character(text: Bytes, at: int) -> int:
    """How many bytes a character beyond ASCII has; those that XML does not know are strange."""
    first = text[at]
    count = 2 if first < 0xE0 else 3 if first < 0xF0 else 4
    if first < 0xC2 or first > 0xF4:
        return STRANGE
    if at + count > len(text):
        return MORE
    for place in range(at + 1, at + count):
        if text[place] & 0xC0 != 0x80:
            return STRANGE
    second = text[at + 1]
    overlong = (first == 0xE0 and second < 0xA0) or (first == 0xF0 and second < 0x90)
    beyond = (first == 0xED and second > 0x9F) or (first == 0xF4 and second > 0x8F)
    none = first == 0xEF and second == 0xBF and text[at + 2] > 0xBD
    return STRANGE if overlong or beyond or none else count


@inner
def plain_text(  # noqa: C901, PLR0911, PLR0912 - one loop with all its cases
    text: Bytes, at: int
) -> tuple[int, int, int]:
    """Read text up to the next tag.

    Returns:
        The place of the tag, how many bytes the text has without escapes, and what is in it,
        ``HAS_ESCAPES`` and ``HAS_UNDERSCORES``.
    """
    size, start, saved, marks = len(text), at, 0, 0
    while at < size:
        byte = text[at]
        kind = _KINDS[byte]
        if kind == _PLAIN:
            at += 1
        elif kind == _HIGH:
            count = _bytes_of_character(text, at)
            if count < 0:
                return count, 0, 0
            at += count
        elif kind == _NEVER:
            return STRANGE, 0, 0
        elif byte == _LESS:
            return at, at - start - saved, marks
        elif byte == _AND:
            _, count = _entity(text, at)
            if count < 0:
                return count, 0, 0
            saved += count - 1
            marks |= HAS_ESCAPES
            at += count
        elif at + 2 >= size:
            return MORE, 0, 0
        elif byte == _RETURN:
            marks |= HAS_ESCAPES
            at += 1
            if text[at] == _LINE_FEED:
                saved += 1
                at += 1
        elif byte == _UNDERSCORE:
            if text[at + 1] == _LETTER_X:
                marks |= HAS_UNDERSCORES
            at += 1
        else:
            if text[at + 1] == _BRACKET and text[at + 2] == _GREATER:
                return STRANGE, 0, 0
            at += 1
    return MORE, 0, 0


@inner
def write_unescaped(text: Bytes, span: tuple[int, int], data: Bytes, to: int) -> int:
    """Write text without entities and carriage returns; the place behind it."""
    at, end = span
    while at < end:
        byte = text[at]
        if byte == _AND:
            character, count = _entity(text, at)
            data[to] = character
            at += count
        elif byte == _RETURN:
            data[to] = _LINE_FEED
            at += 2 if text[at + 1] == _LINE_FEED else 1
        else:
            data[to] = byte
            at += 1
        to += 1
    return to

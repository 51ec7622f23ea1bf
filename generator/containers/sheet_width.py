"""How many columns a worksheet has, by a quick look through its cells."""

from collections.abc import Iterable

import numpy as np

from leakbench.generator.containers.cell_splitting import Bytes
from leakbench.generator.containers.xml_scanning import (
    GREATER,
    LESS,
    SLASH,
    is_blank,
    is_in_word,
)
from leakbench.generator.engine.compiled import compiled, inner

_LAST_TAG = 512
_QUOTE, _APOSTROPHE, _COLON, _EQUALS = b"\"':="
_LETTERS = 3


def width_of(chunks: Iterable[bytes]) -> int:
    """Columns up to the last one with something in it, at least one.

    What escapes this look, such as cells that do not say where they stand, is not lost: it stands
    in the last column.

    Args:
        chunks: The XML of the sheet.
    """
    width = 1
    rest = b""
    for chunk in chunks:
        piece = rest + chunk
        width = max(width, _widest(np.frombuffer(piece, np.uint8)))
        rest = piece[-_LAST_TAG:]
        last = rest.rfind(b"<")
        rest = rest[last:] if last >= 0 else rest
    return width


def column_of_letters(letters: str) -> int:
    """The column of capital letters: 0 for ``A``, 26 for ``AA``."""
    place = 0
    for one in letters:
        place = place * 26 + ord(one) - 64
    return place - 1


@inner
def _called(text: Bytes, at: int, end: int) -> int:
    """The number of the column by which a cell is called in its tag, from 1 on; 0 if by none."""
    for place in range(at + 1, end - 4):
        begins = text[place] == ord("r") and text[place + 1] == _EQUALS
        if not begins or is_in_word(text[place - 1]):
            continue
        if text[place + 2] != _QUOTE and text[place + 2] != _APOSTROPHE:
            continue
        column, letter = 0, place + 3
        while letter < end and letter < place + 3 + _LETTERS:
            if text[letter] < ord("A") or text[letter] > ord("Z"):
                break
            column = column * 26 + text[letter] - ord("A") + 1
            letter += 1
        if column and letter < end and ord("0") <= text[letter] <= ord("9"):
            return column
    return 0


@compiled
def _widest(text: Bytes) -> int:
    """The number of the last column of which a cell with something in it stands in this text."""
    widest, at, size = 0, 0, len(text)
    while at < size:
        if text[at] != LESS:
            at += 1
            continue
        name = at + 1
        at = name
        while at < size and is_in_word(text[at]):
            at += 1
        if at > name and at < size and text[at] == _COLON:
            name = at + 1
        if name + 1 >= size or text[name] != ord("c") or not is_blank(text[name + 1]):
            continue
        at = name + 1
        while at < size and text[at] != LESS and text[at] != GREATER:
            at += 1
        if at < size and text[at] == GREATER and text[at - 1] != SLASH:
            widest = max(widest, _called(text, name + 1, at))
    return widest

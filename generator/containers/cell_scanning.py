"""Parts of a kernel that reads worksheets: what stands in a cell, and what its attributes say."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.containers.cell_splitting import Bytes
from leakbench.generator.containers.cell_values import Stored
from leakbench.generator.containers.xml_scanning import (
    GREATER,
    LESS,
    SLASH,
    Places,
    leaf,
    skipped,
    tag,
)
from leakbench.generator.containers.xml_text_scanning import MORE, STRANGE
from leakbench.generator.engine.compiled import inner

TEXT: Final = int(Stored.TEXT)
NUMBER: Final = int(Stored.NUMBER)
DATE: Final = int(Stored.DATE)
TRUTH: Final = int(Stored.TRUTH)
MOMENT: Final = int(Stored.MOMENT)
"""What a cell is stored as, as kernels know it."""

REFERENCE: Final = 5
"""A cell that is the number of a shared string."""

RESULT: Final = 6
"""A cell that is the text that a formula gave."""

_LONGEST_STYLE: Final = 8
_LETTERS: Final = 3
_EXACT_DIGITS: Final = 15


@inner
def _is_digit(byte: int) -> bool:
    return ord("0") <= byte <= ord("9")


@inner
def number_of(text: Bytes, start: int, end: int, longest: int) -> int:
    """The number that digits are, if they are not more than so many, or ``STRANGE``."""
    if start == end or end - start > longest:
        return STRANGE
    number = 0
    for place in range(start, end):
        if not _is_digit(text[place]):
            return STRANGE
        number = number * 10 + text[place] - ord("0")
    return number


@inner
def column_of_name(text: Bytes, start: int, end: int) -> int:
    """The column of a cell that is called such as ``AB12``, or ``STRANGE``."""
    at, column = start, 0
    while at < end and ord("A") <= text[at] <= ord("Z"):
        column = column * 26 + text[at] - ord("A") + 1
        at += 1
    if at == start or at == end or at - start > _LETTERS:  # noqa: PLR1714, SIM109 - a set is made
        return STRANGE
    while at < end:
        if not _is_digit(text[at]):
            return STRANGE
        at += 1
    return column - 1


@inner
def kind_of(text: Bytes, start: int, end: int) -> int:
    """What a cell's ``t`` says that its text is stored as."""
    if end - start == 1:
        letter = text[start]
        if letter == ord("s"):
            return REFERENCE
        if letter == ord("n"):
            return NUMBER
        if letter == ord("b"):
            return TRUTH
        return MOMENT if letter == ord("d") else TEXT
    is_result = (
        end - start == 3
        and text[start] == ord("s")
        and text[start + 1] == ord("t")
        and text[start + 2] == ord("r")
    )
    return RESULT if is_result else TEXT


@inner
def shows_dates(text: Bytes, start: int, end: int, dates: NDArray[np.bool_]) -> bool:
    """Whether a cell's ``s`` is the number of a format of dates."""
    if end - start > 1 and text[start] == ord("0"):
        return False
    style = number_of(text, start, end, _LONGEST_STYLE)
    return 0 <= style < len(dates) and dates[style]


@inner
def reads_as_it_stands(text: Bytes, start: int, end: int) -> bool:
    """Whether a number is digits, or has no more of them than are exact, and no zero too many."""
    at = start + 1 if text[start] == ord("-") else start
    first = at
    while at < end and _is_digit(text[at]):
        at += 1
    whole = at - first
    if at == end and first == start:
        return True
    if whole == 0 or (whole > 1 and text[first] == ord("0")):
        return False
    if at == end:
        return whole <= _EXACT_DIGITS
    if text[at] != ord(".") or at + 1 == end or text[end - 1] == ord("0"):
        return False
    for place in range(at + 1, end):
        if not _is_digit(text[place]):
            return False
    return whole + end - at - 1 <= _EXACT_DIGITS


@inner
def content(  # noqa: C901, PLR0911, PLR0912 - one loop with all its cases
    text: Bytes, at: int, found: Places
) -> tuple[int, int, int, int, int, bool]:
    """Read what is in a cell, from behind its tag to behind its end.

    Returns:
        The place behind it; where its text begins and ends, how many bytes it has without escapes,
        what is in it, and whether there is a formula.
    """
    size = len(text)
    start, end, count, marks, formula, within = 0, 0, 0, 0, False, False
    while True:
        at = skipped(text, at)
        if at + 5 > size:
            return MORE, 0, 0, 0, 0, False
        if text[at] != LESS:
            return STRANGE, 0, 0, 0, 0, False
        letter, following = text[at + 1], text[at + 2]
        if letter == SLASH:
            if not within and following == ord("c") and text[at + 3] == GREATER:
                return at + 4, start, end, count, marks, formula
            closes = following == ord("i") and text[at + 3] == ord("s")
            if not within or not closes or text[at + 4] != GREATER:
                return STRANGE, 0, 0, 0, 0, False
            within = False
            at += 5
        elif letter == ord("i") and following == ord("s") and not within:
            at, _, empty = tag(text, at + 3, found)
            within = not empty
        elif letter == (ord("t") if within else ord("v")):
            at, begin, stop, length, kinds = leaf(text, at, found)
            if length and count:
                return STRANGE, 0, 0, 0, 0, False
            if length:
                start, end, count, marks = begin, stop, length, kinds
        elif letter == ord("f") and not within:
            formula = True
            at = leaf(text, at, found)[0]
        else:
            return STRANGE, 0, 0, 0, 0, False
        if at < 0:
            return at, 0, 0, 0, 0, False

"""A kernel that reads the rows of an INSERT: values between brackets, strings in quotes.

Bytes are read by one pass; strings with escapes are then written shorter where they stand. Whatever
is no plain literal (``NOW()``, ``'a' || 'b'``) stays as it is written.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.containers.cell_splitting import PLAIN, QUOTED, Bytes, Cells
from leakbench.generator.engine.compiled import compiled, inner

MORE: Final = 0
"""The text ends within a row or between two of a statement."""

ENDED: Final = 1
"""The statement ends, and what follows is another one, unfinished, or nothing."""

STRANGE: Final = 2
"""What follows is not understood."""

HEXADECIMAL: Final = 3
"""The kind of a cell that is written as bytes in hexadecimal digits."""

_ESCAPED: Final = 2  # a quoted cell with doubled quotes or escapes

_OPEN, _CLOSE, _COMMA, _SEMICOLON, _COLON, _BACKSLASH = b"(),;:\\"
_SINGLE, _DOUBLE, _ZERO, _SPACE, _LINE_FEED, _RETURN, _TAB = b"'\"0 \n\r\t"


@inner
def _skipped(text: Bytes, at: int) -> int:
    """The first place from here that is no blank."""
    while at < len(text):
        byte = text[at]
        if byte != _SPACE and byte != _LINE_FEED and byte != _RETURN and byte != _TAB:  # noqa: PLR1714
            break
        at += 1
    return at


@inner
def _closing(text: Bytes, at: int, escapes: bool) -> tuple[int, int]:  # noqa: FBT001
    """The quote that closes a string which is opened here, or the end; and the string's kind."""
    quote, kind, size = text[at], QUOTED, len(text)
    at += 1
    while at < size:
        byte = text[at]
        if escapes and byte == _BACKSLASH:
            kind = _ESCAPED
            at += 2
            continue
        if byte == quote:
            if at + 1 < size and text[at + 1] == quote:
                kind = _ESCAPED
                at += 2
                continue
            return at, kind
        at += 1
    return size, kind


@inner
def _expression_end(text: Bytes, at: int, escapes: bool) -> int:  # noqa: FBT001
    """The comma or bracket that ends a value from here on, or the end of the text."""
    depth = 0
    while at < len(text):
        byte = text[at]
        if byte == _SINGLE or byte == _DOUBLE:  # noqa: PLR1714, SIM109
            at = _closing(text, at, escapes)[0]
        elif byte == _OPEN:
            depth += 1
        elif byte == _CLOSE and depth:
            depth -= 1
        elif (byte == _COMMA or byte == _CLOSE) and not depth:  # noqa: PLR1714, SIM109
            return at
        at += 1
    return len(text)


@inner
def _unescaped(text: Bytes, start: int, end: int, escapes: bool) -> int:  # noqa: FBT001
    """Write a string shorter where it stands; its new end."""
    quote, to, at = text[start - 1], start, start
    while at < end:
        byte = text[at]
        if escapes and byte == _BACKSLASH and at + 1 < end:
            at += 1
            byte = text[at]
            if byte == ord("n"):
                byte = np.uint8(10)
            elif byte == ord("r"):
                byte = np.uint8(13)
            elif byte == ord("t"):
                byte = np.uint8(9)
            elif byte == ord("0"):
                byte = np.uint8(0)
            elif byte == ord("b"):
                byte = np.uint8(8)
            elif byte == ord("Z"):
                byte = np.uint8(26)
        elif byte == quote:
            at += 1
        text[to] = byte
        to += 1
        at += 1
    return to


@inner
def _follows(text: Bytes, at: int, words: Bytes) -> bool:
    if at + len(words) > len(text):
        return False
    for place in range(len(words)):  # noqa: SIM110 - kernels have no generators
        if text[at + place] != words[place]:
            return False
    return True


@inner
def _is_null(text: Bytes, start: int, end: int) -> bool:
    if end - start != 4:
        return False
    for place, letter in enumerate((78, 85, 76, 76)):  # noqa: SIM110 - the same
        if text[start + place] & 0xDF != letter:
            return False
    return True


@compiled
def read_values(  # noqa: C901, PLR0911, PLR0912, PLR0915 - one loop with all its cases
    text: Bytes,
    head: Bytes,
    escapes: bool,  # noqa: FBT001
    cells: Cells,
    kinds: NDArray[np.int8],
) -> tuple[int, int, int]:
    """Read the rows from here on, over statements that begin alike.

    Args:
        text: UTF-8 from before the bracket of a row; strings with escapes in it are shortened.
        head: What each of these statements begins with.
        escapes: Whether a backslash escapes in all strings, not in those with an ``E`` only.
        cells: Where cells are written down, as many as there is room for.
        kinds: Room for the kinds of one row's cells, before they are shortened.

    Returns:
        How many rows there are, the byte behind them, and ``MORE``, ``ENDED`` or ``STRANGE``.
    """
    starts, ends, found, row_ends = cells
    at, used, rows, cell, size = 0, 0, 0, 0, len(text)
    unfinished = MORE
    while True:
        at = _skipped(text, at)
        if at < size and text[at] == _COMMA:
            at = _skipped(text, at + 1)
        elif at < size and text[at] == _SEMICOLON:
            used, unfinished = at + 1, ENDED
            at = _skipped(text, used)
            if size - at < len(head):
                return rows, used, ENDED
            if not _follows(text, at, head):
                return rows, used, ENDED
            at = _skipped(text, at + len(head))
        if at >= size:
            return rows, used, unfinished
        if text[at] != _OPEN:
            return rows, used, STRANGE
        first, closed = cell, False
        at += 1
        while not closed:
            at = _skipped(text, at)
            start, value_escapes, kind = at, escapes, PLAIN
            # A prefix such as N, E or _utf8 stands before a string.
            while at < size and (text[at] | 0x20 >= ord("a") and text[at] | 0x20 <= ord("z")):
                at += 1
            if at == size or cell == len(starts) or rows == len(row_ends):
                return rows, used, unfinished
            prefix = at - start
            quoted = (text[at] == _SINGLE or text[at] == _DOUBLE) and prefix <= 1
            if quoted:
                letter = text[start] | 0x20 if prefix else 0
                value_escapes = escapes or letter == ord("e")
                close, kind = _closing(text, at, value_escapes)
                opened, at = at, _skipped(text, close + 1)
                if at >= size:
                    return rows, used, unfinished
                if letter == ord("x"):
                    kind = HEXADECIMAL
                if text[at] == _COLON:  # a cast of PostgreSQL
                    at = _expression_end(text, at, escapes)
                    if at == size:
                        return rows, used, unfinished
                if text[at] == _COMMA or text[at] == _CLOSE:
                    starts[cell], ends[cell] = opened + 1, close
                else:
                    kind, at = PLAIN, start
            if kind == PLAIN:
                end = _expression_end(text, start, escapes)
                if end >= size:
                    return rows, used, unfinished
                at = end
                while end > start and text[end - 1] <= _SPACE:
                    end -= 1
                if _is_null(text, start, end):
                    end = start
                elif (
                    end - start > 2 and text[start] == _ZERO and text[start + 1] | 0x20 == ord("x")
                ):
                    kind, start = HEXADECIMAL, start + 2
                starts[cell], ends[cell] = start, end
            kinds[cell - first] = kind + 8 if value_escapes else kind
            cell += 1
            if cell - first == len(kinds):
                return rows, used, STRANGE
            closed = text[at] == _CLOSE
            at += 1
        for place in range(first, cell):
            kind = kinds[place - first] & 7
            if kind == _ESCAPED:
                ends[place] = _unescaped(
                    text, starts[place], ends[place], kinds[place - first] >= 8
                )
            found[place] = HEXADECIMAL if kind == HEXADECIMAL else PLAIN
        row_ends[rows] = cell
        rows += 1
        used, unfinished = at, MORE

"""From bytes to tokens: characters folded to one spelling, runs of digits and letters as one token.

Traditional characters become simplified ones and full-width letters ASCII ones, so that one weight
serves all spellings; what nobody sees is passed over. A run of digits is a symbol of its length, a
run of letters one of its length and case: what a number says is the business of detectors of
numbers.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.tables import table

PLANE: Final = 0x10000  # the characters that the folding table knows
BORDER: Final = 0x110000  # stands before the first and after the last token of a row
DIGITS: Final = 0x110010  # and the class of its length
LETTERS: Final = 0x110020  # and the class of its length, and 8 for capitals

ALIKE: Final = {
    "·": "•・‧∙⋅",
    "【": "〖『「〔[{<〈",
    "】": "〗』」〕]}>〉",
    "|": "_=/\\~^+→↑↓←⇒★☆◇◆■□●○※▲△▼▽►▶\t│┃丨",
}
"""Marks that do the same work in lists: whoever writes one could write the other."""

UNSEEN: Final = (
    "\0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
    + "".join(map(chr, (*range(0x0300, 0x0370), *range(0xFE00, 0xFE10))))
)
"""Characters of no width, and strokes over others: traders put them between what they hide."""

MARGIN: Final = 3
"""Border tokens before, between and after the rows, so that a window never leaves the array."""


def folding() -> NDArray[np.uint16]:
    """What each character of the basic plane is read as, uint16, shape (65536,).

    Digits of every width become ``0`` and letters ``a`` or ``A``; what nobody sees is U+0000.
    """
    fold = np.arange(PLANE, dtype=np.uint16)
    rows = table("traditional")
    for simplified, traditional in zip(rows["simplified"], rows["traditional"], strict=True):
        if len(simplified) == len(traditional) == 1 and ord(traditional) < PLANE:
            fold[ord(traditional)] = ord(simplified)
    fold[0xFF01:0xFF5F] = np.arange(0x21, 0x7F)
    fold[0x3000] = fold[0xA0] = ord(" ")
    for as_, alike in ALIKE.items():
        for character in alike:
            fold[ord(character)] = ord(as_)
    for first, last, as_ in (("0", "9", "0"), ("a", "z", "a"), ("A", "Z", "A")):
        folded = (fold >= ord(first)) & (fold <= ord(last))
        fold[folded] = ord(as_)
    for character in UNSEEN:
        fold[ord(character)] = 0
    return fold


@compiled
def read_tokens(
    data: NDArray[np.uint8],
    offsets: NDArray[np.int32],
    fold: NDArray[np.uint16],
    symbol: NDArray[np.uint32],
    start: NDArray[np.int32],
    end: NDArray[np.int32],
    row: NDArray[np.int32],
) -> int:
    """Cut rows into tokens, with ``MARGIN`` border tokens around each of their lines.

    Lines are read apart: what stands in one says nothing about the next.

    Args:
        data: UTF-8 bytes.
        offsets: Where each row begins; one more entry closes the last.
        fold: Of ``folding``.
        symbol: Written: the symbol of each token.
        start: Written: its first code point in its row.
        end: Written: the code point after it.
        row: Written: its row; -1 for a border token.

    Returns:
        The number of tokens, borders included: at most two a byte and MARGIN * (rows + 1).
    """
    n = 0
    for i in range(len(offsets)):
        for _ in range(MARGIN):
            symbol[n] = BORDER
            start[n] = 0
            end[n] = 0
            row[n] = -1
            n += 1
        if i + 1 == len(offsets):
            break
        at = offsets[i]
        stop = offsets[i + 1]
        point = 0
        while at < stop:
            lead = data[at]
            if lead < 0x80:
                value = np.uint32(lead)
                at += 1
            elif lead < 0xE0:
                value = np.uint32((lead & 0x1F) << 6 | (data[at + 1] & 0x3F))
                at += 2
            elif lead < 0xF0:
                value = np.uint32(
                    (lead & 0x0F) << 12 | (data[at + 1] & 0x3F) << 6 | (data[at + 2] & 0x3F)
                )
                at += 3
            else:
                value = np.uint32(
                    (lead & 0x07) << 18
                    | (data[at + 1] & 0x3F) << 12
                    | (data[at + 2] & 0x3F) << 6
                    | (data[at + 3] & 0x3F)
                )
                at += 4
            if value < PLANE:
                value = np.uint32(fold[value])
            begin = point
            point += 1
            if value == 0:
                continue
            if value == 10:
                for _ in range(MARGIN if row[n - 1] >= 0 else 0):
                    symbol[n] = BORDER
                    start[n] = 0
                    end[n] = 0
                    row[n] = -1
                    n += 1
                continue
            if value == 48 or value == 65 or value == 97:  # noqa: PLR1714 - numba compiles no sets
                digits = value == 48
                while at < stop:  # the run goes on in either width
                    byte, width = data[at], 1
                    if byte == 0xEF and data[at + 1] & 0xFE == 0xBC:
                        byte, width = (data[at + 2] & 0x3F) + 32 + 64 * (data[at + 1] & 1), 3
                    if digits and not 48 <= byte <= 57:
                        break
                    if not digits and not (65 <= byte <= 90 or 97 <= byte <= 122):
                        break
                    at += width
                    point += 1
                length = point - begin
                if digits:
                    value = np.uint32(DIGITS + min(length, 5) + (length > 7) + (length > 11))
                else:
                    value = np.uint32(LETTERS + min(length, 7) + 8 * (value == 65))
            symbol[n] = value
            start[n] = begin
            end[n] = point
            row[n] = i
            n += 1
    return n

"""The normalising view: a cell as it was meant, with a map back to what was written.

Full-width, circled, keycap and mathematical digits become ASCII, what has no width and what was
put between characters goes, numerals in words and letters that look like digits become digits
where enough of them stand together. The passes that read clean text then read the view.
"""

import tomllib
import unicodedata
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.compiled import compiled

Bytes = NDArray[np.uint8]

DROPPED, NUMERAL = 1, 2  # in the table of folds; 32 and more is the character meant
FOLDED = 32
_BLANK = 1  # a byte that stands for a numeral which is part of a word
_FEWEST_DIGITS = 6  # that make a number out of numerals
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff\ufe0e\ufe0f\u20e3\u180e"
)
_KEYCAP = np.int64(0x20E3)
_VARIANT = np.int64(0xFE0F)
_WIDE = "＠．－＿＋（）＊＃"

_ALNUM = np.zeros(256, np.bool_)
_ALNUM[48:58] = _ALNUM[65:91] = _ALNUM[97:123] = True
_JOINT = np.zeros(256, np.bool_)
for _byte in b" -./*#_":
    _JOINT[_byte] = True
_ALIKE = np.zeros(256, np.bool_)
_ALIKE[[73, 79, 108, 111]] = True  # I O l o
_HOST = _ALNUM.copy()  # what a picture is put between
_HOST[45] = _HOST[95] = True


class FoldTables(NamedTuple):
    """What the view makes of the characters of the basic plane.

    Attributes:
        folds: ``DROPPED``, ``NUMERAL`` or the ASCII character meant; 0 stays, shape (65536,).
        digits: The ASCII digit of a numeral, shape (65536,).
        alarms: The folds without punctuation, which alone needs no view, shape (65536,).
        hints: Which last 12 bits of a code point a numeral may have, shape (4096,).
    """

    folds: Bytes
    digits: Bytes
    alarms: Bytes
    hints: NDArray[np.bool_]


def fold_tables() -> FoldTables:
    """Build the tables from Unicode's own and ``data/numerals.toml``."""
    folds = np.zeros(1 << 16, np.uint8)
    digits = np.zeros(1 << 16, np.uint8)
    for code in range(0x80, 1 << 16):
        digit = unicodedata.digit(chr(code), None)
        if digit is not None:
            folds[code] = 48 + digit
    for code in range(0xFF01, 0xFF5F):
        plain = chr(code - 0xFEE0)
        if plain.isalnum() or chr(code) in _WIDE:
            folds[code] = code - 0xFEE0
    folds[[ord(character) for character in _INVISIBLE]] = DROPPED
    source = files("leakbench.detectors.structured.data").joinpath("numerals.toml")
    for value, characters in enumerate(tomllib.loads(source.read_text("utf-8")).values()):
        for character in characters:
            folds[ord(character)] = NUMERAL
            digits[ord(character)] = 48 + value
    alarms = folds.copy()
    alarms[[ord(character) for character in _WIDE if character != "＠"]] = 0
    hints = np.zeros(1 << 12, np.bool_)
    hints[np.flatnonzero(folds[0x4000:0xA000]) & 0xFFF] = True  # 0x4000 is a multiple of 4096
    return FoldTables(folds, digits, alarms, hints)


@compiled
def _letters(out: Bytes, first: int, end: int) -> None:
    """Turn letters that look like digits into digits in runs as long as a number."""
    i = first
    while i < end:
        if not _ALNUM[out[i]]:
            i += 1
            continue
        run = i
        alike = 0
        digits = 0
        while run < end and _ALNUM[out[run]]:
            byte = out[run]
            digits += 48 <= byte < 58
            alike += byte in (79, 111, 108, 73)
            run += 1
        tail = out[run - 1] in (88, 120)
        if (
            alike
            and digits >= 2
            and alike + digits + tail == run - i
            and run - i in (10, 11, 12, 16, 18, 19)
        ):
            for k in range(i, run):
                if out[k] in (79, 111):
                    out[k] = 48
                elif out[k] in (108, 73):
                    out[k] = 49
        i = run


@compiled
def _numerals(out: Bytes, soft: NDArray[np.bool_], first: int, end: int) -> None:
    """Turn numerals that are part of words into blanks."""
    i = first
    while i < end:
        if not 48 <= out[i] < 58:
            i += 1
            continue
        # A stretch of digits, with single joints between them.
        run = i
        total = 0
        longest = 0
        chunk = 0
        any_soft = False
        while run < end:
            if 48 <= out[run] < 58:
                total += 1
                chunk += 1
                longest = max(longest, chunk)
                any_soft |= soft[run]
                run += 1
            elif chunk and _JOINT[out[run]] and run + 1 < end and 48 <= out[run + 1] < 58:
                chunk = 0
                run += 1
            else:
                break
        if any_soft:
            if total < _FEWEST_DIGITS:
                for k in range(i, run):
                    if soft[k]:
                        out[k] = _BLANK
            else:
                _trim(out, soft, i, run, longest)
        i = run


@compiled
def _trim(out: Bytes, soft: NDArray[np.bool_], first: int, end: int, longest: int) -> None:
    """Blank the numerals that a word before or after a number ends or begins with."""
    leading = 0
    while first + leading < end and soft[first + leading]:
        leading += 1
    trailing = 0
    while end - 1 - trailing > first + leading and soft[end - 1 - trailing]:
        trailing += 1
    hard = 0
    inner = 0
    for k in range(first + leading, end - trailing):
        digit = 48 <= out[k] < 58
        hard += digit and not soft[k]
        inner += digit and soft[k]
    if inner == 0 and hard >= 7 and leading <= 2 and trailing <= 2:
        total = hard + leading + trailing
        if total not in (11, 18) or hard in (11, 12, 13, 15, 18):
            for k in range(leading):
                out[first + k] = _BLANK
            for k in range(trailing):
                out[end - 1 - k] = _BLANK
            return
    i = first
    while i < end:
        stop = i
        while stop < end and 48 <= out[stop] < 58:
            stop += 1
        size = stop - i
        leading = 0
        while leading < size and soft[i + leading]:
            leading += 1
        if size <= 2 and leading == size and longest >= 7:
            for k in range(i, stop):
                out[k] = _BLANK
        elif size in (12, 13) and soft[stop - 1] and out[i] == 49 and out[i + 1] >= 51:
            for k in range(i + 11, stop):
                if soft[k]:
                    out[k] = _BLANK
        elif (
            size in (12, 13)
            and leading >= size - 11
            and out[stop - 11] == 49
            and out[stop - 10] >= 51
        ):
            for k in range(i, stop - 11):
                out[k] = _BLANK
        i = stop + 1


@compiled
def view(
    data: Bytes,
    offsets: NDArray[np.int32],
    rows: NDArray[np.int64],
    folds: Bytes,
    digits: Bytes,
    hints: NDArray[np.bool_],
    out: Bytes,
    bounds: NDArray[np.int32],
    first: NDArray[np.int32],
    last: NDArray[np.int32],
) -> None:
    """Write the view of some cells.

    Args:
        data: The column's value bytes.
        offsets: Where each cell begins; one more entry ends the last.
        rows: Which cells.
        folds: What becomes of a code point.
        digits: The digit of a numeral.
        hints: Which last 12 bits of a code point a numeral may have.
        out: The view's bytes; as many as the cells have are enough.
        bounds: Where each cell's view begins; one more entry ends the last.
        first: For each byte of the view, the code point it came from.
        last: The code point after those it came from.
    """
    soft = np.zeros(len(out), np.bool_)
    at = 0
    for place in range(len(rows)):
        bounds[place] = at
        begin = at
        i = int(offsets[rows[place]])
        end = int(offsets[rows[place] + 1])
        point = 0
        letters = False
        numerals = False
        while i < end:
            byte = data[np.uint64(i)]
            if byte < 0x80:
                w = np.uint64(at)
                out[w] = byte
                first[w] = point
                last[w] = point + 1
                letters |= _ALIKE[byte]
                at += 1
                i += 1
                point += 1
                continue
            if 0xE4 <= byte < 0xEA:
                u = np.uint64(i)
                second, third = data[u + np.uint64(1)], data[u + np.uint64(2)]
                if not hints[np.uint64((second & 63) << 6 | (third & 63))]:
                    w = np.uint64(at)
                    out[w], out[w + np.uint64(1)], out[w + np.uint64(2)] = byte, second, third
                    first[w] = first[w + np.uint64(1)] = first[w + np.uint64(2)] = point
                    last[w] = last[w + np.uint64(1)] = last[w + np.uint64(2)] = point + 1
                    at += 3
                    i += 3
                    point += 1
                    continue
            size = 1
            meant = np.uint8(0)
            if byte < 0xE0:
                size = 2
                code = ((byte & 31) << 6) | (data[i + 1] & 63)
                meant = folds[code]
            elif byte < 0xF0:
                size = 3
                code = ((byte & 15) << 12) | ((data[i + 1] & 63) << 6) | (data[i + 2] & 63)
                meant = folds[code]
                if meant == DROPPED and code in (_KEYCAP, _VARIANT) and at > begin:
                    last[at - 1] = point + 1
                elif meant == NUMERAL:
                    meant = digits[code]
                    soft[at] = True
                    numerals = True
            else:
                size = 4
                code = (
                    ((byte & 7) << 18)
                    | ((data[i + 1] & 63) << 12)
                    | ((data[i + 2] & 63) << 6)
                    | (data[i + 3] & 63)
                )
                if 0x1D7CE <= code <= 0x1D7FF:
                    meant = np.uint8(48 + (code - 0x1D7CE) % 10)
                elif at > begin and i + 4 < end and _HOST[out[at - 1]] and _HOST[data[i + 4]]:
                    # A picture between two characters of a value was put there.
                    meant = np.uint8(DROPPED)
                elif at > begin and i + 4 < end and out[at - 1] >= 0x80 and 65 <= data[i + 4] <= 90:
                    meant = np.uint8(DROPPED)  # between province and letter of a number plate
            if meant == DROPPED:
                pass
            elif meant:
                out[at] = meant
                first[at] = point
                last[at] = point + 1
                at += 1
            else:
                for k in range(size):
                    out[at] = data[i + k]
                    first[at] = point
                    last[at] = point + 1
                    at += 1
            i += size
            point += 1
        if letters:
            _letters(out, begin, at)
        if numerals:
            _numerals(out, soft, begin, at)
    bounds[len(rows)] = at

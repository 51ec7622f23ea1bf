"""The normalising view: a cell as it was meant, with a map back to what was written.

Full-width, circled, keycap and mathematical digits become ASCII, what has no width and what was
put between characters goes, numerals in words and letters that look like digits become digits
where enough of them stand together. The passes that read clean text then read the view.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.structured.disguises import (
    DOUBTED,
    meant_by_ascii,
    meant_by_four,
    meant_by_three,
)
from leakbench.detectors.structured.folds import DROPPED, LENGTHENS, NUMERAL, SEPARATOR, WORD
from leakbench.detectors.structured.joining import join_digits
from leakbench.detectors.structured.lookalikes import ALIKE, read_letters
from leakbench.detectors.structured.numerals import read_numerals, restore_words
from leakbench.detectors.structured.symbols import DIGITAL, RUN, Bytes
from leakbench.generator.compiled import compiled

_ONE, _TWO, _THREE = np.uint64(1), np.uint64(2), np.uint64(3)
_FEWEST_PAUSES = 2  # right after digits, in a number that is written out
_ODD_GAP = np.zeros(256, np.bool_)
_ODD_GAP[np.frombuffer(b"=~^+*", np.uint8)] = True
_BEFORE_GAP = RUN | _ODD_GAP  # what may stand before an odd gap within a number
_BEFORE_GAP[np.frombuffer(b" -./_#", np.uint8)] = True


@compiled
def view(
    data: Bytes,
    offsets: NDArray[np.int32],
    rows: NDArray[np.int64],
    folds: Bytes,
    digits: Bytes,
    between: NDArray[np.bool_],
    mathematical: Bytes,
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
        between: Of what words between the parts of a number are made.
        mathematical: What letters and digits from U+1D400 mean.
        out: The view's bytes; as many as the cells have are enough.
        bounds: Where each cell's view begins; one more entry ends the last.
        first: For the first byte of each character of the view, the code point it came from.
        last: For the last byte of each, the code point after those it came from.
    """
    longest = 1
    for place in range(len(rows)):
        longest = max(longest, int(offsets[rows[place] + 1] - offsets[rows[place]]))
    soft = np.zeros(longest, np.bool_)
    runs = np.empty(longest + 1, np.int32)
    origin = np.full(longest, -1, np.int32)
    scratch = np.empty(32, np.uint8)
    at = 0
    for place in range(len(rows)):
        bounds[place] = at
        begin = at
        i = int(offsets[rows[place]])
        end = int(offsets[rows[place] + 1])
        point = 0
        count = 0  # of runs of letters and digits
        letters = False
        gaps = False
        pauses = 0  # at most that many, each right after a digit
        numerals = False
        before = np.uint8(0)
        while i < end:
            u = np.uint64(i)  # an unsigned index is never counted from the end
            w = np.uint64(at)
            byte = data[u]
            fold = np.uint8(0)
            meant, size, points, times = 0, 1, 1, 1
            if byte < 0x80:
                letters |= ALIKE[np.uint64(byte)]
                gaps |= _ODD_GAP[np.uint64(byte)] & _BEFORE_GAP[np.uint64(before)]
                meant = int(byte)
                if DOUBTED[np.uint64(byte)] and (
                    not DIGITAL[np.uint64(byte)] or (i + 1 < end and data[u + _ONE] == 0xE4)
                ):
                    meant, size, points, times = meant_by_ascii(
                        data, i, end, int(before), folds, digits, between
                    )
                if size == 1:
                    out[w] = byte
                    first[w] = point
                    last[w] = point + 1
                    runs[count] = at
                    count += RUN[np.uint64(byte)] and not RUN[np.uint64(before)]
                    before = byte
                    at += 1
                    i += 1
                    point += 1
                    continue
            elif 0xE0 <= byte < 0xF0:
                second, third = data[u + _ONE], data[u + _TWO]
                code = (
                    np.uint64(byte & 15) << np.uint64(12)
                    | np.uint64(second & 63) << np.uint64(6)
                    | np.uint64(third & 63)
                )
                fold = folds[code]
                digital = DIGITAL[np.uint64(before)]
                pauses += digital and byte in (0xE3, 0xEF)
                if not fold or (fold == WORD and not digital):
                    out[w], out[w + _ONE], out[w + _TWO] = byte, second, third
                    first[w] = point
                    last[w + _TWO] = point + 1
                    before = third
                    at += 3
                    i += 3
                    point += 1
                    continue
                size = 3
                meant = int(digits[code])
                if fold == DROPPED:
                    meant = DROPPED
                elif fold == LENGTHENS:
                    meant = LENGTHENS
                elif not meant or (i + 3 < end and data[u + _THREE] == 0xE4):
                    meant, size, points, times = meant_by_three(
                        data, i, end, int(before), fold, folds, digits, between
                    )
                if fold == NUMERAL and meant >= 48 and times == 1:
                    soft[np.uint64(at - begin)] = True
                    origin[point] = i
                    numerals = True
            elif byte < 0xE0:
                size = 2
                fold = folds[np.uint64((byte & 31) << 6 | (data[u + _ONE] & 63))]
                meant = 0 if fold == SEPARATOR else int(fold)
            else:
                size = 4
                meant = meant_by_four(data, i, end, int(before), folds, mathematical)
            gaps |= (fold == SEPARATOR) & _BEFORE_GAP[np.uint64(before)]
            if meant == LENGTHENS:
                if at > begin:
                    last[at - 1] = point + 1
            elif meant == 0:
                for k in range(size):
                    out[at + k] = data[i + k]
                first[at] = point
                last[at + size - 1] = point + 1
                at += size
                before = data[i + size - 1]
            elif meant != DROPPED:
                for k in range(at, at + times):
                    out[k] = meant
                    first[k] = point
                    last[k] = point + points
                runs[count] = at
                count += RUN[meant] and not RUN[before]
                before = np.uint8(meant)
                at += times
            i += size
            point += points
        if letters:
            read_letters(out, runs, count, at, scratch)
        if numerals:
            read_numerals(out, soft, begin, at, runs, count)
            soft[: at - begin] = False
        if gaps or pauses >= _FEWEST_PAUSES:
            at = join_digits(out, first, last, begin, at, runs, count, scratch)
        if numerals:
            low = int(offsets[rows[place]])
            at = restore_words(out, first, last, begin, at, data, origin, low)
    bounds[len(rows)] = at

"""The normalising view: a cell as it was meant, with a map back to what was written.

Full-width, circled, keycap and mathematical digits become ASCII, what has no width and what was
put between characters goes, numerals in words and letters that look like digits become digits
where enough of them stand together. The passes that read clean text then read the view.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.structured.bridges import (
    bridge_end,
    code_at,
    digit_at,
    is_host,
    pieces_end,
    points_between,
    spelt_end,
)
from leakbench.detectors.structured.folds import (
    AT_ONE,
    AT_TWO,
    BRIDGE,
    DROPPED,
    KEYCAP,
    NUMERAL,
    OPEN_WIDE,
    PICTURE,
    POINT,
    SEPARATOR,
    VARIANT,
)
from leakbench.detectors.structured.joining import join_digits
from leakbench.detectors.structured.lookalikes import ALIKE, read_letters
from leakbench.detectors.structured.numerals import read_numerals
from leakbench.detectors.structured.symbols import ALNUM, HOST, Bytes
from leakbench.generator.compiled import compiled

_ONE, _TWO = np.uint64(1), np.uint64(2)
_ODD_GAP = np.zeros(256, np.bool_)
for _byte in b"=~^+*":
    _ODD_GAP[_byte] = True


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
        first: For each byte of the view, the code point it came from.
        last: The code point after those it came from.
    """
    soft = np.zeros(len(out), np.bool_)
    scratch = np.empty(32, np.uint8)
    at = 0
    for place in range(len(rows)):
        bounds[place] = at
        begin = at
        i = int(offsets[rows[place]])
        end = int(offsets[rows[place] + 1])
        point = 0
        letters = False
        gaps = False
        numerals = False
        while i < end:
            u = np.uint64(i)  # an unsigned index is never counted from the end
            w = np.uint64(at)
            byte = data[u]
            before = out[w - _ONE] if at > begin else np.uint8(0)
            if byte < 0x80:
                if byte == 40 and ALNUM[before]:
                    j = spelt_end(data, i, end)
                    if j:
                        out[w], first[w], last[w] = 64 if j == i + 4 else 46, point, point + j - i
                        at += 1
                        point += j - i
                        i = j
                        continue
                elif byte == 91 and HOST[before]:
                    j = bridge_end(data, i, end, folds, digits, between)
                    if j:
                        point += points_between(data, i, j)
                        i = j
                        continue
                elif 50 <= byte <= 53 and i + 1 < end and data[u + _ONE] == 0xE4:
                    j, digit = pieces_end(data, i + 1, end, folds, digits, bool(48 <= before < 58))
                    if j:
                        for _ in range(byte - 48):
                            out[at], first[at], last[at] = digit, point, point + 3
                            at += 1
                        i = j
                        point += 3
                        continue
                out[w] = byte
                first[w] = point
                last[w] = point + 1
                letters |= ALIKE[byte]
                gaps |= _ODD_GAP[byte]
                at += 1
                i += 1
                point += 1
                continue
            size = 1
            meant = np.uint8(0)
            if byte < 0xE0:
                size = 2
                meant = folds[np.uint64((byte & 31) << 6 | (data[u + _ONE] & 63))]
                if meant == SEPARATOR:
                    meant = np.uint8(0)
                    gaps = True
            elif byte < 0xF0:
                size = 3
                second, third = data[u + _ONE], data[u + _TWO]
                code = (byte & 15) << 12 | (second & 63) << 6 | (third & 63)
                meant = folds[np.uint64(code)]
                if 48 <= before < 58 and byte >= 0xE3:
                    gaps |= byte in (0xE3, 0xEF)
                    if meant == NUMERAL or code == OPEN_WIDE or between[np.uint64(code)]:
                        j = bridge_end(data, i, end, folds, digits, between)
                        if j:
                            point += points_between(data, i, j)
                            i = j
                            continue
                if not meant:
                    out[w], out[w + _ONE], out[w + _TWO] = byte, second, third
                    first[w] = first[w + _ONE] = first[w + _TWO] = point
                    last[w] = last[w + _ONE] = last[w + _TWO] = point + 1
                    at += 3
                    i += 3
                    point += 1
                    continue
                many = digits[np.uint64(code)] if meant == NUMERAL else meant
                if 50 <= many <= 53 and byte >= 0xE2 and i + 3 < end and data[i + 3] == 0xE4:
                    j, digit = pieces_end(data, i + 3, end, folds, digits, bool(48 <= before < 58))
                    if j:
                        for _ in range(many - 48):
                            out[at], first[at], last[at] = digit, point, point + 3
                            at += 1
                        i = j
                        point += 3
                        continue
                if meant == DROPPED and code in (KEYCAP, VARIANT) and at > begin:
                    last[at - 1] = point + 1
                elif meant == NUMERAL:
                    meant = many
                    soft[w] = True
                    numerals = True
                elif meant == PICTURE:
                    j = i + 3
                    if code_at(data, j, end) == VARIANT:
                        j += 3
                    meant = np.uint8(
                        DROPPED if at > begin and is_host(int(before), data, j, end, folds) else 0
                    )
                elif code == POINT and ALNUM[before]:
                    more = digit_at(data, i + 3, end, folds, digits)
                    meant = np.uint8(46 if more or (i + 3 < end and ALNUM[data[i + 3]]) else 0)
                elif code == AT_ONE and ALNUM[before] and code_at(data, i + 3, end) == AT_TWO:
                    out[w], first[w], last[w] = 64, point, point + 2
                    at += 1
                    i += 6
                    point += 2
                    continue
                elif meant in (BRIDGE, SEPARATOR):
                    gaps |= meant == SEPARATOR
                    meant = np.uint8(40 if code == OPEN_WIDE else 0)
            else:
                size = 4
                code = (
                    (byte & 7) << 18
                    | (data[i + 1] & 63) << 12
                    | (data[i + 2] & 63) << 6
                    | (data[i + 3] & 63)
                )
                if 0x1D400 <= code < 0x1D800:
                    meant = mathematical[code - 0x1D400]
                elif at > begin and is_host(int(before), data, i + 4, end, folds):
                    # A picture between two characters of a value was put there.
                    meant = np.uint8(DROPPED)
                elif i + 4 < end and before >= 0x80 and 65 <= data[i + 4] <= 90:
                    meant = np.uint8(DROPPED)  # between province and letter of a number plate
            if meant == DROPPED:
                pass
            elif meant:
                out[w] = meant
                first[w] = point
                last[w] = point + 1
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
            read_letters(out, begin, at, scratch)
        if numerals:
            read_numerals(out, soft, begin, at)
            for k in range(begin, at):
                soft[k] = False
        if gaps:
            at = join_digits(out, first, last, begin, at, scratch)
    bounds[len(rows)] = at

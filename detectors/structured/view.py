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

# In the table of folds; 32 and more is the character meant.
DROPPED, NUMERAL, BRIDGE, PICTURE, SEPARATOR = 1, 2, 3, 4, 5
FOLDED = 32
_BLANK = 1  # a byte that stands for a numeral which is part of a word
_FEWEST_DIGITS = 6  # that make a number out of numerals
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff\ufe0e\ufe0f\u20e3\u180e"
)
_KEYCAP = np.int64(0x20E3)
_VARIANT = np.int64(0xFE0F)
_BRIDGES = "接间面位尾着个点艾（"  # words and remarks that stand between the parts of a number
_BETWEEN = "前中间后面接再着然看位生日尾号末连最：，、"  # all that such words are made of
_SEPARATORS = "·…丨～•"
_OPEN, _CLOSE, _BORN, _PLACE, _PIECES = ord("（"), ord("）"), ord("生"), ord("位"), ord("个")
_POINT, _AT_ONE, _AT_TWO = ord("点"), ord("艾"), ord("特")
_WIDE = "＠．－＿＋（）＊＃"

_ALNUM = np.zeros(256, np.bool_)
_ALNUM[48:58] = _ALNUM[65:91] = _ALNUM[97:123] = True
_ALIKE = np.zeros(256, np.bool_)
_LOOKS = np.zeros(256, np.uint8)  # the digit that a letter looks like
for _letters_alike, _digit in (
    ("OoQ", 48),
    ("IlL!", 49),
    ("Zz", 50),
    ("E", 51),
    ("A", 52),
    ("Ss", 53),
    ("bG", 54),
    ("T", 55),
    ("B", 56),
    ("gq", 57),
):
    for _letter in _letters_alike:
        _LOOKS[ord(_letter)] = _digit
        _ALIKE[ord(_letter)] = True
_RUN = _ALNUM.copy()
_RUN[33] = True
_ODD_GAP = np.zeros(256, np.bool_)
for _byte in b"=~^+*":
    _ODD_GAP[_byte] = True
_HOST = _ALNUM.copy()  # what a picture is put between
_HOST[45] = _HOST[95] = True


class FoldTables(NamedTuple):
    """What the view makes of the characters of the basic plane.

    Attributes:
        folds: ``DROPPED``, ``NUMERAL`` or the ASCII character meant; 0 stays, shape (65536,).
        digits: The ASCII digit of a numeral, shape (65536,).
        alarms: The folds without punctuation, which alone needs no view, shape (65536,).
        hints: Which last 12 bits of a code point a numeral may have, shape (4096,).
        between: Of what words between the parts of a number are made, shape (65536,).
        mathematical: What letters and digits from U+1D400 mean, shape (1024,).
    """

    folds: Bytes
    digits: Bytes
    alarms: Bytes
    hints: NDArray[np.bool_]
    between: NDArray[np.bool_]
    mathematical: Bytes


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
    for code in range(0x24B6, 0x24EA):
        folds[code] = ord(unicodedata.normalize("NFKC", chr(code)))
    for low, high in ((0x25A0, 0x2776), (0x2794, 0x27C0), (0x2B00, 0x2C00)):
        folds[low:high][folds[low:high] == 0] = PICTURE
    folds[0x300:0x370] = DROPPED
    folds[[ord(character) for character in _INVISIBLE]] = DROPPED
    folds[[ord(character) for character in _BRIDGES]] = BRIDGE
    folds[[ord(character) for character in _SEPARATORS]] = SEPARATOR
    source = files("leakbench.detectors.structured.data").joinpath("numerals.toml")
    for value, characters in enumerate(tomllib.loads(source.read_text("utf-8")).values()):
        for character in characters:
            folds[ord(character)] = NUMERAL
            digits[ord(character)] = 48 + value
    alarms = folds.copy()
    alarms[[ord(character) for character in _WIDE if character not in "＠（"]] = 0
    alarms[ord("（")] = BRIDGE
    hints = np.zeros(1 << 12, np.bool_)
    hints[np.flatnonzero(folds[0x4000:0xA000]) & 0xFFF] = True  # 0x4000 is a multiple of 4096
    between = np.zeros(1 << 16, np.bool_)
    between[[ord(character) for character in _BETWEEN]] = True
    mathematical = np.zeros(1 << 10, np.uint8)
    for code in range(1 << 10):
        plain = unicodedata.normalize("NFKC", chr(0x1D400 + code))
        if len(plain) == 1 and plain.isascii():
            mathematical[code] = ord(plain)
    return FoldTables(folds, digits, alarms, hints, between, mathematical)


@compiled
def _letters(out: Bytes, first: int, end: int) -> None:
    """Turn letters that look like digits into digits in runs as long as a number."""
    meant = np.empty(20, np.uint8)
    i = first
    while i < end:
        if not _RUN[out[i]]:
            i += 1
            continue
        run = i
        alike = 0
        digits = 0
        while run < end and _RUN[out[run]]:
            byte = out[run]
            digits += 48 <= byte < 58
            alike += _LOOKS[byte] > 0
            run += 1
        tail = out[run - 1] in (88, 120)
        if (
            alike
            and digits >= (run - i) // 3
            and alike + digits + tail == run - i
            and run - i in (10, 11, 12, 15, 16, 18, 19)
        ):
            for k in range(i, run):
                meant[k - i] = _LOOKS[out[k]] or out[k]
            # A company's code has as many characters, letters among them.
            if run - i != 18 or (out[i] != 57 and _is_whole(meant, 18)):
                out[i:run] = meant[: run - i]
        i = run


@compiled
def _gap(out: Bytes, i: int, end: int) -> tuple[int, int]:
    """(bytes, kind) of one separator: 0 is none, 1 a usual one, 2 an odd one, 3 a pause."""
    byte = out[i]
    if byte < 0x80:
        if byte in (32, 45, 46, 47, 95, 35):
            return 1, 1
        return (1, 2) if byte in (61, 126, 94, 43, 42) else (0, 0)
    if i + 1 < end and byte == 0xC2 and out[i + 1] == 0xB7:
        return 2, 2
    if i + 2 >= end:
        return 0, 0
    two, three = out[i + 1], out[i + 2]
    if (
        (byte == 0xE2 and two == 0x80 and three in (0xA6, 0xA2))
        or (byte == 0xE4 and two == 0xB8 and three == 0xA8)
        or (byte == 0xEF and two == 0xBD and three == 0x9E)
    ):
        return 3, 2
    if (byte == 0xE3 and two == 0x80 and three in (0x81, 0x82)) or (
        byte == 0xEF and two == 0xBC and three == 0x8C
    ):
        return 3, 3
    return 0, 0


@compiled
def _gaps(out: Bytes, i: int, end: int) -> tuple[int, int]:
    """(end, oddest kind) of up to three separators with a digit or X behind them."""
    odd = 0
    for _ in range(3):
        if i >= end:
            return 0, 0
        size, kind = _gap(out, i, end)
        if not size or (out[i] == 43 and out[i - 1] == 32):  # a plus before a country's code
            return 0, 0
        odd = max(odd, kind)
        i += size
        if i < end and (48 <= out[i] < 58 or out[i] in (88, 120)):
            return i, odd
    return 0, 0


@compiled
def _luhn(scratch: Bytes, width: int) -> bool:
    total = 0
    for i in range(width):
        digit = scratch[width - 1 - i] - 48
        if i % 2:
            digit *= 2
            if digit > 9:
                digit -= 9
        total += digit
    return total % 10 == 0


@compiled
def _is_whole(scratch: Bytes, width: int) -> bool:
    """Whether digits without what stood between them are a number of a known form."""
    one, two = scratch[0], scratch[1]
    if scratch[width - 1] in (88, 120) and width != 18:
        return False
    if width == 11:
        return (one == 49 and two >= 51) or one == 48
    if width == 18:
        total = 0
        weight = 2
        for k in range(17):
            total += (scratch[16 - k] - 48) * weight
            weight = weight * 2 % 11
        check = (12 - total % 11) % 11
        last = 10 if scratch[17] in (88, 120) else scratch[17] - 48
        if check == last:
            return True
    if width == 15:
        return (one == 52 and two == 54 and scratch[2] == 48) or _luhn(scratch, 15)
    if 16 <= width <= 19:
        return one in (52, 53, 54, 57, 51) and _luhn(scratch, width)
    return width == 14 or (width in (10, 12) and one == 48)


@compiled
def _join(
    out: Bytes, first: NDArray[np.int32], last: NDArray[np.int32], begin: int, end: int
) -> int:
    """Take out what was put between the digits of a number; the view's new end."""
    scratch = np.empty(32, np.uint8)
    write = begin
    i = begin
    while i < end:
        byte = out[i]
        start = 48 <= byte < 58 and not (i > begin and _ALNUM[out[i - 1]])
        stop = i
        if start:
            count = 0
            odds = 0
            kinds = 0  # of odd separators, as bits
            usual = 0
            pauses = 0
            longest = 0
            chunk = 0
            j = i
            while j < end and count < 24:
                if 48 <= out[j] < 58 or (out[j] in (88, 120) and count == 17):
                    scratch[count] = out[j]
                    count += 1
                    chunk += 1
                    longest = max(longest, chunk)
                    j += 1
                    continue
                if _ALNUM[out[j]]:
                    break
                k, kind = _gaps(out, j, end)
                if not k:
                    break
                odds += kind == 2
                kinds |= (kind == 2) << (out[j] & 31)
                usual += kind == 1
                pauses += kind == 3
                chunk = 0
                j = k
            if j < end and _ALNUM[out[j]]:
                count = 0
            mixed = odds >= 2 and kinds & (kinds - 1) and pauses == 0 and longest <= 7
            if (
                9 <= count <= 19
                and (odds >= 1 or (pauses >= 4 and longest <= 2))
                and (mixed or _is_whole(scratch, count))
            ):
                stop = j
        if stop > i:
            for k in range(i, stop):
                if 48 <= out[k] < 58 or out[k] in (88, 120):
                    out[write] = out[k]
                    first[write] = first[k]
                    last[write] = last[k]
                    write += 1
            i = stop
            continue
        out[write] = byte
        first[write] = first[i]
        last[write] = last[i]
        write += 1
        i += 1
    return write


@compiled
def _code(data: Bytes, i: int, end: int) -> int:
    """The three-byte character at a place; 0 if there is none."""
    if i + 3 > end or not 0xE0 <= data[i] < 0xF0:
        return 0
    return ((data[i] & 15) << 12) | ((data[i + 1] & 63) << 6) | (data[i + 2] & 63)


@compiled
def _digit_at(data: Bytes, i: int, end: int, folds: Bytes, digits: Bytes) -> int:
    """The digit that is written or meant at a place; 0 if none."""
    if i >= end:
        return 0
    if data[i] < 0x80:
        return data[i] if 48 <= data[i] < 58 else 0
    code = _code(data, i, end)
    if not code:
        return 48 if data[i] == 0xF0 and i + 1 < end and data[i + 1] == 0x9D else 0
    if folds[code] == NUMERAL:
        return digits[code]
    return folds[code] if 48 <= folds[code] < 58 else 0


@compiled
def _bridge_end(
    data: Bytes, i: int, end: int, folds: Bytes, digits: Bytes, between: NDArray[np.bool_]
) -> int:
    """End of the words or the remark between two parts of a number; 0 if there are none."""
    if data[i] == 91:  # [name of a picture]
        j = i + 1
        while j < end and j - i <= 13 and data[j] >= 0xE4:
            j += 3
        if (
            j > i + 1
            and j < end
            and data[j] == 93
            and (
                _digit_at(data, j + 1, end, folds, digits)
                or (j + 1 < end and (_ALNUM[data[j + 1]] or data[j + 1] == 91))
            )
        ):
            return j + 1
        return 0
    code = _code(data, i, end)
    if code == _OPEN:
        j = i + 3
        while j < end and j - i <= 24 and 0xE4 <= data[j] < 0xEA:
            j += 3
        if (
            j > i + 3
            and _code(data, j, end) == _CLOSE
            and _digit_at(data, j + 3, end, folds, digits)
        ):
            return j + 3
        return 0
    strong = False
    j = i
    while j - i < 48:
        code = _code(data, j, end)
        if not code:
            break
        if between[code]:
            strong |= folds[code] == BRIDGE or code == _BORN
        elif not (folds[code] == NUMERAL and _code(data, j + 3, end) == _PLACE):
            break
        j += 3
    return j if j > i and strong and _digit_at(data, j, end, folds, digits) else 0


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
            else:
                more, _ = _gaps(out, run, end)
                if not chunk or not more or not 48 <= out[more] < 58:
                    break
                chunk = 0
                run = more
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
        if not 48 <= out[i] < 58:
            i += 1
            continue
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
def _is_host(before: int, data: Bytes, i: int, end: int, folds: Bytes) -> bool:
    """Whether a picture between one byte of the view and a place was put into a value."""
    if not _HOST[before] or i >= end:
        return False
    if data[i] < 0x80:
        return _HOST[data[i]]
    if data[i] >= 0xF0:
        return True
    fold = folds[_code(data, i, end)]
    return fold in (NUMERAL, PICTURE) or (fold >= FOLDED and _HOST[fold])


@compiled
def view(
    data: Bytes,
    offsets: NDArray[np.int32],
    rows: NDArray[np.int64],
    folds: Bytes,
    digits: Bytes,
    hints: NDArray[np.bool_],
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
        hints: Which last 12 bits of a code point a numeral may have.
        between: Of what words between the parts of a number are made.
        mathematical: What letters and digits from U+1D400 mean.
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
        gaps = False
        numerals = False
        while i < end:
            byte = data[np.uint64(i)]
            after_digit = at > begin and 48 <= out[at - 1] < 58
            gaps |= after_digit and byte in (0xE3, 0xEF)
            if after_digit and (byte == 91 or byte >= 0xE3):
                j = _bridge_end(data, i, end, folds, digits, between)
                if j:
                    for k in range(i, j):
                        point += data[k] & 0xC0 != 0x80
                    i = j
                    continue
            if byte == 40 and at > begin and _ALNUM[out[at - 1]]:
                if i + 4 <= end and data[i + 1] == 97 and data[i + 2] == 116 and data[i + 3] == 41:
                    out[at], first[at], last[at] = 64, point, point + 4
                    at += 1
                    i += 4
                    point += 4
                    continue
                if (
                    i + 5 <= end
                    and data[i + 1] == 100
                    and data[i + 2] == 111
                    and data[i + 3] == 116
                    and data[i + 4] == 41
                ):
                    out[at], first[at], last[at] = 46, point, point + 5
                    at += 1
                    i += 5
                    point += 5
                    continue
            if byte == 91 and at > begin and _HOST[out[at - 1]]:
                j = _bridge_end(data, i, end, folds, digits, between)
                if j:
                    for k in range(i, j):
                        point += data[k] & 0xC0 != 0x80
                    i = j
                    continue
            if (50 <= byte <= 53 and i + 1 < end and data[i + 1] == 0xE4) or byte >= 0xE2:
                size = 1 if byte < 0x80 else 3
                many = _digit_at(data, i, end, folds, digits)
                if 50 <= many <= 53 and _code(data, i + size, end) == _PIECES:
                    digit = _digit_at(data, i + size + 3, end, folds, digits)
                    j = i + size + 3 + (1 if data[min(i + size + 3, end - 1)] < 0x80 else 3)
                    if digit and (after_digit or _digit_at(data, j, end, folds, digits)):
                        for _ in range(many - 48):
                            out[at], first[at], last[at] = digit, point, point + 3
                            at += 1
                        i = j
                        point += 3
                        continue
            if byte < 0x80:
                w = np.uint64(at)
                out[w] = byte
                first[w] = point
                last[w] = point + 1
                letters |= _ALIKE[byte]
                gaps |= _ODD_GAP[byte]
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
                if meant == SEPARATOR:
                    meant = np.uint8(0)
                    gaps = True
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
                elif meant == PICTURE:
                    j = i + 3
                    if _code(data, j, end) == _VARIANT:
                        j += 3
                    meant = np.uint8(
                        DROPPED if at > begin and _is_host(out[at - 1], data, j, end, folds) else 0
                    )
                elif code == _POINT and at > begin and _ALNUM[out[at - 1]]:
                    more = _digit_at(data, i + 3, end, folds, digits)
                    meant = np.uint8(46 if more or (i + 3 < end and _ALNUM[data[i + 3]]) else 0)
                elif (
                    code == _AT_ONE
                    and at > begin
                    and _ALNUM[out[at - 1]]
                    and _code(data, i + 3, end) == _AT_TWO
                ):
                    out[at], first[at], last[at] = 64, point, point + 2
                    at += 1
                    i += 6
                    point += 2
                    continue
                elif meant in (BRIDGE, SEPARATOR):
                    gaps |= meant == SEPARATOR
                    meant = np.uint8(40 if code == _OPEN else 0)
            else:
                size = 4
                code = (
                    ((byte & 7) << 18)
                    | ((data[i + 1] & 63) << 12)
                    | ((data[i + 2] & 63) << 6)
                    | (data[i + 3] & 63)
                )
                if 0x1D400 <= code < 0x1D800:
                    meant = mathematical[code - 0x1D400]
                elif at > begin and _is_host(out[at - 1], data, i + 4, end, folds):
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
        if gaps:
            at = _join(out, first, last, begin, at)
        for k in range(begin, at):
            soft[k] = False
    bounds[len(rows)] = at

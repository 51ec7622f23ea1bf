"""Runs of letters, or of letters and digits."""

import numpy as np

from leakbench.detectors.normalize.characters import (
    AT,
    CLASS,
    COLON,
    DIGIT,
    DOT,
    HYPHEN,
    JOINT,
    UNDERSCORE,
    Bytes,
    Flags,
)
from leakbench.detectors.structured.candidates import PASSED
from leakbench.detectors.structured.checked import is_resident_id, is_uscc
from leakbench.detectors.structured.dotted import HEX
from leakbench.detectors.structured.kinds import (
    DOCUMENT,
    LICENSE_PLATE,
    MAC,
    NAME,
    PERMIT,
    RESIDENT_ID,
    STUDENT_NO,
    USCC,
    WAYBILL,
)
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.detectors.structured.plates import plate_bounds
from leakbench.detectors.structured.separated import separated_end
from leakbench.generator.engine.compiled import inlined, inner

_POSTAL_WEIGHTS = np.array([8, 6, 4, 2, 3, 5, 9, 7], np.int64)


@inner
def _lettered_run(
    data: Bytes, at: int, run: int, provinces: Flags, scratch: Bytes
) -> tuple[int, int, int]:
    """(begin, end, kind) of a run of letters and digits; end = 0 is nothing."""
    width = run - at
    digits = 0
    heads = 0  # letters before the first digit
    for i in range(at, run):
        if CLASS[data[i]] == DIGIT:
            digits += 1
        elif digits == 0:
            heads += 1
    if width == 18:
        if digits == 17 and data[run - 1] in (88, 120) and is_resident_id(data, at, provinces):
            return at, run, RESIDENT_ID
        if digits == 17 and (data[at] | 32) == 120:
            for i in range(18):
                scratch[i] = data[run - 1 - i]
            if is_resident_id(scratch, 0, provinces):
                return at, run, RESIDENT_ID
        if digits >= 8 and heads <= 1 and is_uscc(data, at, provinces):
            return at, run, USCC
    if width == 19 and heads == 1 and (data[at] | 32) == 103:
        digits = 0
        for i in range(at + 1, run - 1):
            digits += CLASS[data[i]] == DIGIT
        if digits == 17 and is_resident_id(data, at + 1, provinces):
            return at, run, STUDENT_NO
    one = data[at] & 0xDF
    two = data[at + 1] & 0xDF if CLASS[data[at + 1]] != DIGIT else data[at + 1]
    numeric = digits + heads == width
    if heads >= 1 and width >= 12:
        if one == 83 and two == 70 and numeric and heads == 2 and 14 <= width <= 15:  # SF
            return at, run, WAYBILL
        if one in (89, 74) and two == 84 and numeric and heads == 2 and width == 15:  # YT, JT
            return at, run, WAYBILL
        if (
            one == 74
            and two == 68
            and 13 <= width <= 17
            and (digits >= 3 or (digits and data[at + 1] == 68))
        ):  # JD
            return at, run, WAYBILL
        if (
            one == 68
            and two == 80
            and (data[at + 2] & 0xDF) == 75
            and numeric
            and heads == 3
            and 14 <= width <= 17
        ):
            return at, run, WAYBILL
        if (
            width == 13
            and digits == 9
            and heads == 2
            and (data[run - 2] & 0xDF) == 67
            and (data[run - 1] & 0xDF) == 78
        ):
            total = 0
            for i in range(8):
                total += (data[at + 2 + i] - 48) * _POSTAL_WEIGHTS[i]
            check = 11 - total % 11
            check = 0 if check == 10 else (5 if check == 11 else check)
            if data[at + 10] - 48 == check:
                return at, run, WAYBILL
    if numeric and heads:
        if width == 9 or (width == 11 and heads == 1 and one in (72, 77)):
            if heads == 1 and one in (69, 71, 72, 77, 67):
                return at, run, PERMIT
            if heads == 2 and (one in (69, 67) or (two == 69 and one in (80, 83, 68))):
                return at, run, PERMIT
        if 8 <= width <= 9 and 2 <= heads <= 3 and digits in (6, 7) and data[at] < 97:
            return at, run, PERMIT
        if 5 <= digits <= 12 and heads <= 6:
            return at, run, NAME
    if 8 <= width <= 10 and digits >= 5:
        return at, run, DOCUMENT
    if (digits or (one == 74 and two == 68)) and width >= 6 and CLASS[data[at]] != DIGIT:
        return at, run, NAME
    return 0, 0, -1


@inlined
def account_end(
    data: Bytes, first: int, i: int, run: int, end: int, stop: int, label: int
) -> tuple[int, int]:
    """(end, kind) of an account's name, which goes on over hyphens and underscores."""
    width = run - i
    byte = data[i]
    pb = data[i - 1] if i > first else np.uint8(0)
    if stop <= 0 or label in (NAME, DOCUMENT, PERMIT):
        # An account's name goes on over hyphens and underscores.
        if (
            CLASS[byte] != DIGIT
            and (label in (-1, NAME, DOCUMENT, PERMIT))
            and not (pb in (HYPHEN, UNDERSCORE, DOT, 35) and i - 1 > first and CLASS[data[i - 2]])
        ):
            j = run
            digits = 0
            while j < end:
                if CLASS[data[j]]:
                    digits += CLASS[data[j]] == DIGIT
                    j += 1
                    continue
                k = j
                while k < end and k - j < 3 and data[k] in (HYPHEN, UNDERSCORE, DOT, 35):
                    k += 1
                if (
                    k == j
                    or k >= end
                    or not CLASS[data[k]]
                    or (k - j > 1 and data[j] == data[j + 1])
                ):
                    break
                j = k
            if j > run and j < end and data[j] == AT:
                return j, PASSED
            if (label == -1 and width + (j - run) >= 6 and (digits or j == run)) or (
                j > run and label in (NAME, DOCUMENT) and digits
            ):
                stop, label = j, NAME
        elif label == -1:
            stop = 0
    return stop, label


@inlined
def letters_run(
    data: Bytes, first: int, i: int, run: int, end: int, numbers: NumberTables, scratch: Bytes
) -> tuple[int, int, int]:
    """(begin, end, kind) of what letters, or letters and digits, begin."""
    width = run - i
    byte = data[i]
    begin = i
    stop = 0
    label = -1
    nb = data[run] if run < end else np.uint8(0)
    pb = data[i - 1] if i > first else np.uint8(0)
    if width > 1:
        if width == 2 and nb == COLON and HEX[byte]:
            label = MAC
        else:
            if byte < 123 and CLASS[byte] != DIGIT and pb != 0:
                begin, stop = plate_bounds(data, first, i, end, numbers.plate, scratch)
                if stop > begin:
                    label = LICENSE_PLATE
                else:
                    stop = 0
            if stop <= 0:
                begin, stop, label = _lettered_run(data, i, run, numbers.province, scratch)
                if stop <= 0:
                    begin = i
        if (
            stop <= 0
            and label != MAC
            and JOINT[nb]
            and run + 1 < end
            and CLASS[data[run + 1]]
            and byte == 57
        ):
            stop, label = separated_end(
                data, i, end, numbers.mobile, numbers.province, numbers.local, scratch
            )
    else:
        begin, stop = plate_bounds(data, first, i, end, numbers.plate, scratch)
        if stop > begin:
            label = LICENSE_PLATE
        else:
            begin = i
            stop = 0
    return begin, stop, label

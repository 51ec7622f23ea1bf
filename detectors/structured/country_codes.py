"""Country codes before a telephone number."""

import numpy as np

from leakbench.detectors.normalize.characters import (
    CLASS,
    CLOSE,
    DIGIT,
    HYPHEN,
    OPEN,
    PLUS,
    SPACE,
    Bytes,
    digits_from,
    number_at,
)
from leakbench.detectors.structured.kinds import LANDLINE, MOBILE
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.detectors.structured.separated import separated_end
from leakbench.generator.engine.compiled import inner


@inner
def code_begin(data: Bytes, first: int, i: int) -> int:
    """Where a mobile number begins: at its country code, if one stands before it."""
    begin = i
    # a country code in brackets or with a sign before it
    j = i
    if j > first and data[j - 1] in (CLOSE, SPACE, HYPHEN):
        j -= 1
        if j > first and data[j - 1] == CLOSE:
            j -= 1
    if j - 3 >= first and data[j - 1] == 54 and data[j - 2] == 56:
        j -= 2
        if data[j - 1] == PLUS:
            j -= 1
            if data[i - 1] == CLOSE and j > first and data[j - 1] == OPEN:
                j -= 1
            begin = j
        elif (
            j - 2 >= first
            and data[j - 1] == 48
            and data[j - 2] == 48
            and (j - 3 < first or not CLASS[data[j - 3]])
        ):
            begin = j - 2
    return begin


@inner
def after_code(
    data: Bytes, first: int, i: int, run: int, end: int, numbers: NumberTables, scratch: Bytes
) -> tuple[int, int, int]:
    """(begin, end, label) of the telephone number after the country code that stands here."""
    begin = i
    stop = 0
    label = -1
    nb = data[run]
    pb = data[i - 1] if i > first else np.uint8(0)
    # a country code apart from its number
    j = run + 1
    if nb == CLOSE and j < end and data[j] in (SPACE, HYPHEN):
        j += 1
    if j + 2 < end and CLASS[data[j]] == DIGIT:
        if data[j] == 49:
            three = 0
            while j + three < end and CLASS[data[j + three]] == DIGIT:
                three += 1
            if three == 11 and numbers.mobile[number_at(data, j, 3)]:
                stop, label = j + 11, MOBILE
            elif three == 3:
                stop, label = separated_end(
                    data, j, end, numbers.mobile, numbers.province, numbers.local, scratch
                )
                if label != MOBILE:
                    stop = 0
        elif pb == PLUS:
            three = 0
            while j + three < end and CLASS[data[j + three]] == DIGIT:
                three += 1
            if three in (2, 3) and j + three + 1 < end:
                scratch[0] = 48
                length = numbers.local[number_at(data, j, three)]
                rest = digits_from(data, j + three + 1, end)
                if length and rest == length and data[j + three] in (HYPHEN, SPACE):
                    stop, label = j + three + 1 + rest, LANDLINE
        if stop > 0 and pb == PLUS:
            begin = i - 1
            if nb == CLOSE and begin > first and data[begin - 1] == OPEN:
                begin -= 1
    stop = max(stop, 0)
    return begin, stop, label

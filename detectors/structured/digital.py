"""Runs of digits: what a run begins, by its length and what follows."""

import numpy as np

from leakbench.detectors.normalize.characters import (
    CLASS,
    CLOSE,
    COLON,
    DIGIT,
    DOT,
    HYPHEN,
    JOINT,
    OPEN,
    PLUS,
    SLASH,
    SPACE,
    Bytes,
    Flags,
    number_at,
)
from leakbench.detectors.structured.candidates import PASSED
from leakbench.detectors.structured.checked import is_card, is_resident_id, is_uscc
from leakbench.detectors.structured.country_codes import after_code, code_begin
from leakbench.detectors.structured.days import day_end
from leakbench.detectors.structured.dotted import dotted_end, point_end
from leakbench.detectors.structured.kinds import (
    BACKWARDS,
    BANK_CARD,
    DATE,
    DOTTED,
    ELEVEN,
    FIFTEEN,
    FOURTEEN,
    GEO_POINT,
    HOTLINE,
    LANDLINE,
    MAC,
    MOBILE,
    NUMBER,
    PARCEL,
    PROPERTY_TITLE,
    RESIDENT_ID,
    USCC,
)
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.detectors.structured.separated import separated_end
from leakbench.detectors.structured.telephones import (
    extension_end,
    hotline_end,
    landline_end,
    split_end,
)
from leakbench.detectors.structured.titles import title_bounds
from leakbench.generator.engine.compiled import inlined, inner


@inner
def _plain_digits(
    data: Bytes,
    first: int,
    i: int,
    run: int,
    end: int,
    inside: bool,  # noqa: FBT001 - kernels take no keywords
    mobile: Flags,
) -> tuple[int, int]:
    """(end, kind) of digits that only their surroundings can tell; end = 0 is nothing."""
    width = run - i
    head = data[i]
    label = -1
    nb = data[run] if run < end else np.uint8(0)
    pb = data[i - 1] if i > first else np.uint8(0)
    stop = run
    more = nb in (HYPHEN, DOT) and run + 1 < end and CLASS[data[run + 1]] == DIGIT
    if 5 <= width <= 10:
        label = NUMBER
        if inside or (width == 5 and (SLASH in (nb, pb))):
            stop = 0
        elif more:
            j = extension_end(data, run, end)
            if width in (7, 8) and nb == HYPHEN and j - run in (4, 5) and 50 <= head <= 56:
                stop = j
            elif not (width == 8 and nb == DOT):
                stop = 0
    elif width == 15:
        label = FIFTEEN
    elif width == 11:
        label = ELEVEN
        if (
            data[run - 1] == 49
            and mobile[
                number_at(data, run - 1, 1) * 100 + (data[run - 2] - 48) * 10 + (data[run - 3] - 48)
            ]
        ):
            label = BACKWARDS
    elif width in (12, 13):
        label = PARCEL
    elif width == 14:
        label = FOURTEEN
    else:
        stop = 0
    return stop, label


@inlined
def digits_run(
    data: Bytes, first: int, i: int, run: int, end: int, numbers: NumberTables, scratch: Bytes
) -> tuple[int, int, int]:
    """(begin, end, kind) of what a run of digits begins; ``PASSED`` up to its end is nothing."""
    width = run - i
    head = data[i]
    begin = i
    stop = 0
    label = -1
    nb = data[run] if run < end else np.uint8(0)
    pb = data[i - 1] if i > first else np.uint8(0)
    inside = pb in (DOT, HYPHEN, 42, 35) and i - 1 > first and CLASS[data[i - 2]] == DIGIT
    if width == 11 and head == 49 and numbers.mobile[number_at(data, i, 3)]:
        stop, label = run, MOBILE
        begin = code_begin(data, first, i)
    elif (
        width == 13
        and head == 56
        and data[i + 1] == 54
        and data[i + 2] == 49
        and numbers.mobile[number_at(data, i + 2, 3)]
    ):
        stop, label = run, MOBILE
        if pb == PLUS:
            begin -= 1
    elif (
        width == 15
        and head == 48
        and number_at(data, i, 4) == 86
        and numbers.mobile[number_at(data, i + 4, 3)]
    ):
        stop, label = run, MOBILE
    elif (
        width == 2
        and head == 56
        and data[i + 1] == 54
        and (nb in (HYPHEN, CLOSE) or (nb == SPACE and pb == PLUS))
    ) and (pb == PLUS or nb != CLOSE):
        begin, stop, label = after_code(data, first, i, run, end, numbers, scratch)
    elif width in (3, 4) and head == 48 and not inside:
        stop = landline_end(data, i, width, end, numbers.local)
        if stop > 0:
            label = LANDLINE
            stop = extension_end(data, stop, end)
            if pb == OPEN and nb == CLOSE:
                begin -= 1
            elif (
                nb == 0xEF
                and pb == 0x88
                and i - 3 >= first
                and data[i - 3] == 0xEF
                and data[run + 2] == 0x89
            ):
                begin -= 3
    elif width in (3, 4, 6, 7, 10) and head in (52, 56) and not inside:
        stop = hotline_end(data, i, width, end)
        if stop > 0:
            label = HOTLINE
    elif width == 18 and is_resident_id(data, i, numbers.province):
        stop, label = run, RESIDENT_ID
    elif width == 18 and head == 57 and is_uscc(data, i, numbers.province):
        stop, label = run, USCC
    if stop <= 0 and 16 <= width <= 19 and is_card(data, i, width):
        stop, label = run, BANK_CARD
    if stop <= 0 and width == 18:
        for k in range(18):
            scratch[k] = data[run - 1 - k]
        if is_resident_id(scratch, 0, numbers.province):
            stop, label = run, RESIDENT_ID
    if stop <= 0 and width <= 3 and nb == DOT:
        stop = dotted_end(data, i, end) if not inside else -1
        if stop > 0:
            label = DOTTED
        else:
            stop = point_end(data, i, end) if not inside else -1
            label = GEO_POINT
    if stop <= 0 and width == 4 and nb in (CLOSE, 0xEF, 0xE3) and i > first:
        begin, stop = title_bounds(data, first, run, end)
        if stop > begin:
            label = PROPERTY_TITLE
        else:
            begin = i
            stop = 0
    if stop <= 0 and width in (4, 8, 2) and not inside:
        stop, timed = day_end(data, i, width, end)
        if stop > 0:
            label = DATE
            if timed:  # no birth has a time of day
                return stop, stop, PASSED
    if (
        stop <= 0
        and width < 18
        and not (pb == COLON and i - 1 > first and CLASS[data[i - 2]] == DIGIT)
        and JOINT[nb]
        and run + 1 < end
        and CLASS[data[run + 1]]
        and not inside
    ):
        stop, label = separated_end(
            data, i, end, numbers.mobile, numbers.province, numbers.local, scratch
        )
        if stop > 0 and label == LANDLINE:
            stop = extension_end(data, stop, end)
    if stop <= 0 and width == 3 and head == 49 and nb:
        stop = split_end(data, i, end, numbers.mobile)
        label = MOBILE
    if stop <= 0 and width == 2 and nb == COLON:
        label = MAC
    if stop <= 0 and label != MAC:
        stop, label = _plain_digits(data, first, i, run, end, inside, numbers.mobile)
    return begin, stop, label

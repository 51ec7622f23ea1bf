"""Numbers that one separator breaks up."""

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.normalize.characters import (
    CLASS,
    DIGIT,
    DOT,
    HYPHEN,
    JOINT,
    UNDERSCORE,
    Bytes,
    Flags,
    number_at,
)
from leakbench.detectors.structured.checked import is_card, is_resident_id, is_uscc
from leakbench.detectors.structured.kinds import (
    BANK_CARD,
    LANDLINE,
    MOBILE,
    RESIDENT_ID,
    SPREAD,
    USCC,
)
from leakbench.generator.engine.compiled import inner


@inner
def separated_end(
    data: Bytes,
    at: int,
    end: int,
    mobile: Flags,
    provinces: Flags,
    local: NDArray[np.int8],
    scratch: Bytes,
) -> tuple[int, int]:
    """(end, label) of an identifier whose characters are broken up by one separator, or (-1, 0)."""
    i = at
    count = 0
    gap = np.uint8(0)
    letters = 0
    best = -1
    label = 0
    chunk = 0
    chunks = 0
    while i < end and count < 20:
        byte = data[i]
        if CLASS[byte]:
            if CLASS[byte] != DIGIT:
                letters += 1
            scratch[count] = byte
            count += 1
            i += 1
            chunk += 1
            if i < end and CLASS[data[i]]:
                continue
            # A chunk ends here; a long one is a number of its own.
            if chunk >= 10:
                break
            chunk = 0
            chunks += 1
            if letters == 0:
                if count == 11:
                    if scratch[0] == 49 and mobile[number_at(scratch, 0, 3)] and best < 0:
                        best, label = i, MOBILE
                elif count == 18 and is_resident_id(scratch, 0, provinces):
                    best, label = i, RESIDENT_ID
                if scratch[0] == 48 and 10 <= count <= 12:
                    code = 3 if scratch[1] in (49, 50) else 4
                    if (
                        local[number_at(scratch, 0, code)] == count - code
                        and 50 <= scratch[code] <= 56
                    ):
                        best, label = i, LANDLINE
                if (
                    16 <= count <= 19
                    and gap != 10
                    and label != RESIDENT_ID
                    and is_card(scratch, 0, count)
                ):
                    best, label = i, BANK_CARD
            elif count == 18:
                if (
                    letters == 1
                    and scratch[17] in (88, 120)
                    and is_resident_id(scratch, 0, provinces)
                ):
                    return i, RESIDENT_ID
                if is_uscc(scratch, 0, provinces):
                    return i, USCC
            continue
        if not JOINT[byte]:
            break
        j = i
        good = True
        while j < end and j - i < 3 and JOINT[data[j]]:
            if data[j] != HYPHEN:
                if gap and data[j] != gap:
                    good = False
                gap = data[j]
            j += 1
        if not good or j >= end or not CLASS[data[j]] or (j - i > 1 and data[i] == data[i + 1]):
            break
        i = j
    if (
        best < 0
        and letters == 0
        and 9 <= count <= 11
        and chunks >= 2
        and gap in (DOT, 42, 35, UNDERSCORE)
    ):
        return i, SPREAD
    return best, label

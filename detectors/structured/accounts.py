"""Second pass: accounts, passports and waybills among letters and digits."""

from leakbench.detectors.normalize.characters import Bytes, Ints, count_digits, is_letter, number_at
from leakbench.detectors.structured.beside import after_foreign_name, has_neighbour
from leakbench.detectors.structured.candidates import LIKELY, TOLD
from leakbench.detectors.structured.cue_masks import ALL
from leakbench.detectors.structured.cue_search import word_before
from leakbench.detectors.structured.cues import CueTables
from leakbench.detectors.structured.few_digits import label_as_said
from leakbench.detectors.structured.kinds import (
    CONTACT,
    IMEI,
    IMSI,
    MOBILE,
    NAME,
    OTHER_NUMBER,
    PASSPORT,
    PHONE,
    QQ,
    SERIAL,
    WAYBILL,
    WECHAT,
)
from leakbench.detectors.structured.many_digits import label_fifteen
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.detectors.structured.surroundings import fills_field
from leakbench.generator.engine.compiled import inlined, inner


@inner
def _is_wechat(data: Bytes, at: int, end: int) -> bool:
    """Whether a name without a cue word looks like an account: small letters, then many digits."""
    if not 97 <= data[at] <= 122 or end - at < 6 or end - at > 30:
        return False
    if data[at] == 119 and data[at + 1] == 120 and data[at + 2] == 105 and data[at + 3] == 100:
        return True
    joints = 0
    tail = 0
    for i in range(at, end):
        byte = data[i]
        if byte in (45, 95):
            joints += 1
            tail = 0
        elif 48 <= byte < 58:
            tail += 1
        elif 65 <= byte <= 90 or byte == 46:
            return False
        else:
            tail = 0
    return joints == 1 and tail >= 5


@inlined
def label_account(
    data: Bytes,
    low: int,
    begins: int,
    at: int,
    stop: int,
    end: int,
    header: int,
    numbers: NumberTables,
    cues: CueTables,
    found: Ints,
    count: int,
    place: int,
    form: int,
) -> tuple[int, int, int]:
    """(label, score, letters before the value) of letters and digits."""
    width = stop - at
    label, score = -1, TOLD
    skip = 0
    heads = 0
    while heads < width and is_letter(data[at + heads]):
        heads += 1
    glued = True
    for k in range(at + heads, stop):
        glued &= 48 <= data[k] < 58
    if glued and heads <= 6 and width > heads:
        said = word_before(data, at, at + heads, ALL, cues)
        digits = width - heads
        if said >= 0:
            if digits == 11 and numbers.mobile[number_at(data, at + heads, 3)]:
                label, skip = MOBILE, heads
            elif digits <= 10 and said in (QQ, PHONE):
                label, score = label_as_said(data, at + heads, digits, said)
                skip = heads
            elif digits == 11 and said == QQ:
                label, skip = QQ, heads
            elif digits == 15 and said in (IMEI, IMSI):
                label, score = label_fifteen(data, at + heads, said, numbers.province)
                skip = heads
    if (
        label < 0
        and glued
        and 3 <= heads <= 20
        and width - heads == 11
        and numbers.mobile[number_at(data, at + heads, 3)]
    ):
        label, score, skip = MOBILE, LIKELY, heads
    if label < 0:
        skip = 0
        key = stop < end and (data[stop] == 61 or (data[stop] == 58 and form == NAME))
        said = word_before(data, low, at, ALL, cues)
        if said < 0:
            said = header
        if said == SERIAL:
            said = OTHER_NUMBER
        if key:
            label = -1
        elif said == PASSPORT and 7 <= width <= 10:
            label = PASSPORT
        elif (
            width == 9
            and said != OTHER_NUMBER
            and data[at] <= 90
            and count_digits(data, at, stop) >= 5
            and after_foreign_name(data, begins, at)
        ):
            label, score = PASSPORT, LIKELY
        elif said == WAYBILL and 11 <= width <= 18:
            label = WAYBILL
        elif (
            13 <= width <= 17
            and data[at] == 74
            and data[at + 1] == 68
            and fills_field(data, begins, at, stop, end)
            and has_neighbour(found, count, place, MOBILE)
        ):
            label, score = WAYBILL, LIKELY  # JD
        elif said == WECHAT and heads and 6 <= width <= 48:
            label = WECHAT
        elif (said != OTHER_NUMBER and _is_wechat(data, at, stop)) or (
            said == CONTACT
            and 97 <= data[at] <= 122
            and 6 <= width <= 40
            and is_letter(data[at + 1])
            and count_digits(data, at, stop) >= 2
        ):
            label, score = WECHAT, LIKELY
    return label, score, skip

"""Second pass: numbers of 11, 14 and 15 digits, and those with dots."""

from leakbench.detectors.normalize.characters import Bytes, Flags, is_letter, number_at
from leakbench.detectors.structured.candidates import LIKELY, SURE, TOLD
from leakbench.detectors.structured.cue_masks import ASKED, UNFIT
from leakbench.detectors.structured.cue_search import word_after
from leakbench.detectors.structured.cues import CueTables
from leakbench.detectors.structured.days import MONTH_DAYS
from leakbench.detectors.structured.kinds import (
    BACKWARDS,
    CONTACT,
    EXAM_NO,
    IMEI,
    IMSI,
    IP,
    LANDLINE,
    MOBILE,
    OTHER_NUMBER,
    QQ,
    REGISTRATION_NO,
    RESIDENT_ID,
    WAYBILL,
)
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.detectors.structured.surroundings import follows_word
from leakbench.detectors.structured.telephones import bare_landline
from leakbench.generator.engine.compiled import inner


@inner
def label_fifteen(data: Bytes, at: int, said: int, provinces: Flags) -> tuple[int, int]:
    """(label, score) of 15 digits."""
    # No county's code begins with 4600: what looks like a subscriber's number is one.
    if number_at(data, at, 3) == 460 and (
        number_at(data, at + 3, 2) <= 9 or number_at(data, at + 3, 2) in (11, 15)
    ):
        return IMSI, SURE
    if said in (RESIDENT_ID, REGISTRATION_NO):
        return said, TOLD
    if said == OTHER_NUMBER:
        return -1, 0
    total = 0
    for i in range(15):
        digit = data[at + 14 - i] - 48
        if i % 2:
            digit *= 2
            if digit > 9:
                digit -= 9
        total += digit
    if total % 10 == 0 and number_at(data, at, 2) in (86, 35, 99, 1):
        return IMEI, SURE
    if said in (IMEI, IMSI):
        return said, TOLD
    month, day = number_at(data, at + 8, 2), number_at(data, at + 10, 2)
    if provinces[number_at(data, at, 2)] and 1 <= month <= 12 and 1 <= day <= MONTH_DAYS[month]:
        return RESIDENT_ID, LIKELY
    state = 10
    for i in range(15):  # ISO 7064 MOD 11,10
        state = (
            (state + data[at + i] - 48) % 10
            if i == 14
            else (((state + data[at + i] - 48) % 10 or 10) * 2) % 11
        )
    if state == 1 and provinces[number_at(data, at, 2)]:
        return REGISTRATION_NO, LIKELY
    return -1, 0


@inner
def label_eleven(
    data: Bytes,
    begins: int,
    at: int,
    stop: int,
    end: int,
    numbers: NumberTables,
    cues_behind: CueTables,
    said: int,
    form: int,
) -> tuple[int, int]:
    """(label, score) of eleven digits that are no mobile."""
    label, score = -1, TOLD
    if said == QQ or (said == CONTACT and data[at] == 57):
        label = QQ
    elif said != OTHER_NUMBER and bare_landline(data, at, 11, numbers.local):
        label = LANDLINE
    elif form == BACKWARDS and said != OTHER_NUMBER:
        label, score = MOBILE, LIKELY
    elif data[at] != 48 and (
        said == CONTACT
        or (
            (said < 0 or UNFIT >> said & 1)
            and (
                follows_word(data, begins, at, stop, end)
                or word_after(
                    data,
                    stop,
                    end,
                    cues_behind,
                    ASKED,
                    1 << CONTACT,
                )
                >= 0
            )
        )
    ):
        label, score = QQ, LIKELY
    return label, score


@inner
def label_fourteen(
    data: Bytes,
    at: int,
    said: int,
    provinces: Flags,
) -> tuple[int, int]:
    """(label, score) of 14 digits."""
    label, score = -1, TOLD
    area = provinces[number_at(data, at + 2, 2)] and number_at(data, at, 2) < 40
    if said == EXAM_NO:
        label = EXAM_NO
    elif said == WAYBILL:
        label = WAYBILL
    elif number_at(data, at, 2) in (73, 75) and said != OTHER_NUMBER:
        label, score = WAYBILL, LIKELY
    elif area and said != OTHER_NUMBER:
        label, score = EXAM_NO, LIKELY
    return label, score


@inner
def label_dotted(
    data: Bytes,
    low: int,
    at: int,
    said: int,
) -> int:
    """Label of four numbers with dots."""
    label = -1
    letter = at > low and is_letter(data[at - 1])
    if said == IP or (
        said != OTHER_NUMBER and not letter and data[at + 1] != 46 and number_at(data, at, 2) >= 20
    ):
        label = IP
    return label

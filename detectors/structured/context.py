"""Second pass: candidates become spans, those without a label of their own by what stands around.

The nearest cue word before a candidate, or right after it, decides; a column's header counts as a
word in front of each of its cells. Without any word some forms are still more likely one kind than
none, and get a lower score.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.structured.cues import BUCKETS
from leakbench.detectors.structured.forms import BEGIN, END, FIRST, KIND, LAST, ROW
from leakbench.detectors.structured.kinds import (
    BACKWARDS,
    CONTACT,
    DATE,
    DATE_OF_BIRTH,
    DOCUMENT,
    DOTTED,
    ELEVEN,
    EMAIL,
    EXAM_NO,
    FIFTEEN,
    FOURTEEN,
    HOTLINE,
    ILLNESS,
    IMEI,
    IMSI,
    IP,
    LANDLINE,
    MEDICAL_NO,
    MOBILE,
    NAME,
    NUMBER,
    OTHER_DATE,
    OTHER_NUMBER,
    PARCEL,
    PASSPORT,
    PERMIT,
    PHONE,
    QQ,
    REGISTRATION_NO,
    RESIDENT_ID,
    SPREAD,
    TRAVEL_PERMIT,
    UNDECIDED,
    WAYBILL,
    WECHAT,
)
from leakbench.generator.compiled import compiled

Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int32]

_WINDOW = 42  # bytes before a candidate in which a cue word counts
_BEHIND = 2  # bytes after it at which a word may begin
SURE, TOLD, LIKELY = 100, 90, 60  # scores, in hundredths

_ALL = -1
_DATES = (1 << DATE_OF_BIRTH) | (1 << OTHER_DATE)
_PARCELS = (
    (1 << WAYBILL)
    | (1 << OTHER_NUMBER)
    | (1 << PHONE)
    | (1 << LANDLINE)
    | (1 << HOTLINE)
    | (1 << QQ)
)
_ILLNESS = 1 << ILLNESS
_NUMBERS = ~(_DATES | _ILLNESS)
_MONTH_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)


@compiled
def _number(data: Bytes, at: int, width: int) -> int:
    value = 0
    for i in range(at, at + width):
        value = value * 10 + (data[i] - 48)
    return value


@compiled
def _small(byte: int) -> int:
    return byte + 32 if 65 <= byte <= 90 else byte


@compiled
def _is_letter(byte: int) -> bool:
    return 97 <= (byte | 32) <= 122


@compiled
def _apart(data: Bytes, low: int, at: int) -> bool:
    """Whether no Chinese character stands right before a place: a name may end in 男."""
    return at <= low or data[at - 1] < 128 or (at - 3 >= low and data[at - 3] in (0xE3, 0xEF))


@compiled
def _sex_follows(data: Bytes, at: int, end: int) -> bool:
    if at + 4 > end or data[at] not in (44, 9, 124, 47, 32, 95, 59):
        return False
    male = data[at + 1] == 0xE7 and data[at + 2] == 0x94 and data[at + 3] == 0xB7
    female = data[at + 1] == 0xE5 and data[at + 2] == 0xA5 and data[at + 3] == 0xB3
    return (male or female) and (at + 4 == end or data[at + 4] < 128)


@compiled
def _stands_alone(data: Bytes, low: int, at: int, stop: int, end: int) -> bool:
    """Whether a value fills a field: nothing but separators on both sides."""
    if at > low and data[at - 1] == 39:  # a spreadsheet's apostrophe
        at -= 1
    left = at == low or data[at - 1] in (9, 10, 44, 45, 59, 95, 124, 47)
    right = stop == end or data[stop] in (9, 10, 44, 45, 59, 95, 124, 47)
    comma_left = (
        at - 3 >= low and data[at - 3] == 0xEF and data[at - 2] == 0xBC and data[at - 1] == 0x8C
    )
    comma_right = (
        stop + 3 <= end and data[stop] == 0xEF and data[stop + 1] == 0xBC and data[stop + 2] == 0x8C
    )
    return (left or comma_left) and (right or comma_right) and not (comma_left and stop == end)


@compiled
def _digits(data: Bytes, at: int, end: int) -> int:
    count = 0
    for i in range(at, end):
        count += 48 <= data[i] < 58
    return count


@compiled
def _after_foreign_name(data: Bytes, low: int, at: int) -> bool:
    """Whether a name in capitals, or one with a middle dot, stands before a value."""
    i = at - 1
    while i >= low and (
        data[i] in (9, 32, 44, 45, 59, 95, 124) or (i - 2 >= low and data[i - 2] == 0xEF)
    ):
        i -= 3 if data[i] >= 0x80 else 1
    if i > low and 65 <= data[i] <= 90 and 65 <= data[i - 1] <= 90:
        return True
    while i > max(low, at - 45) and data[i] >= 0x80:
        if data[i] == 0xB7 and data[i - 1] == 0xC2:
            return True
        i -= 1
    return False


@compiled
def _has_disease_code(data: Bytes, low: int, end: int) -> bool:
    """Whether a code of ICD-10 stands in a cell: a capital, two digits, a dot, a digit."""
    for i in range(low, end - 4):
        if (
            data[i + 3] == 46
            and 65 <= data[i] <= 90
            and 48 <= data[i + 1] < 58
            and 48 <= data[i + 2] < 58
            and 48 <= data[i + 4] < 58
            and (i + 5 == end or not 48 <= data[i + 5] < 58)
            and (i == low or not _is_letter(data[i - 1]))
        ):
            return True
    return False


@compiled
def _before(
    data: Bytes,
    low: int,
    at: int,
    mask: int,
    words: Bytes,
    begin: Ints,
    kind: NDArray[np.int8],
    bucket: Ints,
) -> int:
    """What the nearest cue word before a place says, of those kinds in the mask; -1 is nothing."""
    j = at
    limit = max(low, at - _WINDOW)
    digits = 0
    while j > limit:
        last = data[j - 1]
        if (last == 10 and j < at) or (
            last == 0x82 and j - 3 >= low and data[j - 2] == 0x80 and data[j - 3] == 0xE3
        ):
            return -1  # a line or sentence ends here
        if 48 <= last < 58:
            digits += 1
            if digits >= 4:
                return -1
        else:
            digits = 0
            two = _small(last)
            one = _small(data[j - 2]) if j - 2 >= low else 0
            for single in range(2):
                key = (two if single else one * 31 + two) % BUCKETS
                if single and two >= 128:
                    break
                for word in range(bucket[key], bucket[key + 1]):
                    size = begin[word + 1] - begin[word]
                    if (size == 1) != (single == 1) or j - size < low or not mask >> kind[word] & 1:
                        continue
                    same = True
                    for k in range(size):
                        if _small(data[j - size + k]) != words[begin[word] + k]:
                            same = False
                            break
                    if not same:
                        continue
                    if last < 128 and (
                        (
                            j - size > low
                            and _is_letter(data[j - size - 1])
                            and _is_letter(data[j - size])
                        )
                        or (j < len(data) and j < at and _is_letter(data[j]))
                    ):
                        continue
                    if size == 1 and (
                        (j < at and (data[j] < 128 and (48 <= data[j] < 58 or data[j] == 46)))
                        or (j - 1 > low and 48 <= data[j - 2] < 58)
                    ):
                        continue  # of a version or a product's code
                    if (
                        size == 3
                        and kind[word] in (WECHAT, QQ)
                        and j < at
                        and 0xE4 <= data[j] <= 0xE9
                    ):
                        continue  # part of another word
                    if (
                        kind[word] == WECHAT
                        and j + 3 <= at
                        and data[j] == 0xE5
                        and data[j + 1] == 0x90
                        and data[j + 2] == 0x8C
                    ):
                        continue  # 微信同号 speaks of the number before it
                    if (
                        size == 3
                        and kind[word] == CONTACT
                        and data[j - 3] == 0xE5
                        and data[j - 2] == 0x8F  # 号
                        and (
                            (j < at and 0xE4 <= data[j] <= 0xE9)
                            or (j - 3 > low and data[j - 4] < 128)
                        )
                    ):
                        continue  # of a house
                    if size == 3 and kind[word] == DATE_OF_BIRTH and not _apart(data, low, j - 3):
                        continue
                    return kind[word]
        j -= 1
    return -1


@compiled
def _after(
    data: Bytes,
    at: int,
    end: int,
    words: Bytes,
    begin: Ints,
    kind: NDArray[np.int8],
    bucket: Ints,
    reach: int,
    mask: int,
) -> int:
    """What the first cue word after a place says; -1 is nothing."""
    j = at
    limit = min(end, at + reach)
    while j + 1 < limit:
        if data[j] == 10:
            return -1
        key = (_small(data[j]) * 31 + _small(data[j + 1])) % BUCKETS
        for word in range(bucket[key], bucket[key + 1]):
            size = begin[word + 1] - begin[word]
            if j + size > end or not mask >> kind[word] & 1:
                continue
            same = True
            for k in range(size):
                if _small(data[j + k]) != words[begin[word] + k]:
                    same = False
                    break
            if same:
                return kind[word]
        j += 1
    return -1


@compiled
def _bare_landline(data: Bytes, at: int, width: int, local: NDArray[np.int8]) -> bool:
    if data[at] != 48:
        return False
    code = 3 if data[at + 1] in (49, 50) else 4
    return local[_number(data, at, code)] == width - code and 50 <= data[at + code] <= 56


@compiled
def _year_month_day(data: Bytes, at: int, end: int) -> int:
    """A date's digits as one number."""
    parts = np.zeros(3, np.int64)
    place = -1
    inside = False
    wide = 0
    for i in range(at, end):
        if 48 <= data[i] < 58:
            if not inside:
                place += 1
                inside = True
            if place > 2:
                return 0
            parts[place] = parts[place] * 10 + (data[i] - 48)
            wide += place == 0
        else:
            inside = False
    if wide == 8:
        return parts[0]
    if wide == 2:
        parts[0] += 1900 if parts[0] > 26 else 2000
    return parts[0] * 10000 + parts[1] * 100 + parts[2]


@compiled
def _born_in(data: Bytes, at: int, end: int) -> int:
    """The birth date within a resident ID, or 0."""
    value = 0
    place = 0
    for i in range(at, end):
        if 48 <= data[i] < 58:
            if 6 <= place < 14:
                value = value * 10 + (data[i] - 48)
            place += 1
    return value if place >= 17 else 0


@compiled
def _fifteen(data: Bytes, at: int, said: int, provinces: Flags) -> tuple[int, int]:
    """(label, score) of 15 digits."""
    if said in (RESIDENT_ID, REGISTRATION_NO):
        return said, TOLD
    if said == OTHER_NUMBER:
        return -1, 0
    if _number(data, at, 3) == 460 and (
        _number(data, at + 3, 2) <= 9 or _number(data, at + 3, 2) in (11, 15)
    ):
        return IMSI, SURE
    total = 0
    for i in range(15):
        digit = data[at + 14 - i] - 48
        if i % 2:
            digit *= 2
            if digit > 9:
                digit -= 9
        total += digit
    if total % 10 == 0 and _number(data, at, 2) in (86, 35, 99, 1):
        return IMEI, SURE
    if said in (IMEI, IMSI):
        return said, TOLD
    month, day = _number(data, at + 8, 2), _number(data, at + 10, 2)
    if provinces[_number(data, at, 2)] and 1 <= month <= 12 and 1 <= day <= _MONTH_DAYS[month]:
        return RESIDENT_ID, LIKELY
    state = 10
    for i in range(15):  # ISO 7064 MOD 11,10
        state = (
            (state + data[at + i] - 48) % 10
            if i == 14
            else (((state + data[at + i] - 48) % 10 or 10) * 2) % 11
        )
    if state == 1 and provinces[_number(data, at, 2)]:
        return REGISTRATION_NO, LIKELY
    return -1, 0


@compiled
def _plain_number(data: Bytes, at: int, width: int, said: int) -> tuple[int, int]:
    """(label, score) of 5 to 10 digits."""
    if said == QQ:
        return (QQ, TOLD) if data[at] != 48 else (-1, 0)
    if said == MEDICAL_NO:
        return (MEDICAL_NO, TOLD) if width >= 6 else (-1, 0)
    if said == PASSPORT:
        return (PASSPORT, TOLD) if 8 <= width <= 9 else (-1, 0)
    if said == TRAVEL_PERMIT:
        return (TRAVEL_PERMIT, TOLD) if 8 <= width <= 10 else (-1, 0)
    if said in (PHONE, LANDLINE, HOTLINE, CONTACT):
        if width == 5:
            two = _number(data, at, 2)
            return (HOTLINE, TOLD) if two in (95, 96, 12, 10, 11) else (-1, 0)
        if width in (7, 8) and 50 <= data[at] <= 56 and said != CONTACT:
            return LANDLINE, TOLD
        if width >= 9 and data[at] != 48 and said == CONTACT:
            return QQ, LIKELY
    return -1, 0


@compiled
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


@compiled
def decide(
    data: Bytes,
    offsets: Ints,
    found: Ints,
    count: int,
    header: int,
    mobile: Flags,
    provinces: Flags,
    local: NDArray[np.int8],
    words: Bytes,
    begin: Ints,
    kind: NDArray[np.int8],
    bucket: Ints,
    words_after: Bytes,
    begin_after: Ints,
    kind_after: NDArray[np.int8],
    bucket_after: Ints,
    out: Ints,
) -> int:
    """Turn candidates into spans.

    Args:
        data: The column's value bytes.
        offsets: Where each cell begins; one more entry ends the last.
        found: Candidates, shape (6, capacity).
        count: How many of them there are.
        header: What the column's header says, or -1.
        mobile: Mobile prefixes.
        provinces: Two-digit province codes.
        local: Local digits by area code.
        words: Bytes of the cue words before a value, and so on for ``CueTables``.
        begin: See there.
        kind: See there.
        bucket: See there.
        words_after: The same for cue words after a value.
        begin_after: See there.
        kind_after: See there.
        bucket_after: See there.
        out: Row, first and last code point (or byte of the view), label and score of each span,
            then bytes from and to, int32, shape (7, count).

    Returns:
        How many spans there are.
    """
    spans = 0
    last_row = -1
    last_stop = 0
    for place in range(count):
        row = found[ROW, place]
        at = int(found[BEGIN, place])
        stop = int(found[END, place])
        form = found[KIND, place]
        label = int(form)
        score = SURE
        skip = 0
        if form == HOTLINE and stop - at == 10:
            said = _before(data, int(offsets[row]), at, _ALL, words, begin, kind, bucket)
            if said in (QQ, CONTACT):
                label = QQ
        if form >= UNDECIDED:
            low = int(offsets[row])
            begins = low
            if row == last_row and form != DATE:
                low = last_stop  # a word speaks for the next value only
            end = int(offsets[row + 1])
            width = stop - at
            label = -1
            score = TOLD
            said = -1
            if form == DATE:
                said = _after(
                    data,
                    stop,
                    end,
                    words_after,
                    begin_after,
                    kind_after,
                    bucket_after,
                    _BEHIND,
                    _DATES,
                )
                if said < 0:
                    said = _before(data, low, at, _DATES, words, begin, kind, bucket)
                if said < 0 and header >= 0:
                    said = header
                if _year_month_day(data, at, stop) > 2027_00_00:
                    said = OTHER_DATE
                if said == DATE_OF_BIRTH or (said < 0 and _sex_follows(data, stop, end)):
                    label = DATE_OF_BIRTH
                elif said != OTHER_DATE:
                    value = _year_month_day(data, at, stop)
                    for other in range(place - 1, max(-1, place - 12), -1):
                        if found[ROW, other] != row:
                            break
                        if (
                            found[KIND, other] == RESIDENT_ID
                            and _born_in(data, found[BEGIN, other], found[END, other]) == value
                        ):
                            label = DATE_OF_BIRTH
                    for other in range(place + 1, min(count, place + 12)):
                        if found[ROW, other] != row:
                            break
                        if (
                            found[KIND, other] == RESIDENT_ID
                            and _born_in(data, found[BEGIN, other], found[END, other]) == value
                        ):
                            label = DATE_OF_BIRTH
                    if said == OTHER_DATE:
                        label = -1
                    elif label < 0 and 1910_00_00 < value < 1999_12_32:
                        label, score = DATE_OF_BIRTH, LIKELY
            elif form in (NAME, DOCUMENT):
                heads = 0
                while heads < width and _is_letter(data[at + heads]):
                    heads += 1
                glued = True
                for k in range(at + heads, stop):
                    glued &= 48 <= data[k] < 58
                if glued and heads <= 6 and width > heads:
                    said = _before(data, at, at + heads, _ALL, words, begin, kind, bucket)
                    digits = width - heads
                    if said >= 0:
                        if digits == 11 and mobile[_number(data, at + heads, 3)]:
                            label, skip = MOBILE, heads
                        elif digits <= 10 and said in (QQ, PHONE):
                            label, score = _plain_number(data, at + heads, digits, said)
                            skip = heads
                        elif digits == 11 and said == QQ:
                            label, skip = QQ, heads
                        elif digits == 15 and said in (IMEI, IMSI):
                            label, score = _fifteen(data, at + heads, said, provinces)
                            skip = heads
                if (
                    label < 0
                    and glued
                    and 3 <= heads <= 20
                    and width - heads == 11
                    and mobile[_number(data, at + heads, 3)]
                ):
                    label, score, skip = MOBILE, LIKELY, heads
                if label < 0:
                    skip = 0
                    key = stop < end and (data[stop] == 61 or (data[stop] == 58 and form == NAME))
                    said = _before(data, low, at, _ALL, words, begin, kind, bucket)
                    if said < 0:
                        said = header
                    if key:
                        label = -1
                    elif said == PASSPORT and 7 <= width <= 10:
                        label = PASSPORT
                    elif (
                        width == 9
                        and said != OTHER_NUMBER
                        and 65 <= data[at] <= 90
                        and _digits(data, at, stop) >= 5
                        and _after_foreign_name(data, begins, at)
                    ):
                        label, score = PASSPORT, LIKELY
                    elif said == WAYBILL and 11 <= width <= 18:
                        label = WAYBILL
                    elif said == WECHAT and heads and 6 <= width <= 48:
                        label = WECHAT
                    elif (said != OTHER_NUMBER and _is_wechat(data, at, stop)) or (
                        said == CONTACT
                        and 97 <= data[at] <= 122
                        and 6 <= width <= 40
                        and _is_letter(data[at + 1])
                        and _digits(data, at, stop) >= 2
                    ):
                        label, score = WECHAT, LIKELY
            elif form == PARCEL:
                near = max(low, at - 21) if data[at] == 48 else low
                said = _before(data, near, at, _PARCELS, words, begin, kind, bucket)
                if (
                    said != WAYBILL
                    and _after(
                        data,
                        stop,
                        end,
                        words_after,
                        begin_after,
                        kind_after,
                        bucket_after,
                        24,
                        1 << WAYBILL,
                    )
                    >= 0
                    and (said != OTHER_NUMBER or data[at] in (52, 55, 51))
                ):
                    said = WAYBILL
                if said < 0:
                    said = header
                two = _number(data, at, 2)
                sentence = at - 3 >= low and data[at - 3] == 0xE3 and data[at - 1] == 0x82
                if said == OTHER_NUMBER or (said < 0 and sentence and width == 12):
                    label = -1
                elif (
                    width == 12
                    and said != WAYBILL
                    and data[at] == 48
                    and data[at + 1] == 49
                    and mobile[_number(data, at + 1, 3)]
                ):
                    label = MOBILE
                elif said == WAYBILL:
                    if not (width == 13 and two in (69, 97, 21)):
                        label = WAYBILL
                elif (
                    width == 12
                    and _bare_landline(data, at, 12, local)
                    and (said >= 0 or _stands_alone(data, begins, at, stop, end))
                ):
                    label = LANDLINE
                elif (width == 13 and two in (73, 75, 77, 79, 43, 46, 31)) or (
                    width == 12 and two in (73, 74, 75, 77)
                ):
                    label, score = WAYBILL, LIKELY
            else:
                said = _before(data, low, at, _NUMBERS, words, begin, kind, bucket)
                if said < 0:
                    said = header
                if form == SPREAD:
                    if said == QQ:
                        label = QQ
                elif form == NUMBER:
                    ill = (
                        said == CONTACT
                        and width >= 6
                        and (
                            _has_disease_code(data, begins, end)
                            or _after(
                                data,
                                begins,
                                end,
                                words_after,
                                begin_after,
                                kind_after,
                                bucket_after,
                                600,
                                _ILLNESS,
                            )
                            >= 0
                        )
                    )
                    if ill:
                        said = MEDICAL_NO
                    label, score = _plain_number(data, at, width, said)
                    if (
                        label < 0
                        and width == 10
                        and said != OTHER_NUMBER
                        and _bare_landline(data, at, 10, local)
                    ):
                        label = LANDLINE
                    if label < 0 and width == 5 and said < 0:
                        said = _after(
                            data,
                            stop,
                            end,
                            words_after,
                            begin_after,
                            kind_after,
                            bucket_after,
                            12,
                            1 << HOTLINE,
                        )
                        label, score = _plain_number(data, at, width, said)
                    if (
                        label < 0
                        and width in (7, 8)
                        and 50 <= data[at] <= 56
                        and spans
                        and out[0, spans - 1] == row
                        and out[3, spans - 1] == LANDLINE
                        and at - out[6, spans - 1] <= 4
                    ):
                        label = LANDLINE  # one more local number after the first
                    if label < 0 and said in (-1, HOTLINE, PHONE, CONTACT) and 6 <= width <= 10:
                        if width == 9 and _after_foreign_name(data, begins, at):
                            label, score = PASSPORT, LIKELY
                        elif _stands_alone(data, begins, at, stop, end) and (
                            _has_disease_code(data, begins, end)
                            or _after(
                                data,
                                begins,
                                end,
                                words_after,
                                begin_after,
                                kind_after,
                                bucket_after,
                                600,
                                _ILLNESS,
                            )
                            >= 0
                        ):
                            label, score = MEDICAL_NO, LIKELY
                elif form in (ELEVEN, BACKWARDS):
                    if said == QQ or (said == CONTACT and data[at] == 57):
                        label = QQ
                    elif said != OTHER_NUMBER and _bare_landline(data, at, 11, local):
                        label = LANDLINE
                    elif form == BACKWARDS and said != OTHER_NUMBER:
                        label, score = MOBILE, LIKELY
                    elif said == CONTACT and data[at] != 48:
                        label, score = QQ, LIKELY
                elif form == FOURTEEN:
                    area = provinces[_number(data, at + 2, 2)] and _number(data, at, 2) < 40
                    if said == EXAM_NO:
                        label = EXAM_NO
                    elif said == WAYBILL:
                        label = WAYBILL
                    elif _number(data, at, 2) in (73, 75) and said != OTHER_NUMBER:
                        label, score = WAYBILL, LIKELY
                    elif area and said != OTHER_NUMBER:
                        label, score = EXAM_NO, LIKELY
                elif form == FIFTEEN:
                    label, score = _fifteen(data, at, said, provinces)
                elif form == DOTTED:
                    letter = at > low and _is_letter(data[at - 1])
                    if said == IP or (
                        said != OTHER_NUMBER
                        and not letter
                        and data[at + 1] != 46
                        and _number(data, at, 2) >= 20
                    ):
                        label = IP
                elif form == PERMIT:
                    one = _small(data[at])
                    if said == WECHAT:
                        label = WECHAT
                    elif said in (PASSPORT, TRAVEL_PERMIT):
                        label = said
                    elif said != OTHER_NUMBER:
                        score = LIKELY
                        single = not _is_letter(data[at + 1])
                        label = (
                            TRAVEL_PERMIT
                            if one == 99 or (single and one in (104, 109))
                            else PASSPORT
                        )
        if label >= 0:
            first = found[FIRST, place] + skip
            # An apostrophe that keeps a spreadsheet from counting is part of the value.
            if (
                skip == 0
                and label not in (MOBILE, LANDLINE, HOTLINE, EMAIL)
                and at > offsets[row]
                and data[at - 1] == 39
                and not (stop < offsets[row + 1] and data[stop] == 39)
            ):
                first -= 1
                at -= 1
            out[0, spans] = row
            out[1, spans] = first
            out[2, spans] = found[LAST, place]
            out[3, spans] = label
            out[4, spans] = score
            last_row = row
            last_stop = stop
            out[5, spans] = at + skip
            out[6, spans] = stop
            spans += 1
    return spans

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
    BANK_CARD,
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
    GEO_POINT,
    HOTLINE,
    ILLNESS,
    IMEI,
    IMSI,
    IP,
    LANDLINE,
    LICENSE_PLATE,
    LODGING,
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
    PROPERTY_TITLE,
    QQ,
    REGISTRATION_NO,
    RESIDENT_ID,
    SERIAL,
    SPREAD,
    STUDENT_NO,
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
    | (1 << SERIAL)
    | (1 << PHONE)
    | (1 << LANDLINE)
    | (1 << HOTLINE)
    | (1 << QQ)
)
_ILLNESS = 1 << ILLNESS
_LODGING = 1 << LODGING
_NUMBERS = ~(_DATES | _ILLNESS)
# What a word may say beside a number that is nothing of the kind.
_UNFIT = (
    (1 << WECHAT)
    | (1 << PHONE)
    | (1 << LANDLINE)
    | (1 << HOTLINE)
    | (1 << CONTACT)
    | (1 << EMAIL)
    | (1 << GEO_POINT)
    | (1 << LICENSE_PLATE)
    | (1 << IP)
)
# What beside a patient's number says no more than that it is one.
_VAGUE = (
    (1 << CONTACT)
    | (1 << SERIAL)
    | (1 << RESIDENT_ID)
    | (1 << BANK_CARD)
    | (1 << WAYBILL)
    | (1 << REGISTRATION_NO)
    | (1 << STUDENT_NO)
    | (1 << EXAM_NO)
    | (1 << GEO_POINT)
    | (1 << LICENSE_PLATE)
    | (1 << IMEI)
    | (1 << IMSI)
)
_SHORT_LINE = 40  # bytes of a line that only says how to get in touch
_ASKED = 30  # bytes after an account's number in which an invitation counts
_FIRST_ILL, _LAST_ILL = 0x592, 0x673  # U+7592 to U+7673: the radical 疒, last 12 bits
_HEAL = 0x597  # 疗, in the names of many firms


def _characters(text: str) -> NDArray[np.uint8]:
    """Bytes of three-byte characters, shape (characters, 3)."""
    return np.frombuffer(text.encode(), np.uint8).reshape(-1, 3)


# What before a number makes it a sum, what after it makes a sum or a count of it, and what before
# it makes it the number of a paper or of goods.
_MONEY = _characters("价薪租付款额费计值收支余卖金共约近超达剩仅至到为￥第各每")
_UNITS = _characters(
    "元万亿块人个件条份步米公里平吨斤克千次台套户家只张辆棵粒枚本册亩字页篇位名分点票岁年月日号楼室栋"
    "层度升毫余多股手瓦伏安倍吋寸箱袋瓶盒包批组项笔天周时秒卡币欧美港"
)
_PAPERS = _characters("票码券股批单版型货箱件案书编料图表期")
_STOPS = _characters("。；！？")
_ENDS = _characters("。！？")
_PAUSES = _characters("。；！？，、")
_LEADS = _characters("：＝（）【】〖〗「」『』〔〕《》〈〉～｜＞－／・＃＊の")
_FIELDS = _characters("　／｜－＿、")
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
def _after_name(data: Bytes, low: int, at: int, surnames: Flags) -> bool:
    """Whether the field before a value is two to four characters that begin with a surname."""
    i = at
    while i > low and (data[i - 1] in (9, 32, 44, 45, 59, 95, 124, 47)):
        i -= 1
    if i == at and i - 3 >= low and _is_one_of(data, i - 3, i, _PAUSES):
        i -= 3
    size = 0
    while size < 5 and i - 3 >= low and 0xE4 <= data[i - 3] <= 0xE9:
        i -= 3
        size += 1
    if not 2 <= size <= 4 or (i > low and (data[i - 1] >= 0x80 or 48 <= data[i - 1] < 58)):
        return False
    return bool(surnames[((data[i] & 15) << 12) | ((data[i + 1] & 63) << 6) | (data[i + 2] & 63)])


@compiled
def _has_mail(data: Bytes, low: int, at: int, stop: int, end: int) -> bool:
    """Whether the digits of a number also stand before an @ in its cell."""
    width = stop - at
    for i in range(low + width, end):
        if data[i] == 64:
            same = True
            for k in range(1, width + 1):
                if data[i - k] != data[stop - k]:
                    same = False
                    break
            if same:
                return True
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
def _is_one_of(data: Bytes, at: int, end: int, characters: Bytes) -> bool:
    """Whether one of some three-byte characters begins at a place."""
    if at < 0 or at + 3 > end or data[at] < 0xE0:
        return False
    for k in range(len(characters)):
        if (
            data[at] == characters[k, 0]
            and data[at + 1] == characters[k, 1]
            and data[at + 2] == characters[k, 2]
        ):
            return True
    return False


@compiled
def _clause_begin(data: Bytes, low: int, at: int) -> int:
    """Where the clause or field that leads to a place begins."""
    i = at
    while i > low:
        if data[i - 1] in (9, 10, 44, 59, 124) or _is_one_of(data, i - 3, at, _PAUSES):
            break
        i -= 1
    return i


@compiled
def _sentence(data: Bytes, low: int, at: int, stop: int, end: int) -> tuple[int, int]:
    """(begin, end) of the sentence around a value."""
    i = at
    while i > low and data[i - 1] != 10 and not _is_one_of(data, i - 3, at, _ENDS):
        i -= 1
    j = stop
    while j < end and data[j] != 10 and not _is_one_of(data, j, end, _ENDS):
        j += 1
    return i, j


@compiled
def _name_of_paper(data: Bytes, low: int, at: int) -> bool:
    """Whether the word right before a value ends as the names of papers and goods do."""
    i = at
    i = _over_space(data, low, at)
    if i > low and data[i - 1] == 58:
        i -= 1
    if i - 3 >= low and data[i - 3] == 0xEF and data[i - 2] == 0xBC and data[i - 1] == 0x9A:  # ：
        i -= 3
    if i - 3 < low:
        return False
    if data[i - 3] == 0xE5 and data[i - 2] == 0x8F and data[i - 1] == 0xB7:  # 号
        i -= 3
    elif i - 6 >= low and data[i - 6] == 0xE5 and data[i - 5] == 0x8F and data[i - 4] == 0xB7:
        return False  # 号码 is of a telephone
    return i - 3 >= low and _is_one_of(data, i - 3, i, _PAPERS)


@compiled
def _over_space(data: Bytes, low: int, at: int) -> int:
    """The place before a space, narrow or wide, that ends at a place; or the place itself."""
    if at > low and data[at - 1] == 32:
        return at - 1
    if at - 3 >= low and data[at - 3] == 0xE3 and data[at - 2] == 0x80 and data[at - 1] == 0x80:
        return at - 3
    return at


@compiled
def _clause_end(data: Bytes, stop: int, end: int) -> int:
    """Where the clause that goes on after a value ends."""
    j = stop
    while j < end and data[j] != 10 and not _is_one_of(data, j, end, _PAUSES):
        j += 1
    return j


@compiled
def _follows_word(data: Bytes, low: int, at: int, stop: int, end: int) -> bool:
    """Whether words, or a bracket or pause after them, stand before a number, and no unit after."""
    i = _over_space(data, low, at)
    if i - 3 < low or _is_one_of(data, stop, end, _UNITS):
        return False
    if data[i - 1] < 0x80:
        return data[i - 1] in (40, 41)
    if 0xE4 <= data[i - 3] <= 0xE9 or _is_one_of(data, i - 3, i, _LEADS):
        return True
    return _is_one_of(data, i - 3, i, _PAUSES)


@compiled
def _is_appended(data: Bytes, low: int, at: int, stop: int, end: int) -> bool:
    """Whether a number comes last, after a space or pause, in a line that is not a short one."""
    if stop < end or not (_over_space(data, low, at) < at or _is_one_of(data, at - 3, at, _PAUSES)):
        return False
    if _is_one_of(data, at - 3, at, _STOPS):
        return True
    i = at
    while i > low and at - i < _SHORT_LINE:
        if data[i - 1] == 10:
            return False
        i -= 1
    return True


@compiled
def _follows_key(data: Bytes, low: int, at: int) -> bool:
    """Whether a colon, bracket or equals sign after a key stands right before a value."""
    i = _over_space(data, low, at)
    return i > low and (
        data[i - 1] in (34, 35, 40, 58, 61, 91, 93) or _is_one_of(data, i - 3, i, _LEADS)
    )


@compiled
def _fills_field(data: Bytes, low: int, at: int, stop: int, end: int) -> bool:
    """Whether a value is the last of a line's fields, or stands alone in one."""
    if _stands_alone(data, low, at, stop, end):
        return True
    left = at == low or (
        data[at - 1] in (9, 10, 44, 45, 59, 95, 124, 47) or _is_one_of(data, at - 3, at, _FIELDS)
    )
    return left and (
        stop == end
        or data[stop] in (9, 10, 32)
        or _is_one_of(data, stop, end, _PAUSES)
        or _is_one_of(data, stop, end, _FIELDS)
    )


@compiled
def _tells_of_illness(
    data: Bytes,
    low: int,
    end: int,
    words: Bytes,
    begin: Ints,
    kind: NDArray[np.int8],
    bucket: Ints,
) -> bool:
    """Whether a cell speaks of a disease: by a word, a code, or a character with the radical 疒."""
    for i in range(low, end - 2):
        if data[i] == 0xE7 and 0x96 <= data[i + 1] <= 0x99:
            code = (data[i + 1] & 63) << 6 | (data[i + 2] & 63)
            if _FIRST_ILL <= code <= _LAST_ILL and code != _HEAL:
                return True
    if _has_disease_code(data, low, end):
        return True
    return _after(data, low, end, words, begin, kind, bucket, 600, _ILLNESS) >= 0


@compiled
def _calls_a_service(data: Bytes, low: int, at: int, stop: int, end: int) -> bool:
    """Whether five digits in a sentence are a service's number rather than a price or a count."""
    two = _number(data, at, 2)
    if two not in (95, 96, 12) and _number(data, at, 3) != 100:
        return False
    if data[stop - 1] == 48 and data[stop - 2] == 48:
        return False
    i = at
    if i > low and data[i - 1] in (32, 58):
        i -= 1
    if not _follows_word(data, low, i, stop, end) or _is_one_of(data, i - 3, end, _MONEY):
        return False
    return stop == end or data[stop] >= 0x80 or data[stop] in (10, 32, 44, 59, 33, 41)


@compiled
def _has_neighbour(found: Ints, count: int, place: int, wanted: int) -> bool:
    """Whether a candidate of some kind stands in the same cell, up to twelve places away."""
    for other in range(max(0, place - 12), min(count, place + 12)):
        if found[ROW, other] == found[ROW, place] and found[KIND, other] == wanted:
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
    # No county's code begins with 4600: what looks like a subscriber's number is one.
    if _number(data, at, 3) == 460 and (
        _number(data, at + 3, 2) <= 9 or _number(data, at + 3, 2) in (11, 15)
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
    surnames: Flags,
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
        surnames: Code points that begin a name.
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
    told_row = -1
    ill = False
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
            if said in (QQ, CONTACT) or (said < 0 and header == QQ):
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
                    others = False  # people born on other days
                    for other in range(max(0, place - 12), min(count, place + 12)):
                        if found[ROW, other] == row and found[KIND, other] == RESIDENT_ID:
                            born = _born_in(data, found[BEGIN, other], found[END, other])
                            if born == value:
                                label = DATE_OF_BIRTH
                            others |= born not in (0, value)
                    if (
                        label < 0
                        and not others
                        and stop - at >= 8
                        and 1910_00_00 < value < 2015_00_00
                        and (value < 2000_00_00 or _after_name(data, begins, at, surnames))
                        and not _has_neighbour(found, count, place, PROPERTY_TITLE)
                        and not _has_neighbour(found, count, place, BANK_CARD)
                    ):
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
                        and _digits(data, at, stop) >= 5
                        and _after_foreign_name(data, begins, at)
                    ):
                        label, score = PASSPORT, LIKELY
                    elif said == WAYBILL and 11 <= width <= 18:
                        label = WAYBILL
                    elif (
                        13 <= width <= 17
                        and data[at] == 74
                        and data[at + 1] == 68
                        and _fills_field(data, begins, at, stop, end)
                        and _has_neighbour(found, count, place, MOBILE)
                    ):
                        label, score = WAYBILL, LIKELY  # JD
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
                if said == SERIAL:
                    said = OTHER_NUMBER
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
                elif (
                    (width == 13 and two in (73, 75, 77, 79, 43, 46, 31))
                    or (width == 12 and two in (73, 74, 75, 77))
                    or (
                        width == 12
                        and said < 0
                        and (
                            _stands_alone(data, begins, at, stop, end)
                            or (
                                _is_one_of(data, at - 3, at, _PAUSES)
                                and (stop == end or _is_one_of(data, stop, end, _PAUSES))
                            )
                        )
                        and _has_neighbour(found, count, place, MOBILE)
                    )
                ):
                    label, score = WAYBILL, LIKELY
            else:
                said = _before(data, low, at, _NUMBERS, words, begin, kind, bucket)
                if said == OTHER_NUMBER and form != FOURTEEN:
                    # Such a word speaks for what stands in its own clause only.
                    clause = max(low, _clause_begin(data, low, at))
                    said = _before(data, clause, at, _NUMBERS, words, begin, kind, bucket)
                if said == OTHER_NUMBER and width == 5 and at - 9 > low:
                    said = _before(data, at - 9, at, _NUMBERS, words, begin, kind, bucket)
                if form in (NUMBER, ELEVEN) and width > 5 and (said < 0 or _UNFIT >> said & 1):
                    rest = _clause_end(data, stop, end) - stop
                    if (
                        _name_of_paper(data, begins, at)
                        or _after(
                            data,
                            stop,
                            end,
                            words_after,
                            begin_after,
                            kind_after,
                            bucket_after,
                            rest,
                            1 << OTHER_NUMBER,
                        )
                        >= 0
                    ):
                        said = OTHER_NUMBER
                if said < 0:
                    said = header
                if said == SERIAL and form != NUMBER:
                    said = OTHER_NUMBER
                if form == SPREAD:
                    if said == QQ:
                        label = QQ
                elif form == NUMBER:
                    if row != told_row:
                        told_row = row
                        ill = _tells_of_illness(
                            data,
                            begins,
                            end,
                            words_after,
                            begin_after,
                            kind_after,
                            bucket_after,
                        )
                    alone = _fills_field(data, begins, at, stop, end)
                    sick = ill
                    if (
                        ill
                        and not (alone and (at == begins or data[at - 1] < 0x80))
                        and not _follows_key(data, begins, at)
                    ):
                        left, right = _sentence(data, begins, at, stop, end)
                        sick = _tells_of_illness(
                            data,
                            left,
                            right,
                            words_after,
                            begin_after,
                            kind_after,
                            bucket_after,
                        )
                    counted = _is_one_of(data, stop, end, _UNITS)
                    if sick and width >= 6 and said >= 0 and _VAGUE >> said & 1 and not counted:
                        said = MEDICAL_NO
                    elif said == SERIAL:
                        said = OTHER_NUMBER
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
                        elif sick and alone and not counted:
                            label, score = MEDICAL_NO, LIKELY
                    if label < 0 and width == 5 and said < 0:
                        if _calls_a_service(data, begins, at, stop, end):
                            label, score = HOTLINE, LIKELY
                    elif label < 0 and (said < 0 or _UNFIT >> said & 1):
                        score = LIKELY
                        asked = (
                            width >= 9
                            and data[at] != 48
                            and (
                                _has_mail(data, begins, at, stop, end)
                                or _after(
                                    data,
                                    stop,
                                    end,
                                    words_after,
                                    begin_after,
                                    kind_after,
                                    bucket_after,
                                    _ASKED,
                                    1 << CONTACT,
                                )
                                >= 0
                            )
                        )
                        if asked and not sick:
                            label = QQ
                        elif alone and width in (8, 9):
                            if (
                                _after(
                                    data,
                                    begins,
                                    end,
                                    words_after,
                                    begin_after,
                                    kind_after,
                                    bucket_after,
                                    600,
                                    _LODGING,
                                )
                                >= 0
                            ):
                                label = TRAVEL_PERMIT if width == 8 else PASSPORT
                        elif _follows_word(data, begins, at, stop, end) or (
                            sick and _follows_key(data, begins, at) and not counted
                        ):
                            if _is_appended(data, begins, at, stop, end):
                                label = QQ if said >= 0 and width >= 9 else -1
                            elif sick and width >= 6:
                                label = MEDICAL_NO
                            elif width >= 9 and data[at] != 48 and not sick:
                                label = QQ
                elif form in (ELEVEN, BACKWARDS):
                    if said == QQ or (said == CONTACT and data[at] == 57):
                        label = QQ
                    elif said != OTHER_NUMBER and _bare_landline(data, at, 11, local):
                        label = LANDLINE
                    elif form == BACKWARDS and said != OTHER_NUMBER:
                        label, score = MOBILE, LIKELY
                    elif data[at] != 48 and (
                        said == CONTACT
                        or (
                            (said < 0 or _UNFIT >> said & 1)
                            and (
                                _follows_word(data, begins, at, stop, end)
                                or _after(
                                    data,
                                    stop,
                                    end,
                                    words_after,
                                    begin_after,
                                    kind_after,
                                    bucket_after,
                                    _ASKED,
                                    1 << CONTACT,
                                )
                                >= 0
                            )
                        )
                    ):
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
                    if said == WECHAT and not (
                        data[at] <= 90
                        and _after(
                            data,
                            begins,
                            end,
                            words_after,
                            begin_after,
                            kind_after,
                            bucket_after,
                            600,
                            _LODGING,
                        )
                        >= 0
                    ):
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

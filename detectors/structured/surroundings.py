"""What stands right beside a value: pauses, keys, units, fields, sentences."""

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.normalize.characters import Bytes
from leakbench.generator.engine.compiled import inner

_SHORT_LINE = 40  # bytes of a line that only says how to get in touch


def _characters_of(text: str) -> NDArray[np.uint8]:
    """Bytes of three-byte characters, shape (characters, 3)."""
    return np.frombuffer(text.encode(), np.uint8).reshape(-1, 3)


# What before a number makes it a sum, what after it makes a sum or a count of it, and what before
# it makes it the number of a paper or of goods.
MONEY = _characters_of("价薪租付款额费计值收支余卖金共约近超达剩仅至到为￥第各每")
UNITS = _characters_of(
    "元万亿块人个件条份步米公里平吨斤克千次台套户家只张辆棵粒枚本册亩字页篇位名分点票岁年月日号楼室栋"
    "层度升毫余多股手瓦伏安倍吋寸箱袋瓶盒包批组项笔天周时秒卡币欧美港"
)
_PAPERS = _characters_of("票码券股批单版型货箱件案书编料图表期")
_STOPS = _characters_of("。；！？")
_ENDS = _characters_of("。！？")
PAUSES = _characters_of("。；！？，、")
_LEADS = _characters_of("：＝（）【】〖〗「」『』〔〕《》〈〉～｜＞－／・＃＊の")
_FIELDS = _characters_of("　／｜－＿、")


@inner
def stands_alone(data: Bytes, low: int, at: int, stop: int, end: int) -> bool:
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


@inner
def is_one_of(data: Bytes, at: int, end: int, characters: Bytes) -> bool:
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


@inner
def clause_begin(data: Bytes, low: int, at: int) -> int:
    """Where the clause or field that leads to a place begins."""
    i = at
    while i > low:
        if data[i - 1] in (9, 10, 44, 59, 124) or is_one_of(data, i - 3, at, PAUSES):
            break
        i -= 1
    return i


@inner
def sentence_around(data: Bytes, low: int, at: int, stop: int, end: int) -> tuple[int, int]:
    """(begin, end) of the sentence around a value."""
    i = at
    while i > low and data[i - 1] != 10 and not is_one_of(data, i - 3, at, _ENDS):
        i -= 1
    j = stop
    while j < end and data[j] != 10 and not is_one_of(data, j, end, _ENDS):
        j += 1
    return i, j


@inner
def name_of_paper(data: Bytes, low: int, at: int) -> bool:
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
    return i - 3 >= low and is_one_of(data, i - 3, i, _PAPERS)


@inner
def _over_space(data: Bytes, low: int, at: int) -> int:
    """The place before a space, narrow or wide, that ends at a place; or the place itself."""
    if at > low and data[at - 1] == 32:
        return at - 1
    if at - 3 >= low and data[at - 3] == 0xE3 and data[at - 2] == 0x80 and data[at - 1] == 0x80:
        return at - 3
    return at


@inner
def clause_end(data: Bytes, stop: int, end: int) -> int:
    """Where the clause that goes on after a value ends."""
    j = stop
    while j < end and data[j] != 10 and not is_one_of(data, j, end, PAUSES):
        j += 1
    return j


@inner
def follows_word(data: Bytes, low: int, at: int, stop: int, end: int) -> bool:
    """Whether words, or a bracket or pause after them, stand before a number, and no unit after."""
    i = _over_space(data, low, at)
    if i - 3 < low or is_one_of(data, stop, end, UNITS):
        return False
    if data[i - 1] < 0x80:
        return data[i - 1] in (40, 41)
    if 0xE4 <= data[i - 3] <= 0xE9 or is_one_of(data, i - 3, i, _LEADS):
        return True
    return is_one_of(data, i - 3, i, PAUSES)


@inner
def is_appended(data: Bytes, low: int, at: int, stop: int, end: int) -> bool:
    """Whether a number comes last, after a space or pause, in a line that is not a short one."""
    if stop < end or not (_over_space(data, low, at) < at or is_one_of(data, at - 3, at, PAUSES)):
        return False
    if is_one_of(data, at - 3, at, _STOPS):
        return True
    i = at
    while i > low and at - i < _SHORT_LINE:
        if data[i - 1] == 10:
            return False
        i -= 1
    return True


@inner
def follows_key(data: Bytes, low: int, at: int) -> bool:
    """Whether a colon, bracket or equals sign after a key stands right before a value."""
    i = _over_space(data, low, at)
    return i > low and (
        data[i - 1] in (34, 35, 40, 58, 61, 91, 93) or is_one_of(data, i - 3, i, _LEADS)
    )


@inner
def fills_field(data: Bytes, low: int, at: int, stop: int, end: int) -> bool:
    """Whether a value is the last of a line's fields, or stands alone in one."""
    if stands_alone(data, low, at, stop, end):
        return True
    left = at == low or (
        data[at - 1] in (9, 10, 44, 45, 59, 95, 124, 47) or is_one_of(data, at - 3, at, _FIELDS)
    )
    return left and (
        stop == end
        or data[stop] in (9, 10, 32)
        or is_one_of(data, stop, end, PAUSES)
        or is_one_of(data, stop, end, _FIELDS)
    )

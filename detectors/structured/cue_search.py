"""The nearest cue word before or after a place."""

import numpy as np

from leakbench.detectors.normalize.bitmaps import is_set
from leakbench.detectors.normalize.blocks import NATURAL
from leakbench.detectors.normalize.characters import Bytes, is_letter, lower_case
from leakbench.detectors.structured.cues import BUCKETS, CueTables, bucket_of
from leakbench.detectors.structured.kinds import CONTACT, DATE_OF_BIRTH, QQ, WECHAT
from leakbench.detectors.structured.spelling import WIDTH, eight_before, eight_from
from leakbench.generator.engine.compiled import inner

_LOW = np.array([bucket_of(0, byte) for byte in bytes(range(256)).lower()])
_HIGH = np.array([bucket_of(byte, 0) for byte in bytes(range(256)).lower()])
_WINDOW = 42  # bytes before a candidate in which a cue word counts


@inner
def _key(one: np.uint8, two: np.uint8) -> int:
    """The bucket of two neighbouring bytes, capitals as lower_case letters."""
    return int(_HIGH[one] + _LOW[two]) & (BUCKETS - 1)


@inner
def _stands_apart(data: Bytes, low: int, at: int) -> bool:
    """Whether no Chinese character stands right before a place: a name may end in 男."""
    return at <= low or data[at - 1] < 128 or (at - 3 >= low and data[at - 3] in (0xE3, 0xEF))


@inner
def _word_ending(
    data: Bytes,
    low: int,
    j: int,
    at: int,
    key: int,
    mask: int,
    cues: CueTables,
) -> int:
    """What the longest word of a bucket that ends at a place says; -1 is nothing."""
    words, begin, kind, bucket, _, near, nearness = cues
    seen = eight_before(data, j)
    for word in range(int(bucket[key]) & NATURAL, int(bucket[key + 1])):
        if seen & nearness[word] != near[word]:
            continue
        size = begin[word + 1] - begin[word]
        if j - size < low or not mask >> kind[word] & 1:
            continue
        same = True
        for k in range(size - WIDTH):
            if lower_case(data[j - size + k]) != words[begin[word] + k]:
                same = False
                break
        if not same:
            continue
        if data[j - 1] < 128 and (
            (j - size > low and is_letter(data[j - size - 1]) and is_letter(data[j - size]))
            or (j < len(data) and j < at and is_letter(data[j]))
        ):
            continue
        if size == 1 and (
            (j < at and (data[j] < 128 and (48 <= data[j] < 58 or data[j] == 46)))
            or (j - 1 > low and 48 <= data[j - 2] < 58)
        ):
            continue  # of a version or a product's code
        if size == 3 and kind[word] in (WECHAT, QQ) and j < at and 0xE4 <= data[j] <= 0xE9:
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
            and ((j < at and 0xE4 <= data[j] <= 0xE9) or (j - 3 > low and data[j - 4] < 128))
        ):
            continue  # of a house
        if size == 3 and kind[word] == DATE_OF_BIRTH and not _stands_apart(data, low, j - 3):
            continue
        return kind[word]
    return -1


@inner
def word_before(
    data: Bytes,
    low: int,
    at: int,
    mask: int,
    cues: CueTables,
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
            key = _key(data[j - 2] if j - 2 >= low else np.uint8(0), last)
            if is_set(cues.filled, key):
                said = _word_ending(data, low, j, at, key, mask, cues)
                if said >= 0:
                    return said
            key = _key(np.uint8(0), last)
            if last < 0x80 and is_set(cues.filled, key):
                said = _word_ending(data, low, j, at, key, mask, cues)
                if said >= 0:
                    return said
        j -= 1
        while last >= 0x80 and j > limit and data[j] & 0xC0 == 0x80:
            j -= 1  # no word ends within a character
    return -1


@inner
def word_after(
    data: Bytes,
    at: int,
    end: int,
    cues: CueTables,
    reach: int,
    mask: int,
) -> int:
    """What the first cue word after a place says; -1 is nothing."""
    words, begin, kind, bucket, filled, near, nearness = cues
    j = at
    limit = min(end, at + reach)
    while j + 1 < limit:
        byte = data[j]
        if byte == 10:
            return -1
        if byte & 0xC0 == 0x80:  # no word begins within a character
            j += 1
            continue
        key = _key(byte, data[j + 1])
        if not is_set(filled, key):
            j += 1
            continue
        seen = eight_from(data, j)
        for word in range(int(bucket[key]) & NATURAL, int(bucket[key + 1])):
            if seen & nearness[word] != near[word]:
                continue
            size = begin[word + 1] - begin[word]
            if j + size > end or not mask >> kind[word] & 1:
                continue
            same = True
            for k in range(WIDTH, size):
                if lower_case(data[j + k]) != words[begin[word] + k]:
                    same = False
                    break
            if same:
                return kind[word]
        j += 1
    return -1

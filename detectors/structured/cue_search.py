"""The nearest cue word before or after a place.

Words are compared by the eight bytes next to the value, read as one number in small letters; only
longer words need a second look.
"""

import numpy as np

from leakbench.detectors.normalize.bitmaps import is_set
from leakbench.detectors.normalize.blocks import NATURAL
from leakbench.detectors.normalize.characters import CLASS, DIGIT, DOT, Bytes, is_letter, lower_case
from leakbench.detectors.structured.candidates import Place
from leakbench.detectors.structured.cues import (
    BUCKETS,
    WIDTH,
    CueTables,
    bucket_of,
    cue_kind,
)
from leakbench.detectors.structured.literals import THREE, follows, precedes, utf8
from leakbench.detectors.structured.surroundings import clause_start
from leakbench.generator.engine.compiled import inlined, inner
from leakbench.generator.engine.intrinsics import load_u64

_LOW = np.array([bucket_of(0, byte) for byte in bytes(range(256)).lower()])
_HIGH = np.array([bucket_of(byte, 0) for byte in bytes(range(256)).lower()])
_WINDOW = 42  # bytes before a candidate in which a cue word counts
_FEWEST = 4  # digits that end it: another value stands there
_CONTACT, _DATE_OF_BIRTH = cue_kind("CONTACT"), cue_kind("DATE_OF_BIRTH")
_QQ, _WECHAT, _OTHER_NUMBER = cue_kind("QQ"), cue_kind("WECHAT"), cue_kind("OTHER_NUMBER")
_LINE_END = ord("\n")
_SENTENCE_END, _NUMBER, _SAME = utf8("。"), utf8("号"), utf8("同")
_HAN = 0xE4, 0xE9  # first bytes of nearly all Chinese characters
_MARKS = 0xE3, 0xEF  # first bytes of wide marks
_ASCII_END = 0b1000_0000  # bytes from here on belong to characters outside ASCII
_LEADING_BITS, _CONTINUATION = 0b1100_0000, 0b1000_0000  # 10______ begins no character
# Of each of eight bytes: all bits but the highest, the highest, and what makes letters from A on,
# or those behind Z, overflow into it; two places below it is the bit that small letters have.
_TWO = np.uint64(2)
_LOW_BITS, _HIGH_BITS = np.uint64(0x7F7F7F7F7F7F7F7F), np.uint64(0x8080808080808080)
_FROM_A, _BEHIND_Z = np.uint64(0x3F3F3F3F3F3F3F3F), np.uint64(0x2525252525252525)


@inner
def _in_small_letters(eight: np.uint64) -> np.uint64:
    """Eight bytes with small letters for capitals."""
    low = eight & _LOW_BITS
    capitals = (low + _FROM_A ^ low + _BEHIND_Z) & ~eight & _HIGH_BITS
    return eight | capitals >> _TWO


@inner
def eight_before(data: Bytes, at: int) -> np.uint64:
    """The eight bytes before a place, the last one high; none are before the first of the data."""
    if at >= WIDTH:
        return _in_small_letters(load_u64(data, at - WIDTH))
    eight = np.uint64(0)
    for i in range(at):
        eight |= np.uint64(data[i]) << np.uint64(8 * (WIDTH - at + i))
    return _in_small_letters(eight)


@inner
def eight_from(data: Bytes, at: int) -> np.uint64:
    """The eight bytes from a place on, the first one low; none are behind the last of the data."""
    if at + WIDTH <= len(data):
        return _in_small_letters(load_u64(data, at))
    eight = np.uint64(0)
    for i in range(len(data) - at):
        eight |= np.uint64(data[at + i]) << np.uint64(8 * i)
    return _in_small_letters(eight)


@inner
def _key(one: np.uint8, two: np.uint8) -> int:
    """The bucket of two neighbouring bytes, capitals as small letters."""
    return int(_HIGH[one] + _LOW[two]) & (BUCKETS - 1)


@inlined
def _is_han(data: Bytes, at: int) -> bool:
    """Whether a Chinese character begins at a place."""
    first, last = _HAN
    return bool(first <= data[at] <= last)


@inlined
def _is_within_latin(data: Bytes, low: int, start: int, stop: int, at: int) -> bool:
    """Whether a Latin word is part of a longer one."""
    if data[stop - 1] >= _ASCII_END:
        return False
    if start > low and is_letter(data[start - 1]) and is_letter(data[start]):
        return True
    return stop < len(data) and stop < at and is_letter(data[stop])


@inner
def _means_something_else(data: Bytes, low: int, start: int, stop: int, at: int, kind: int) -> bool:
    """Whether a short word before a value is part of another one there."""
    size = stop - start
    if kind == _WECHAT and follows(data, stop, at, _SAME):  # 微信同号: of the number before it
        return True
    if size == 1:  # part of a version or a product's code
        behind = stop < at and (CLASS[data[stop]] == DIGIT or data[stop] == DOT)
        return bool(behind or (start > low and CLASS[data[start - 1]] == DIGIT))
    if size != THREE:
        return False
    if kind in (_WECHAT, _QQ):
        return stop < at and _is_han(data, stop)
    if kind == _CONTACT and precedes(data, low, stop, _NUMBER):  # of a house
        return (stop < at and _is_han(data, stop)) or (start > low and data[start - 1] < _ASCII_END)
    if kind == _DATE_OF_BIRTH:  # a name may end in 男
        return start > low and data[start - 1] >= _ASCII_END and data[start - THREE] not in _MARKS
    return False


@inner
def _word_ending(data: Bytes, low: int, stop: int, at: int, kinds: int, cues: CueTables) -> int:
    """What the longest word of some kinds that ends at a place says; 0 is nothing.

    Two looks: at words of two bytes and more, and at those of a single letter.
    """
    last = data[stop - 1]
    looks = 2 if last < _ASCII_END else 1
    for look in range(looks):
        one = data[stop - 2] if look == 0 and stop - 2 >= low else np.uint8(0)
        key = _key(one, last)
        if not is_set(cues.filled, key):
            continue
        seen = eight_before(data, stop)
        for word in range(int(cues.bucket[key]) & NATURAL, int(cues.bucket[key + 1])):
            if seen & cues.nearness[word] != cues.near[word]:
                continue
            begin, kind = cues.begin[word], cues.kind[word]
            start = stop - (cues.begin[word + 1] - begin)
            if start < low or not kinds >> kind & 1:
                continue
            same = True
            for k in range(stop - start - WIDTH):
                if lower_case(data[start + k]) != cues.data[begin + k]:
                    same = False
                    break
            if (
                same
                and not _is_within_latin(data, low, start, stop, at)
                and not _means_something_else(data, low, start, stop, at, kind)
            ):
                return int(kind)
    return 0


@inner
def word_before(data: Bytes, low: int, at: int, kinds: int, cues: CueTables) -> int:
    """What the nearest cue word before a place says, of those kinds in the mask; 0 is nothing."""
    stop = at
    limit = max(low, at - _WINDOW)
    digits = 0
    while stop > limit:
        last = data[stop - 1]
        if (last == _LINE_END and stop < at) or precedes(data, low, stop, _SENTENCE_END):
            return 0
        if CLASS[last] == DIGIT:
            digits += 1
            if digits >= _FEWEST:
                return 0
        else:
            digits = 0
            kind = _word_ending(data, low, stop, at, kinds, cues)
            if kind:
                return kind
        stop -= 1
        while last >= _ASCII_END and stop > limit and data[stop] & _LEADING_BITS == _CONTINUATION:
            stop -= 1  # no word ends within a character
    return 0


@inner
def word_after(data: Bytes, at: int, end: int, reach: int, kinds: int, cues: CueTables) -> int:
    """What the first cue word that begins so many bytes after a place says; 0 is nothing."""
    i = at
    limit = min(end, at + reach)
    while i + 1 < limit:
        byte = data[i]
        if byte == _LINE_END:
            return 0
        key = _key(byte, data[i + 1])
        # No word begins within a character.
        if byte & _LEADING_BITS != _CONTINUATION and is_set(cues.filled, key):
            seen = eight_from(data, i)
            for word in range(int(cues.bucket[key]) & NATURAL, int(cues.bucket[key + 1])):
                if seen & cues.nearness[word] != cues.near[word]:
                    continue
                begin, kind = cues.begin[word], cues.kind[word]
                size = cues.begin[word + 1] - begin
                if i + size > end or not kinds >> kind & 1:
                    continue
                same = True
                for k in range(WIDTH, size):
                    if lower_case(data[i + k]) != cues.data[begin + k]:
                        same = False
                        break
                if same:
                    return int(kind)
        i += 1
    return 0


@inner
def cue_of(place: Place, header: int, kinds: int, cues: CueTables) -> int:
    """What speaks for a value, as a bit: the nearest cue word before it, else its column's header.

    A word for another number speaks for what stands in its own clause only.
    """
    data, low, at = place.data, place.search_from, place.start
    kind = word_before(data, low, at, kinds, cues)
    if kind == _OTHER_NUMBER:
        kind = word_before(data, clause_start(data, low, at), at, kinds, cues)
    return 1 << (kind or header)

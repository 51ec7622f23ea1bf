"""Cutting tokens into words of the general list: the most frequent words that fill the text.

What the words are, and where a character stands in its word, says more about where a name can be
than the characters do: a name is what is left over.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.lexicon import GOES_ON, KNOWN, LONGEST, PRIME
from leakbench.detectors.tagger.prefetching import fetch
from leakbench.detectors.tagger.symbols import BORDER, PLANE
from leakbench.generator.engine.compiled import compiled

_AHEAD: Final = 8  # tokens whose pairs are asked of memory before they are looked up
WORD_COST: Final = 26  # bits that a word costs, less the logarithm of its count

# Classes of tokens that are not in the list, next to place (4 bits), kind (4) and count (3).
_OTHER: Final = 0x700


@compiled
def segment(
    symbol: NDArray[np.uint32],
    single: NDArray[np.uint16],
    slots: NDArray[np.uint32],
    cost: NDArray[np.int32],
    size: NDArray[np.int8],
    entry: NDArray[np.uint16],
    word: NDArray[np.uint32],
    code: NDArray[np.uint16],
    first: NDArray[np.int32],
) -> None:
    """Give each token the word that it stands in.

    Args:
        symbol: Of ``read_tokens``.
        single: Of a lexicon.
        slots: Of a lexicon.
        cost: Work space, shape (tokens + 8,): the least cost of the tokens before each.
        size: Work space, shape (tokens + 8,): the length of the word that ends before each.
        entry: Work space, shape (tokens + 8,): the list's entry of that word.
        word: Written: a hash of the word.
        code: Written: place in the word, its kind and frequency, 11 bits.
        first: Written: the first token of the word.
    """
    n = len(symbol)
    mask = np.uint64(len(slots) - 1)
    far = np.int32(1 << 30)
    for i in range(n + 8):
        cost[i] = far
    cost[0] = 0
    for i in range(n):
        value = symbol[i]
        here = cost[i]
        found = np.uint32(0)
        if i + _AHEAD + 1 < n and symbol[i + _AHEAD] < PLANE:
            key = np.uint64(symbol[i + _AHEAD]) * PRIME
            key ^= key >> np.uint64(29)
            key = (key ^ np.uint64(symbol[i + _AHEAD + 1])) * PRIME
            key ^= key >> np.uint64(29)
            fetch(slots, ((key >> np.uint64(40)) & mask) * np.uint64(4))
        if 0x3400 <= value < PLANE:
            found = np.uint32(single[value])
        price = here + WORD_COST - np.int32((found >> np.uint32(4)) & np.uint32(15))
        if price < cost[i + 1]:
            cost[i + 1] = price
            size[i + 1] = 1
            entry[i + 1] = found
        if found & np.uint32(GOES_ON):
            key = np.uint64(value) * PRIME
            key ^= key >> np.uint64(29)
            j = i + 1
            while j < n and j - i < LONGEST and 0x3400 <= symbol[j] < PLANE:
                key = (key ^ np.uint64(symbol[j])) * PRIME
                key ^= key >> np.uint64(29)
                place = (key >> np.uint64(40)) & mask
                mark = np.uint32(key & np.uint64(0x3FFFFF))
                found = np.uint32(0)
                while slots[place]:
                    if slots[place] >> np.uint32(10) == mark:
                        found = slots[place]
                        break
                    place = (place + np.uint64(1)) & mask
                j += 1
                if found & np.uint32(KNOWN):
                    price = here + WORD_COST - np.int32((found >> np.uint32(4)) & np.uint32(15))
                    if price < cost[j]:
                        cost[j] = price
                        size[j] = j - i
                        entry[j] = found & np.uint32(0x3FF)
                if not found & np.uint32(GOES_ON):
                    break
    j = n
    while j > 0:
        length = int(size[j])
        i = j - length
        found = np.uint32(entry[j])
        if length == 1:
            value = symbol[i]
            word[i] = value
            first[i] = i
            if 0x3400 <= value < PLANE:
                code[i] = (found & np.uint32(15)) | (
                    (found >> np.uint32(5)) & np.uint32(7)
                ) << np.uint32(4)
            elif value >= BORDER:
                code[i] = _OTHER + (value - BORDER)
            elif value == 0x20 or value == 0x0D:  # noqa: PLR1714 - as above
                code[i] = _OTHER + 0x40 + value
            elif value < 0x80:
                code[i] = _OTHER + 0x80 + (value & np.uint32(31))
            elif 0x3000 <= value < 0x3040 or value >= 0xFF00 or value == 0xB7:
                code[i] = _OTHER + 0xA0 + (value & np.uint32(31))
            else:
                code[i] = _OTHER + 0xC0 + ((value >> np.uint32(8)) & np.uint32(63))
        else:
            hashed = np.uint32(2166136261)
            for k in range(i, j):
                hashed = np.uint32((hashed ^ symbol[k]) * np.uint32(16777619))
            shape = (found & np.uint32(15)) | ((found >> np.uint32(5)) & np.uint32(7)) << np.uint32(
                4
            )
            base = np.uint32(1 if length == 2 else (3 if length == 3 else 6))
            for k in range(i, j):
                at = np.uint32(0 if k == i else (1 if k == j - 1 else 2))
                word[k] = hashed | np.uint32(0x80000000)
                first[k] = i
                code[k] = shape | (base + at) << np.uint32(7)
        j = i

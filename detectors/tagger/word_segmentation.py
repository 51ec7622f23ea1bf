"""Cutting tokens into words of the general list: the most frequent words that fill the text.

What the words are, and where a character stands in its word, says more about where a name can be
than the characters do: a name is what is left over.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.lexicon import (
    COUNT_BITS,
    COUNT_SHIFT,
    ENTRY_BITS,
    GOES_ON,
    KIND_BITS,
    KNOWN,
    LONGEST,
    Lexicon,
    find_entry,
    hash_on,
    in_alphabet,
    slot_of,
)
from leakbench.detectors.tagger.tokenizer import BORDER
from leakbench.generator.engine.compiled import inlined, inner
from leakbench.generator.engine.lanes import prefetch

BEYOND: Final = 8  # entries of a lattice behind the last token
_AHEAD: Final = 8  # tokens whose pairs are asked of memory before they are looked up
_WORD_COST: Final = 26  # bits that a word costs, less the logarithm of its count
_FAR: Final = 1 << 30  # the cost of what has not been reached

# The shape of a token, 11 bits: its place in its word, the word's frequency and part of speech.
#   0000_ccc_kkkk  a word of one character
#   0001_ccc_kkkk  the first and, as 0010, the last of two
#   0011_ccc_kkkk  the first and, as 0100 and 0101, the last and the inner one of three
#   0110_ccc_kkkk  the first and, as 0111 and 1000, the last and the inner ones of more
#   111x_xxx_xxxx  in no list: what kind of mark or number it is
SHAPE_BITS: Final = 11
PLACE_SHIFT: Final = 7
_UNLISTED: Final = 0b111_0000_0000
_OF_TWO, _OF_THREE, _OF_MORE = 1, 3, 6
_FIRST, _LAST, _INNER = 0, 1, 2

_SPACE: Final = ord(" ")
_RETURN: Final = ord("\r")
_ASCII_END: Final = 0x80
_MIDDLE_DOT: Final = ord("·")
_CHINESE_MARKS, _CHINESE_MARKS_END = 0x3000, 0x3040
_WIDE_MARKS: Final = 0xFF00

_HASH_BASIS: Final = np.uint32(2166136261)  # FNV-1a
_HASH_PRIME: Final = np.uint32(16777619)
_LONG_WORD: Final = np.uint32(0x8000_0000)  # tells the hash of a word from a single character


class Lattice(NamedTuple):
    """Work space of the search, shape (tokens + BEYOND,) each.

    Attributes:
        cost: The least cost of the tokens before each, int32.
        length: Tokens of the word that ends before it, int8.
        entry: The list's entry of that word, uint16.
    """

    cost: NDArray[np.int32]
    length: NDArray[np.int8]
    entry: NDArray[np.uint16]


class Words(NamedTuple):
    """The word that each token stands in, shape (tokens,) each.

    Attributes:
        identity: A hash of the word, or its single character, uint32.
        shape: The token's place in it, its frequency and part of speech, uint16.
        first: The first token of the word, int32.
    """

    identity: NDArray[np.uint32]
    shape: NDArray[np.uint16]
    first: NDArray[np.int32]


@inner
def segment(symbol: NDArray[np.uint32], lexicon: Lexicon, lattice: Lattice, words: Words) -> None:
    """Give each token the word that it stands in.

    Args:
        symbol: Of ``Tokens``.
        lexicon: The general word list.
        lattice: Written over.
        words: Written.
    """
    n = len(symbol)
    cost = lattice.cost
    for i in range(n + BEYOND):
        cost[i] = np.int32(_FAR)
    cost[0] = 0
    for i in range(n):
        if i + _AHEAD + 1 < n:
            _prefetch_pair(symbol, i + _AHEAD, lexicon.slots)
        _reach(symbol, i, lexicon, lattice)
    stop = n
    while stop > 0:
        length = int(lattice.length[stop])
        entry = np.uint32(lattice.entry[stop])
        if length == 1:
            _write_single(symbol[stop - 1], entry, stop - 1, words)
        else:
            _write_word(symbol, stop - length, stop, entry, words)
        stop -= length


@inlined
def _prefetch_pair(symbol: NDArray[np.uint32], i: int, slots: NDArray[np.uint32]) -> None:
    """Ask memory for what the list says of a token and the next as one word."""
    prefetch(slots, slot_of(hash_on(hash_on(np.uint64(0), symbol[i]), symbol[i + 1]), slots))


@inlined
def _reach(symbol: NDArray[np.uint32], i: int, lexicon: Lexicon, lattice: Lattice) -> None:
    """Go on from one token with every word that begins there."""
    value = symbol[i]
    found = np.uint32(0)
    if in_alphabet(value):
        found = np.uint32(lexicon.single[value])
    _offer(lattice, i, i + 1, found)
    if found & np.uint32(GOES_ON):
        key = hash_on(np.uint64(0), value)
        stop = i + 1
        while stop < len(symbol) and stop - i < LONGEST and in_alphabet(symbol[stop]):
            key = hash_on(key, symbol[stop])
            found = find_entry(key, lexicon.slots)
            stop += 1
            if found & np.uint32(KNOWN):
                _offer(lattice, i, stop, found & np.uint32(ENTRY_BITS))
            if not found & np.uint32(GOES_ON):
                break


@inlined
def _offer(lattice: Lattice, begin: int, stop: int, entry: np.uint32) -> None:
    """Take a word if no other way to its end costs as little."""
    count = (entry & np.uint32(COUNT_BITS)) >> np.uint32(COUNT_SHIFT)
    price = lattice.cost[begin] + _WORD_COST - np.int32(count)
    if price < lattice.cost[stop]:
        lattice.cost[stop] = price
        lattice.length[stop] = stop - begin
        lattice.entry[stop] = entry


@inlined
def _write_single(value: np.uint32, entry: np.uint32, i: int, words: Words) -> None:
    """A word of one token, or what is in no list, by class."""
    words.identity[i] = value
    words.first[i] = i
    if in_alphabet(value):
        words.shape[i] = _kind_and_frequency(entry)
    elif value >= BORDER:
        words.shape[i] = _UNLISTED + (value - BORDER)
    elif value in (_SPACE, _RETURN):
        words.shape[i] = _UNLISTED + 0x40 + value
    elif value < _ASCII_END:
        words.shape[i] = _UNLISTED + 0x80 + (value & np.uint32(0x1F))
    elif (
        _CHINESE_MARKS <= value < _CHINESE_MARKS_END or value >= _WIDE_MARKS or value == _MIDDLE_DOT
    ):
        words.shape[i] = _UNLISTED + 0xA0 + (value & np.uint32(0x1F))
    else:
        words.shape[i] = _UNLISTED + 0xC0 + ((value >> np.uint32(8)) & np.uint32(0x3F))


@inlined
def _write_word(
    symbol: NDArray[np.uint32], begin: int, stop: int, entry: np.uint32, words: Words
) -> None:
    """A word of several tokens."""
    identity = _HASH_BASIS
    for k in range(begin, stop):
        identity = np.uint32((identity ^ symbol[k]) * _HASH_PRIME)
    length = stop - begin
    base = np.uint32(_OF_TWO if length == 2 else (_OF_THREE if length == 3 else _OF_MORE))
    for k in range(begin, stop):
        place = np.uint32(_FIRST if k == begin else (_LAST if k == stop - 1 else _INNER))
        words.identity[k] = identity | _LONG_WORD
        words.first[k] = begin
        words.shape[k] = _kind_and_frequency(entry) | (base + place) << np.uint32(PLACE_SHIFT)


@inlined
def _kind_and_frequency(entry: np.uint32) -> np.uint32:
    """The low bits of a shape: part of speech, and the count's logarithm in three bits of four."""
    frequency = (entry >> np.uint32(COUNT_SHIFT + 1)) & np.uint32(0b111)
    return (entry & np.uint32(KIND_BITS)) | frequency << np.uint32(COUNT_SHIFT)

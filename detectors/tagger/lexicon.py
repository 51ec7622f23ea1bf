"""A general word list in a hashed table: which words there are, of which kind, how frequent.

The table keeps a fingerprint of each word instead of its characters, so that 250,000 words take a
megabyte; one word in a hundred thousand is taken for another.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.tokenizer import PLANE
from leakbench.generator.engine.compiled import inlined

KINDS: Final = (
    "",  # a character that is no word of its own
    "n", "ns", "nt", "nz", "v", "a", "m", "d", "t", "r", "i", "p", "g", "figure", "thing",
)  # fmt: skip
"""The parts of speech that are told apart, by code."""

LONGEST: Final = 11  # characters of a word
FIRST_HAN: Final = 0x3400  # words consist of characters from here on to the end of the plane

# An entry of the list, in the low bits of a slot of the table.
KIND_BITS: Final = 0b00_0000_1111  # part of speech, an index of KINDS
COUNT_BITS: Final = 0b00_1111_0000  # logarithm of the count
KNOWN: Final = 0b01_0000_0000  # the entry is a word, not only the beginning of one
GOES_ON: Final = 0b10_0000_0000  # longer words begin with it
ENTRY_BITS: Final = 0b11_1111_1111

COUNT_SHIFT: Final = 4
FINGERPRINT_SHIFT: Final = 10  # above the entry stand 22 bits of the word's hash
_FINGERPRINT_BITS: Final = np.uint64(0x3F_FFFF)
_SLOT_SHIFT: Final = np.uint64(40)  # other bits of the hash say where the word stands
_MIX_SHIFT: Final = np.uint64(29)
_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)

Whole = int | np.integer


class Lexicon(NamedTuple):
    """The hashed list.

    Attributes:
        single: Entry of each character of the basic plane, uint16, shape (65536,).
        slots: Entries of longer words with their fingerprints above, uint32; a word stands at the
            slot that its hash names or in one of those next after it.
    """

    single: NDArray[np.uint16]
    slots: NDArray[np.uint32]


@inlined
def in_alphabet(symbol: Whole) -> bool:
    """Whether a symbol is a character that words consist of."""
    return bool(FIRST_HAN <= symbol < PLANE)


@inlined
def hash_on(key: np.uint64, symbol: Whole) -> np.uint64:
    """The hash of a word that goes on with one more character; that of nothing is 0."""
    key = (key ^ np.uint64(symbol)) * _PRIME
    return key ^ key >> _MIX_SHIFT


@inlined
def slot_of(key: np.uint64, slots: NDArray[np.uint32]) -> np.uint64:
    """The first slot in which a word of this hash can stand."""
    return (key >> _SLOT_SHIFT) & np.uint64(len(slots) - 1)


@inlined
def next_slot(slot: np.uint64, slots: NDArray[np.uint32]) -> np.uint64:
    """The slot after another."""
    return (slot + np.uint64(1)) & np.uint64(len(slots) - 1)


@inlined
def fingerprint(key: np.uint64) -> np.uint32:
    """What a slot keeps of a word's hash."""
    return np.uint32(key & _FINGERPRINT_BITS)


@inlined
def find_entry(key: np.uint64, slots: NDArray[np.uint32]) -> np.uint32:
    """The slot's content for the word of a hash, fingerprint and all; 0 if it is not listed."""
    slot = slot_of(key, slots)
    mark = fingerprint(key)
    while slots[slot]:
        if slots[slot] >> np.uint32(FINGERPRINT_SHIFT) == mark:
            return slots[slot]
        slot = next_slot(slot, slots)
    return np.uint32(0)

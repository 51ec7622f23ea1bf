"""Marks: one bit of a keyed hash, 0 for each number that was drawn for somebody.

Mobiles, resident IDs, bank cards and social credit codes are drawn again until the bit is 0. Of
others' numbers the bit is 1 as often as 0, so that a list of a hundred tells by itself whether it
was generated with a key. This module is what both the writer and the reader know of it.

The mark is statistical, not cryptographic: the hash is a fast mixer, so that whoever has many
marked numbers might find the key's words by calculation, and whoever knows the key can draw marked
numbers of his own or leave the marked ones out. It tells what came from here, and no more.
"""

import hashlib
from functools import cache
from typing import NamedTuple

import numpy as np

from leakbench.generator.engine.compiled import inlined
from leakbench.generator.engine.intrinsics import load_u64
from leakbench.generator.engine.streams import mixed
from leakbench.generator.engine.strings import Bytes
from leakbench.generator.keys import Key

ATTEMPTS = 64
"""Draws of a number, at most: one in 2**64 stays without mark."""

CREDIT_HASHED = 16
"""Characters of a social credit code that are hashed: all before its two check characters."""


class MarkWords(NamedTuple):
    """A key as kernels take it: two words of 64 bits."""

    first: np.uint64
    second: np.uint64


def mark_words(key: Key) -> MarkWords:
    """The words of a key.

    Raises:
        MissingKeyError: Only the key's fingerprint is known.
    """
    return _words(key.secret())


@cache
def _words(text: str) -> MarkWords:
    hashed = hashlib.blake2b(
        text.encode("utf-8", "surrogateescape"), digest_size=16, person=b"key mark words"
    )
    words = np.frombuffer(hashed.digest(), "<u8").astype(np.uint64)
    return MarkWords(words[0], words[1])


@inlined
def is_marked(value: int | np.integer, words: MarkWords) -> bool:
    """Whether the bit of a number is 0.

    Args:
        value: A mobile's 11 digits, the first 17 of a resident ID, or those of a card before its
            check digit, as one whole number; what ``credit_value`` makes of a social credit code.
        words: The key.
    """
    z = (np.uint64(value) ^ words[0]) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(32)) ^ words[1]) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(29))) * np.uint64(0x94D049BB133111EB)
    return z >> np.uint64(63) == np.uint64(0)


@inlined
def credit_value(text: Bytes, at: int) -> np.uint64:
    """A social credit code from ``at`` as one number: both halves of what is hashed of it."""
    return load_u64(text, at) * np.uint64(0xD6E8FEB86659FD93) ^ load_u64(text, at + 8)


@inlined
def bits_of(bits: np.uint64, attempt: int) -> np.uint64:
    """The random bits of an attempt to draw a number; the first has the bits themselves."""
    return mixed(bits, attempt) if attempt else bits

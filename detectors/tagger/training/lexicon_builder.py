"""Hashing a list of words into the lexicon that the tagger reads."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.lexicon import (
    COUNT_BITS,
    COUNT_SHIFT,
    FINGERPRINT_SHIFT,
    GOES_ON,
    KNOWN,
    LONGEST,
    Lexicon,
    fingerprint,
    hash_on,
    next_slot,
    slot_of,
)
from leakbench.detectors.tagger.tokenizer import PLANE
from leakbench.detectors.tagger.training.word_list import Word
from leakbench.generator.engine.compiled import compiled

SLOT_BITS: Final = 19  # the table has 2**SLOT_BITS slots
_MOST_FREQUENT: Final = 15  # the highest logarithm of a count that an entry holds


def build_lexicon(words: Iterable[Word], fold: NDArray[np.uint16]) -> Lexicon:
    """Hash a list of words, spelled as the tokens are.

    Args:
        words: The words; of those that are spelled alike the most frequent stays.
        fold: Of ``character_folding``.
    """
    entries = _entries(words, fold)
    single = np.zeros(PLANE, np.uint16)
    slots = np.zeros(1 << SLOT_BITS, np.uint32)
    for size in range(1, LONGEST + 1):
        chosen = sorted(text for text in entries if len(text) == size)
        values = np.array([entries[text] for text in chosen], np.uint32)
        points = np.array(chosen, f"U{size}").view(np.uint32).reshape(-1, size)
        if size == 1:
            single[points[:, 0]] = values
        elif chosen:
            _insert(points, values, slots)
    return Lexicon(single, slots)


def _entries(words: Iterable[Word], fold: NDArray[np.uint16]) -> dict[str, int]:
    """The entry of every word, and of everything that a word begins with."""
    entries: dict[str, int] = {}
    for text, seen, kind in words:
        folded = "".join(chr(fold[ord(character)]) for character in text)
        level = min(_MOST_FREQUENT, max(1, seen).bit_length())
        known = entries.get(folded, 0)
        value = kind | level << COUNT_SHIFT | KNOWN | (known & GOES_ON)
        if not known & KNOWN or (value & COUNT_BITS) > (known & COUNT_BITS):
            entries[folded] = value
        for size in range(1, len(folded)):
            entries[folded[:size]] = entries.get(folded[:size], 0) | GOES_ON
    return entries


@compiled
def _insert(
    points: NDArray[np.uint32], values: NDArray[np.uint32], slots: NDArray[np.uint32]
) -> None:
    """Write words of one length: characters of shape (words, length), and their entries."""
    for i in range(len(points)):
        key = np.uint64(0)
        for j in range(points.shape[1]):
            key = hash_on(key, points[i, j])
        slot = slot_of(key, slots)
        while slots[slot]:
            slot = next_slot(slot, slots)
        slots[slot] = fingerprint(key) << np.uint32(FINGERPRINT_SHIFT) | values[i]

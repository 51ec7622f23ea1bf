"""A general word list in a hashed table: which words there are, of which kind, how frequent.

The words are those of jieba's dictionary without its person names, except ordinary words which it
takes for names. The table keeps a fingerprint
of each word instead of its characters, so that 250,000 words take a megabyte; one word in a
hundred thousand is taken for another.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.symbols import PLANE
from leakbench.generator.engine.compiled import compiled

KINDS: Final = (
    "",  # a character that is no word of its own
    "n", "ns", "nt", "nz", "v", "a", "m", "d", "t", "r", "i", "p", "g", "figure", "thing",
)  # fmt: skip
"""The parts of speech that are told apart, by code."""

_ALIASES: Final = {
    "nt": "nt", "nz": "nz", "ns": "ns", "vn": "v", "vg": "v", "ad": "d", "an": "a", "b": "a",
    "z": "a", "zg": "g", "ng": "g", "ag": "g", "tg": "g", "l": "i", "q": "m", "mq": "m", "c": "p",
    "u": "p", "y": "p", "f": "p", "o": "d", "e": "d", "s": "n",
    "j": "nz",
}  # fmt: skip

SLOT_BITS: Final = 19
LONGEST: Final = 11  # characters of a word
RARE: Final = 3  # times that a word must have been counted
KNOWN: Final = 1 << 8  # the entry is a word, not only the beginning of one
GOES_ON: Final = 1 << 9  # longer words begin with it

PRIME: Final = np.uint64(0x9E3779B97F4A7C15)


class Word(NamedTuple):
    """One word of the list."""

    text: str
    seen: int
    kind: int


class Lexicon(NamedTuple):
    """The hashed list.

    Attributes:
        single: Entry of each character of the basic plane, uint16, shape (65536,): kind (4 bits),
            logarithm of the count (4 bits), ``KNOWN`` and ``GOES_ON``.
        slots: The same of longer words in the low 10 bits, a fingerprint above them, uint32; an
            entry stands at the place its hash names or next after it.
    """

    single: NDArray[np.uint16]
    slots: NDArray[np.uint32]


def read_words(lines: Iterable[str]) -> list[Word]:
    """Words of a list in jieba's format (word, count, part of speech), person names left out."""
    codes = {name: code for code, name in enumerate(KINDS)}
    ordinary = ordinary_words()
    words = []
    for line in lines:
        text, count, speech = line.split()
        speech = ordinary.get(text, speech)
        if speech.startswith("nr") or len(text) > LONGEST or max(text) >= chr(PLANE):
            continue
        if min(text) < "\u3400" or (int(count) < RARE and len(text) > 1):
            continue
        kind = _ALIASES.get(speech, speech if speech in codes else speech[0])
        words.append(Word(text, int(count), codes.get(kind, codes["p"])))
    return words


@cache
def ordinary_words() -> dict[str, str]:
    """Words that the list takes for names, with their parts of speech."""
    source = files("leakbench.detectors.tagger").joinpath("ordinary_words.toml")
    listed = tomllib.loads(source.read_text("utf-8"))
    return {word: speech for speech, words in listed.items() for word in words.split()}


def build_lexicon(words: Iterable[Word], fold: NDArray[np.uint16]) -> Lexicon:
    """Hash a list of words, spelled as the tokens are."""
    entries: dict[str, int] = {}
    for text, seen, kind in words:
        folded = "".join(chr(fold[ord(character)]) for character in text)
        level = min(15, max(1, seen).bit_length())
        known = entries.get(folded, 0)
        value = kind | level << 4 | KNOWN | (known & GOES_ON)
        if not known & KNOWN or (value & 0xF0) > (known & 0xF0):
            entries[folded] = value
        for size in range(1, len(folded)):
            entries[folded[:size]] = entries.get(folded[:size], 0) | GOES_ON
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


@compiled
def _insert(
    points: NDArray[np.uint32], values: NDArray[np.uint32], slots: NDArray[np.uint32]
) -> None:
    mask = np.uint64(len(slots) - 1)
    for i in range(len(points)):
        key = np.uint64(0)
        for j in range(points.shape[1]):
            key = (key ^ np.uint64(points[i, j])) * PRIME
            key ^= key >> np.uint64(29)
        place = (key >> np.uint64(40)) & mask
        while slots[place]:
            place = (place + np.uint64(1)) & mask
        slots[place] = np.uint32((key & np.uint64(0x3FFFFF)) << np.uint64(10)) | values[i]

"""Ordinary words for sentences, by kind, and words that no list has."""

from functools import cached_property
from typing import Final

import numpy as np

from leakbench.detectors.tagger.lexicon import KINDS
from leakbench.detectors.tagger.training.pseudowords import common_surnames, pseudowords
from leakbench.detectors.tagger.training.word_list import Word
from leakbench.generator.engine.streams import Bits, Streams, below
from leakbench.generator.engine.strings import Arena, Strings
from leakbench.generator.engine.tables import Slots, pick, slots

_NAMED: Final = {"q": "m", "z": "g", "fig": "figure", "pf": "figure", "th": "thing"}
_SINGLE: Final = {"sn", "sv", "sa", "sd"}
_CALLED: Final = ("n", "nz", "v", "a", "t")  # kinds of words that are given names, too
_SLOT_BITS: Final = 18


class Vocabulary:
    """Draws words of a kind; what a kind has is listed once."""

    def __init__(self, words: list[Word], streams: Streams, arena: Arena) -> None:
        self._words = words
        self._streams = streams
        self._arena = arena
        self._listed: dict[str, tuple[Strings, Slots]] = {}

    def draw(self, kind: str, bits: Bits) -> Strings:
        """A word for each random number.

        Args:
            kind: ``w`` any word, ``u`` any of one character, ``nl`` those of two that begin like a
                name, ``gn`` those of two that are given names, too, ``oov`` and ``xov`` words that
                are in no list, the second with those that begin like a name; else a part of
                speech, after ``s`` only its words of one character.
            bits: Random numbers.
        """
        if kind in {"oov", "xov"}:
            unlisted = self._unlisted[kind == "xov"]
            return unlisted.take(below(bits, len(unlisted)))
        if kind not in self._listed:
            chosen = self._of_kind(kind)
            counts = np.array([word.seen for word in chosen])
            # Somewhat flatter than speech, so that rare words are seen.
            weight = counts ** (1.0 if kind == "w" else 0.85)
            texts = self._arena.intern([word.text for word in chosen])
            self._listed[kind] = texts, slots(weight, _SLOT_BITS)
        texts, inverse = self._listed[kind]
        return texts.take(pick(bits, inverse))

    @cached_property
    def _unlisted(self) -> tuple[Strings, Strings]:
        """Pseudowords without and with those that begin like a name."""
        plain, every = pseudowords(self._words, self._streams)
        return self._arena.intern(plain), self._arena.intern(every)

    def _of_kind(self, kind: str) -> list[Word]:
        if kind == "w":
            return self._words
        if kind == "u":
            return [word for word in self._words if len(word.text) == 1]
        if kind == "nl":
            surnames = common_surnames()
            return [
                word for word in self._words if len(word.text) == 2 and word.text[0] in surnames
            ]
        if kind == "gn":
            codes = {KINDS.index(speech) for speech in _CALLED}
            return [word for word in self._words if len(word.text) == 2 and word.kind in codes]
        if kind in _SINGLE:
            return [word for word in self._of_kind(kind[1]) if len(word.text) == 1]
        code = KINDS.index(_NAMED.get(kind, kind))
        return [word for word in self._words if word.kind == code]

"""Pinyin of names: as account names are made of it, as initials, and as passports spell it."""

from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Literal

from leakbench.generator.engine.strings import Arena, Strings
from leakbench.generator.engine.tables import table

Kind = Literal["surname", "given"]
Spelling = Literal["plain", "initials", "latin"]


@cache
def readings(kind: Kind) -> dict[str, str]:
    """Readings of surnames or of the characters of given names, without tones, v for ü."""
    rows = table("pinyin")
    return {
        text: pinyin
        for text, of, pinyin in zip(rows["text"], rows["kind"], rows["pinyin"], strict=True)
        if of == kind
    }


class Pinyin:
    """The spellings of a vocabulary of names, entry by entry; each is made when it is asked for.

    A surname is read as a whole (尉迟 is yuchi, 单 is shan), a given name character by character.

    Args:
        texts: The names.
        kind: How they are read.
        arena: Where the spellings are kept.
        letters: Most initials of a given name.
    """

    def __init__(self, texts: Sequence[str], kind: Kind, arena: Arena, *, letters: int = 2) -> None:
        self._letters = letters
        self._texts = texts
        self._kind: Kind = kind
        self._arena = arena

    def _intern(self, spelt: Callable[[str], str], most: int | None = None) -> Strings:
        """Texts with each reading spelt in some way; of a given name at most so many characters."""
        read = {text: spelt(reading) for text, reading in readings(self._kind).items()}
        if self._kind == "surname":
            return self._arena.intern([read[text] for text in self._texts])
        spell = read.__getitem__
        return self._arena.intern(["".join(map(spell, text[:most])) for text in self._texts])

    def spelled(self, how: Spelling) -> Strings:
        """One of the spellings by its name."""
        strings: Strings = getattr(self, how)
        return strings

    @cached_property
    def plain(self) -> Strings:
        """Small letters without spaces: ``xiaoming``."""
        return self._intern(str)

    @cached_property
    def initials(self) -> Strings:
        """First letters of the syllables, at most ``letters`` of them; one for a surname."""
        return self._intern(lambda reading: reading[0], self._letters)

    @cached_property
    def latin(self) -> Strings:
        """Capitals as in a passport, which writes YU for ü: 吕 is LYU."""
        return self._intern(lambda reading: reading.upper().replace("V", "YU"))

"""The general word list: the dictionary in the installed package ``jieba``, and what joins it.

The dictionary's person names are left out, except ordinary words which it takes for names. The
names of all provinces, cities and counties join it: where an address begins is seen by them. So do
the people of history, and things that are called like people, each as words of a kind of their own.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

from leakbench.detectors.tagger.lexicon import FIRST_HAN, KINDS, LONGEST
from leakbench.detectors.tagger.tokenizer import PLANE
from leakbench.generator.engine.tables import table
from leakbench.generator.errors import LeakbenchError

# Parts of speech of the dictionary that are told apart no further.
_ALIASES: Final = {
    "nt": "nt", "nz": "nz", "ns": "ns", "vn": "v", "vg": "v", "ad": "d", "an": "a", "b": "a",
    "z": "a", "zg": "g", "ng": "g", "ag": "g", "tg": "g", "l": "i", "q": "m", "mq": "m", "c": "p",
    "u": "p", "y": "p", "f": "p", "o": "d", "e": "d", "s": "n",
    "j": "nz",
}  # fmt: skip

_RARE: Final = 3  # times that a word of several characters must have been counted
_SEEN: Final = 200  # how often a county counts as seen: more than what it could be taken apart into
_FAMOUS: Final = 2_000  # and somebody of history, or a thing that is called like somebody


class Word(NamedTuple):
    """One word of the list: its characters, how often it was counted, its place in ``KINDS``."""

    text: str
    seen: int
    kind: int


class WordListError(LeakbenchError):
    """There is no word list to train with.

    Attributes:
        install: The command that brings it.
    """

    def __init__(self) -> None:
        self.install = "pip install 'leakbench[peers]'"
        super().__init__(f"training reads the word list of jieba; to install it: {self.install}")


def word_list() -> list[Word]:
    """The words of jieba's dictionary (MIT) without its person names, and those that join them.

    Raises:
        WordListError: jieba is not installed.
    """
    found = find_spec("jieba")
    if found is None or found.origin is None:
        raise WordListError
    with Path(found.origin).with_name("dict.txt").open(encoding="utf-8") as lines:
        return read_words(lines) + division_names() + historical_figures() + namelike_things()


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
        if min(text) < chr(FIRST_HAN) or (int(count) < _RARE and len(text) > 1):
            continue
        kind = _ALIASES.get(speech, speech if speech in codes else speech[0])
        words.append(Word(text, int(count), codes.get(kind, codes["p"])))
    return words


@cache
def ordinary_words() -> dict[str, str]:
    """Words that the dictionary takes for names, with their parts of speech."""
    return {word: speech for speech, words in _listed("ordinary_words") for word in words}


def division_names() -> list[Word]:
    """Provinces, cities and counties."""
    divisions = table("divisions")
    names = {name: None for column in ("province", "city", "county") for name in divisions[column]}
    place = KINDS.index("ns")
    return [Word(name, _SEEN, place) for name in names if 1 < len(name) <= LONGEST]


def historical_figures() -> list[Word]:
    """People of history: their names are words, not personal information."""
    return _of_a_kind("historical_figures", "figure")


def namelike_things() -> list[Word]:
    """Herbs, trees, flowers, food, animals and stones that are called like people."""
    return _of_a_kind("namelike_things", "thing")


def _of_a_kind(name: str, kind: str) -> list[Word]:
    code = KINDS.index(kind)
    return [Word(text, _FAMOUS, code) for _, texts in _listed(name) for text in texts]


def _listed(name: str) -> list[tuple[str, list[str]]]:
    """A list of words in ``data``, by heading."""
    source = files("leakbench.detectors.tagger.training.data").joinpath(f"{name}.toml")
    listed = tomllib.loads(source.read_text("utf-8"))
    return [(heading, words.split()) for heading, words in listed.items()]

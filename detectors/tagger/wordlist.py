"""Where the general word list comes from: the dictionary in the installed package ``jieba``.

The names of all provinces, cities and counties join it: where an address begins is seen by them.
So do the people of history, and things that are called like people, each as words of a kind of
their own.
"""

import tomllib
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from leakbench.detectors.tagger.lexicon import KINDS, LONGEST, Word, read_words
from leakbench.generator.engine.tables import table
from leakbench.generator.errors import LeakbenchError

_SEEN = 200  # how often a county counts as seen: more than what it could be taken apart into
_FAMOUS = 2_000  # and somebody of history, or a thing that is called like somebody


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


def division_names() -> list[Word]:
    """Provinces, cities and counties."""
    divisions = table("divisions")
    names = {name: None for column in ("province", "city", "county") for name in divisions[column]}
    place = KINDS.index("ns")
    return [Word(name, _SEEN, place) for name in names if 1 < len(name) <= LONGEST]


def historical_figures() -> list[Word]:
    """People of history: their names are words, not personal information."""
    return _of_a_kind("historical_figures.toml", "figure")


def namelike_things() -> list[Word]:
    """Herbs, trees, flowers, food, animals and stones that are called like people."""
    return _of_a_kind("namelike_things.toml", "thing")


def _of_a_kind(file: str, kind: str) -> list[Word]:
    source = files("leakbench.detectors.tagger").joinpath(file)
    listed = tomllib.loads(source.read_text("utf-8"))
    code = KINDS.index(kind)
    return [Word(name, _FAMOUS, code) for names in listed.values() for name in names.split()]

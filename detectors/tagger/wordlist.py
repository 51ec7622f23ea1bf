"""Where the general word list comes from: the dictionary in the installed package ``jieba``.

The names of all provinces, cities and counties join it: where an address begins is seen by them.
So do the people of history, as words of a kind of their own.
"""

import tomllib
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from leakbench.detectors.tagger.lexicon import KINDS, LONGEST, Word, read_words
from leakbench.generator.tables import table

_SEEN = 200  # how often a county counts as seen: more than what it could be taken apart into
_FAMOUS = 2_000  # and somebody of history


class WordListError(RuntimeError):
    """There is no word list to train with.

    Attributes:
        install: The command that brings it.
    """

    def __init__(self) -> None:
        self.install = "pip install 'leakbench[peers]'"
        super().__init__(f"training reads the word list of jieba; to install it: {self.install}")


def word_list() -> list[Word]:
    """The words of jieba's dictionary (MIT) without its person names, divisions, people of history.

    Raises:
        WordListError: jieba is not installed.
    """
    found = find_spec("jieba")
    if found is None or found.origin is None:
        raise WordListError
    with Path(found.origin).with_name("dict.txt").open(encoding="utf-8") as lines:
        return read_words(lines) + division_names() + historical_figures()


def division_names() -> list[Word]:
    """Provinces, cities and counties."""
    divisions = table("divisions")
    names = {name: None for column in ("province", "city", "county") for name in divisions[column]}
    place = KINDS.index("ns")
    return [Word(name, _SEEN, place) for name in names if 1 < len(name) <= LONGEST]


def historical_figures() -> list[Word]:
    """People of history: their names are words, not personal information."""
    source = files("leakbench.detectors.tagger").joinpath("historical_figures.toml")
    listed = tomllib.loads(source.read_text("utf-8"))
    figure = KINDS.index("figure")
    return [Word(name, _FAMOUS, figure) for names in listed.values() for name in names.split()]

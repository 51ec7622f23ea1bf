"""Where the general word list comes from: the dictionary in the installed package ``jieba``."""

from importlib.util import find_spec
from pathlib import Path

from leakbench.detectors.tagger.lexicon import Word, read_words


class WordListError(RuntimeError):
    """There is no word list to train with.

    Attributes:
        install: The command that brings it.
    """

    def __init__(self) -> None:
        self.install = "pip install 'leakbench[peers]'"
        super().__init__(f"training reads the word list of jieba; to install it: {self.install}")


def word_list() -> list[Word]:
    """The words of jieba's dictionary (MIT), its person names left out.

    Raises:
        WordListError: jieba is not installed.
    """
    found = find_spec("jieba")
    if found is None or found.origin is None:
        raise WordListError
    with Path(found.origin).with_name("dict.txt").open(encoding="utf-8") as lines:
        return read_words(lines)

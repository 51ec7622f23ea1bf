"""Pseudowords: words that no list has, like those of trades and brands, which are no names either.

They are made of the beginnings and the ends of listed words. Those that begin with a surname are
told apart: only where no name can stand can they be told from names.
"""

from typing import Final

import numpy as np

from leakbench.detectors.tagger.lexicon import KINDS
from leakbench.detectors.tagger.training.word_list import Word
from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import pick, slots, table, weights

_MADE: Final = 60_000  # words, before those that are listed are left out
_OF: Final = ("n", "v", "a", "nz")  # kinds of words that are taken apart
_WAYS: Final = 4
_SURNAMES: Final = 0.995  # the share of people whose surnames begin no word


def pseudowords(words: list[Word], streams: Streams) -> tuple[list[str], list[str]]:
    """Words of two to four characters that are not in the list.

    Args:
        words: The list.
        streams: Of what is drawn.

    Returns:
        Those that begin with no surname, and all of them.
    """
    kinds = {KINDS.index(kind) for kind in _OF}
    parts = [word for word in words if word.kind in kinds and len(word.text) == 2]
    by_count = slots(np.array([word.seen for word in parts]) ** 0.75, 18)
    index = np.arange(_MADE)
    first, second = (
        [parts[i].text for i in pick(streams.bits(f"coined/{which}", index), by_count)]
        for which in ("first", "second")
    )
    listed = {word.text for word in words}
    made = [
        word
        for place, pair in enumerate(zip(first, second, strict=True))
        if (word := _blend(*pair, place % _WAYS)) not in listed
    ]
    surnames = common_surnames()
    return [word for word in made if word[0] not in surnames], made


def _blend(one: str, other: str, way: int) -> str:
    """One of the ways to make a word of two."""
    return (
        one[0] + other[1],
        one[0] + other,
        one + other[1],
        one[0] + other[0] + one[1] + other[1],
    )[way]


def common_surnames() -> set[str]:
    """The surnames of nearly everybody."""
    names, share = table("surnames")["surname"], weights("surnames", "share")
    order = np.argsort(-share, kind="stable")
    common = np.cumsum(share[order]) <= _SURNAMES * share.sum()
    return {names[i] for i in order[common].tolist()}

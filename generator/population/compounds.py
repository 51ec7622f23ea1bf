"""Words of lists, and their combinations, which the splits share out."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import (
    Slots,
    code_points,
    owned,
    pick,
    points_hash,
    rare,
    slots,
    table,
    text_hash,
)
from leakbench.generator.packs import by_pack
from leakbench.generator.population.company_brands import brands
from leakbench.generator.spec import Split

_BRANDS = 4_096  # trade names of a list, at most, each with one ending


class Words(NamedTuple):
    """A list of words, with how often each is used."""

    texts: list[str]
    weights: NDArray[np.float64]


@by_pack
def words_of(name: str) -> Words:
    """The words of a data file, or of one list of a file with several.

    Args:
        name: The file's name, such as ``road_words``; ``address_words/market`` for a list of it.
    """
    file, _, part = name.partition("/")
    rows = table(file)
    texts, weight = rows["text"], np.array(rows["weight"], np.float64)
    if not part:
        return Words(texts, weight)
    mine = [row for row, kind in enumerate(rows["list"]) if kind == part]
    return Words([texts[row] for row in mine], weight[mine])


class _Combined(NamedTuple):
    """The combinations of a split.

    Attributes:
        texts: They themselves.
        first: All first words.
        word: Which of them each combination begins with, shape (combinations,).
        weights: How often each is used, shape (combinations,).
    """

    texts: list[str]
    first: list[str]
    word: NDArray[np.int64]
    weights: NDArray[np.float64]


@by_pack
def _combined(
    words: str, suffixes: str, split: Split, called_after: tuple[tuple[str, float], ...]
) -> _Combined:
    (first, often), (second, ends) = words_of(words), words_of(suffixes)
    points = [
        np.repeat(code_points(first), len(second), axis=0),
        np.tile(code_points(second), (len(first), 1)),
    ]
    hashes = points_hash(np.concatenate(points, axis=1))
    of_word = np.repeat(points_hash(code_points(first)), len(second))
    hashes = np.where(np.repeat(rare(often), len(second)), of_word, hashes)
    mine = np.flatnonzero(owned(hashes, split))
    word, suffix = np.divmod(mine, len(second))
    texts = [first[i] + second[j] for i, j in zip(word.tolist(), suffix.tolist(), strict=True)]
    weights = often[word] * ends[suffix]
    listed = weights.sum() / (1 - sum(share for _, share in called_after))
    for pool, share in called_after:
        listed_words = set(first)  # their combinations are shared out already
        names = [name for name in brands(pool, split) if name not in listed_words]
        names = names[:_BRANDS]
        which = pick(text_hash(names), slots(ends))
        texts += [name + second[j] for name, j in zip(names, which.tolist(), strict=True)]
        word = np.concatenate([word, len(first) + np.arange(len(names))])
        first = [*first, *names]
        weights = np.append(weights, np.full(len(names), listed * share / len(names)))
    return _Combined(texts, first, word, weights)


class Compounds:
    """All combinations of two word lists that belong to one split, drawn by weight.

    Roads are such combinations (解放 + 路), and so are estates and office buildings. A rare first
    word belongs to one split with all that it stands before, as in a town that nobody has seen; the
    combinations of the common ones, which are met everywhere, are shared out one by one.

    Attributes:
        texts: The combinations, in the order of the draws.
    """

    def __init__(
        self,
        words: str,
        suffixes: str,
        population: Population,
        called_after: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        """Combine.

        Args:
            words: The list of first words, as ``words_of`` takes it.
            suffixes: That of second ones.
            population: Whose split owns them.
            called_after: The share of those whose first words are trade names, of each pool.
        """
        shared = _combined(words, suffixes, population.split, tuple(called_after.items()))
        self.texts = population.arena.intern(shared.texts)
        self._first, self._word = shared.first, shared.word
        self._weights = shared.weights
        self._slots = slots(self._weights)

    def draw(self, bits: Bits) -> Strings:
        """One combination for each random number."""
        return self.texts.take(pick(bits, self._slots))

    def without(self, words: Collection[str], bits: int) -> Slots:
        """The inverse distribution of those that begin with none of these words."""
        kept = np.array([word not in words for word in self._first])
        return slots(self._weights * kept[self._word], bits)

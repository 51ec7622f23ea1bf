"""Words of which each belongs to one split: of schools, hospitals, hotels, small places."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import owned, pick, slots, table, text_hash, weights


class SplitWords:
    """The words of a list that belong to the population's split, drawn by weight.

    Args:
        population: Whose split it is.
        texts: All words.
        weight: Of each.

    Attributes:
        texts: The split's.
    """

    def __init__(self, population: Population, texts: Sequence[str], weight: ArrayLike) -> None:
        mine = np.flatnonzero(owned(text_hash(texts), population.split))
        self.texts = population.arena.intern([texts[i] for i in mine.tolist()])
        self._slots = slots(np.asarray(weight)[mine])

    def draw(self, bits: Bits) -> Strings:
        """A word for each random number."""
        return self.texts.take(pick(bits, self._slots))


def listed(population: Population, name: str) -> SplitWords:
    """The words of ``data/<name>.csv``."""
    return SplitWords(population, table(name)["text"], weights(name))


def communities(population: Population) -> SplitWords:
    """Quarters, small towns and villages: what is in front and what comes after, combined."""
    rows, weight = table("communities"), weights("communities")
    part = np.array(rows["part"])
    heads, tails = (np.flatnonzero(part == name) for name in ("head", "tail"))
    text = rows["text"]
    texts = [text[head] + text[tail] for head in heads.tolist() for tail in tails.tolist()]
    return SplitWords(population, texts, np.outer(weight[heads], weight[tails]).ravel())

"""Different numbers of lists of any length: each counts once, however often it stands there."""

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.provenance.numbers import KINDS, Found
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.identifiers.marks import MarkWords, is_marked, mark_words
from leakbench.generator.keys import Key

_MERGED_AT = 1 << 20  # numbers that wait, at least, until those seen twice are dropped


class DistinctNumbers:
    """Collects numbers, and keeps one of each: eight bytes of memory a number."""

    def __init__(self) -> None:
        self._kept = [np.empty(0, np.uint64) for _ in KINDS]
        self._waiting: list[list[NDArray[np.uint64]]] = [[] for _ in KINDS]

    def add(self, found: Found) -> None:
        """Take the numbers of some records."""
        for kind, waiting in enumerate(self._waiting):
            waiting.append(np.unique(found.value[found.kind == kind]))
            if sum(map(len, waiting)) > max(_MERGED_AT, len(self._kept[kind])):
                self._merge(kind)

    def counts(self, key: Key) -> dict[str, tuple[int, int]]:
        """How many different numbers of each kind there are, and how many of them are marked.

        Raises:
            MissingKeyError: Only the key's fingerprint is known.
        """
        words = mark_words(key)
        found = {}
        for kind, name in enumerate(KINDS):
            self._merge(kind)
            found[name] = (len(self._kept[kind]), _count_marked(self._kept[kind], words))
        return found

    def _merge(self, kind: int) -> None:
        self._kept[kind] = np.unique(np.concatenate([self._kept[kind], *self._waiting[kind]]))
        self._waiting[kind] = []


@compiled
def _count_marked(values: NDArray[np.uint64], words: MarkWords) -> int:
    count = 0
    for value in values:
        count += is_marked(value, words)
    return count

"""Which of many lists may be copies of each other: those that share some of a sample of people.

The sample is the same for all lists: people whose key, hashed, falls below a bound (a FracMinHash),
so that shares of a small list in a large one can be told. It is numpy's work alone: libraries of
sketches bring their own hashing and an index, and sorting one column does the same.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from leakbench.benchmarks.triage.value_keys import Keys
from leakbench.generator.persons.linking import mix

_SHARE: Final = 1 / 16  # of all people are in the sample
_SMALL: Final = 4_096  # people of a list that is looked at in whole by lists as small
_FEWEST: Final = 2  # people of the sample that a pair shares
_EVERYWHERE: Final = 128  # lists that a person of the sample stands in at most; others tell nothing
_SALT: Final = np.uint64(0x94D049BB133111EB)


class Candidate(NamedTuple):
    """Two lists that share people.

    Attributes:
        one: The first.
        other: The second; one < other.
    """

    one: int
    other: int


def candidates(ids: Sequence[Keys]) -> list[Candidate]:
    """Pairs of lists that share people, in order.

    Args:
        ids: Keys of the people of each list.
    """
    sampled = [_sample(np.unique(keys), _SHARE) for keys in ids]
    small = [keys if len(keys) <= _SMALL else keys[:0] for keys in map(np.unique, ids)]
    pairs = set(_sharing(sampled)) | set(_sharing(small))
    return [Candidate(*pair) for pair in sorted(pairs)]


def hashed(ids: Keys) -> Keys:
    """Keys in an order that says nothing of what they mean, shape as given."""
    return mix(ids, np.full(ids.shape, _SALT, np.uint64))


def _sample(ids: Keys, share: float) -> Keys:
    ids = ids[ids != 0]
    return ids[hashed(ids) <= np.uint64(share * (2**64 - 1))]


def _sharing(samples: Sequence[Keys]) -> Iterator[tuple[int, int]]:
    """Pairs of samples that share so many keys."""
    number = np.repeat(np.arange(len(samples)), [len(one) for one in samples])
    keys = np.concatenate([np.zeros(0, np.uint64), *samples])
    number, keys = number[keys != 0], keys[keys != 0]
    order = np.lexsort((number, keys))
    number = number[order]
    first = np.flatnonzero(np.append(True, np.diff(keys[order]) != 0)) if len(keys) else number
    sizes = np.diff(np.append(first, len(number)))
    counts = [np.zeros(0, np.int64)]
    for size in np.unique(sizes[(sizes > 1) & (sizes <= _EVERYWHERE)]).tolist():
        lists = number[first[sizes == size][:, None] + np.arange(size)]
        one, other = np.triu_indices(size, 1)
        counts.append((lists[:, one] * len(samples) + lists[:, other]).ravel())
    pairs, often = np.unique(np.concatenate(counts), return_counts=True)
    for pair in pairs[often >= _FEWEST].tolist():
        yield divmod(pair, len(samples))

"""Links what shares a key: two keys made one, and everything that hangs together numbered alike."""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled

Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]


def mix(first: Keys, second: Keys) -> Keys:
    """One key of two."""
    mixed = first * np.uint64(0x9E3779B97F4A7C15) ^ (second + np.uint64(0x7F4A7C15))
    mixed = (mixed ^ (mixed >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)
    key: Keys = mixed ^ (mixed >> np.uint64(29)) | np.uint64(1)
    return key


@compiled
def join(person: Ints, link: Ints, key: Keys) -> None:
    """Give all that are linked by sorted keys the number of the first of them.

    Args:
        person: The number of each; at first its own place.
        link: Who has each key.
        key: The keys, ascending.
    """
    for i in range(1, len(key)):
        if key[i] != key[i - 1]:
            continue
        one, other = link[i - 1], link[i]
        while person[one] != one:
            person[one] = person[person[one]]
            one = person[one]
        while person[other] != other:
            person[other] = person[person[other]]
            other = person[other]
        if one < other:
            person[other] = one
        else:
            person[one] = other
    for i in range(len(person)):  # a parent stands before its children
        person[i] = person[person[i]]

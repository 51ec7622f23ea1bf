"""A kernel that finds the rows of a JSON document: what stands in its arrays, and what does not."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.containers.cell_splitting import Bytes
from leakbench.generator.engine.compiled import compiled

_QUOTE, _BACKSLASH, _OPEN, _CLOSE, _OPEN_LIST, _CLOSE_LIST = b'"\\{}[]'

IN_ARRAY: Final = 0
DEPTH: Final = 1
IN_STRING: Final = 2
STATES: Final = 3


class Found(NamedTuple):
    """Where values of arrays stand.

    Attributes:
        starts: First byte of each.
        ends: The byte behind its last one.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


@compiled
def scan(text: Bytes, at: int, state: NDArray[np.int64], found: Found) -> tuple[int, int, int]:  # noqa: C901, PLR0912
    """Find the objects and lists that are members of an array, though not of one another.

    Args:
        text: A piece of a document.
        at: Where it goes on.
        state: How it stands there, of ``STATES`` entries: whether in an array, how deep in one of
            its members, whether in a string. It is changed to how it stands where scanning stops.
        found: Where members are written down; it stops when they are full.

    Returns:
        How many members end here, where the next one begins (the end if none has), and where
        scanning stops.
    """
    members, begun, size = 0, -1, len(text)
    if state[DEPTH]:
        begun = 0
    while at < size and members < len(found.starts):
        byte = text[at]
        if state[IN_STRING]:
            if byte == _BACKSLASH:
                if at + 1 == size:
                    break
                at += 1
            elif byte == _QUOTE:
                state[IN_STRING] = 0
        elif byte == _QUOTE:
            state[IN_STRING] = 1
        elif byte == _OPEN or byte == _OPEN_LIST:  # noqa: PLR1714, SIM109
            if state[DEPTH]:
                state[DEPTH] += 1
            elif state[IN_ARRAY]:
                state[DEPTH], begun = 1, at
            elif byte == _OPEN_LIST:
                state[IN_ARRAY] = 1
        elif byte == _CLOSE or byte == _CLOSE_LIST:  # noqa: PLR1714, SIM109
            if state[DEPTH]:
                state[DEPTH] -= 1
                if not state[DEPTH]:
                    found.starts[members], found.ends[members] = begun, at + 1
                    members, begun = members + 1, -1
            elif byte == _CLOSE_LIST:
                state[IN_ARRAY] = 0
        at += 1
    return members, begun if begun >= 0 else at, at

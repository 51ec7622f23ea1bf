"""Whom running text speaks of: in a line of a chat or a paragraph, what stands near a name is its.

A line may name several people, one after another. From left to right values belong to one person
until what comes next cannot: another name, a second number of a kind (two mobile numbers are two
people), or something too far from what was before.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.triage.value_keys import Keys
from leakbench.benchmarks.triage.values import LABELS, Values
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.entities import coarse
from leakbench.generator.persons.identifiers import ALONE, NAME, NAMED

REACH: Final = 64
"""Code points between the beginnings of two values that may speak of one person."""

_NUMBERED: Final = 0.5  # of the lines of a list have a number
_SEVERAL: Final = 0.3  # of those with a name have two

_COARSE: Final = sorted({coarse(label) for label in LABELS})
_FAMILIES: Final = np.array([1 + _COARSE.index(coarse(label)) for label in LABELS], np.int64)


def one_person_a_line(found: Values, rows: int) -> bool:
    """Whether the lines of a text are the records of a list that nobody cut into cells.

    Most have a number, and hardly one names two people: the numbers in a line are then one's own.

    Args:
        found: The values of the text.
        rows: Its lines.
    """
    numbered = np.unique(found.row[found.role == ALONE])
    named = np.flatnonzero((found.role == NAME) & (found.key != 0))
    pairs = np.unique(np.stack([found.row[named].astype(np.uint64), found.key[named]]), axis=1)
    names = np.unique(pairs[0], return_counts=True)[1]
    several = np.count_nonzero(names > 1)
    return bool(len(numbered) >= _NUMBERED * rows and several <= _SEVERAL * max(1, len(names)))


def slots_in_prose(found: Values, prose: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Which of the people of its row each value is about, counted from 0; -1 outside of prose.

    Args:
        found: The values of a list.
        prose: Whether each of its columns is running text, shape (columns,).
    """
    slot = np.full(len(found.row), -1, np.int64)
    here = np.flatnonzero(prose[found.column])
    here = here[np.lexsort((found.start[here], found.column[here], found.row[here]))]
    place = found.row[here] * np.int64(len(prose)) + found.column[here]
    splits = found.role[here] != NAMED  # a second address may be the same person's
    family = _FAMILIES[found.label[here]]
    slot[here] = _slots(found.row[here], place, found.start[here], family * splits, found.key[here])
    return slot


@compiled
def _slots(
    row: NDArray[np.int32],
    place: NDArray[np.int64],
    start: NDArray[np.int32],
    family: NDArray[np.int64],
    key: Keys,
) -> NDArray[np.int64]:
    """Number people within each row; values are in order, and family 0 begins nobody."""
    slot = np.zeros(len(row), np.int64)
    seen = np.zeros(64, np.uint64)
    person = 0
    for i in range(len(row)):
        kind = family[i]
        if i == 0 or row[i] != row[i - 1]:
            person = 0
            seen[:] = 0
        elif (
            place[i] != place[i - 1]
            or start[i] - start[i - 1] > REACH
            or (kind > 0 and seen[kind] != 0 and seen[kind] != key[i])
        ):
            person += 1
            seen[:] = 0
        if kind > 0:
            seen[kind] = key[i]
        slot[i] = person
    return slot

"""Learning the weights: a structured perceptron with a margin, averaged over its course.

Each row is decoded with the weights so far, wrong tags given a lead; where the best tags are not
the true ones, the weights of the true tags' features rise and those of the others fall. Features of
characters are left out of the sum at random, whole tokens at a time, so that context and the kinds
of words must do without them: the names of real text are not those of the training.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.tag_set import (
    BEGIN_TO_END,
    BEGIN_TO_INSIDE,
    END,
    GROUP,
    INSIDE,
    INSIDE_TO_END,
    INSIDE_TO_INSIDE,
    LABEL_BITS,
    LANES,
    OUTSIDE,
    OUTSIDE_TO_BEGIN,
    SINGLE,
    SPAN_TO_BEGIN,
    TRANSITIONS,
)
from leakbench.detectors.tagger.training.examples import Examples
from leakbench.detectors.tagger.training.loss_augmented_decoding import (
    Handicap,
    Search,
    Whole,
    find_best,
    longest_row,
    score,
    trace,
)
from leakbench.generator.engine.compiled import compiled, inlined, inner


class Learned(NamedTuple):
    """Weights as they are, and their sums over the course.

    Attributes:
        table: Weights of the features, float32, shape (rows of the table, LANES).
        transitions: Weights of the steps between tags, float32, shape (TRANSITIONS * GROUP,).
        table_sum: Every change, weighed by the share of the course that still came after it.
        transitions_sum: The same of the steps.
    """

    table: NDArray[np.float32]
    transitions: NDArray[np.float32]
    table_sum: NDArray[np.float32]
    transitions_sum: NDArray[np.float32]

    def afresh(self) -> "Learned":
        """Weights of another learner, which is added to the same sums."""
        return self._replace(
            table=np.zeros_like(self.table), transitions=np.zeros_like(self.transitions)
        )


def nothing_learned(bits: int) -> Learned:
    """Weights of a table of 2**bits rows before the first round."""
    table, steps = (1 << bits, LANES), TRANSITIONS * GROUP
    return Learned(
        np.zeros(table, np.float32),
        np.zeros(steps, np.float32),
        np.zeros(table, np.float32),
        np.zeros(steps, np.float32),
    )


@compiled
def learn(
    examples: Examples, handicap: Handicap, remaining: float, learned: Learned
) -> tuple[int, int]:
    """Learn from some rows once.

    Args:
        examples: The rows.
        handicap: What makes it harder.
        remaining: The share of the course that is still to come, from 1 down to 0.
        learned: Changed.

    Returns:
        The number of rows, and of those whose tags were wrong.
    """
    row = examples.row
    longest = longest_row(row)
    search = Search(
        np.empty((longest, LANES), np.float32),
        np.empty((longest, LANES), np.uint8),
        np.empty(longest, np.int64),
        np.empty(longest, np.uint8),
        np.empty(LANES, np.float32),
        np.empty(LANES, np.float32),
    )
    seen = 0
    wrong = 0
    i = 0
    while i < len(row):
        if row[i] < 0:
            i += 1
            continue
        first = i
        while row[i] >= 0:
            i += 1
        seen += 1
        score(examples, first, i - first, handicap, learned.table, search)
        last = find_best(search, i - first, learned.transitions)
        if not trace(search, i - first, last, examples.tags[first:i]):
            wrong += 1
            _correct(examples, first, i - first, search, remaining, learned)
    return seen, wrong


@inner
def _correct(
    examples: Examples,
    first: int,
    length: int,
    search: Search,
    remaining: float,
    learned: Learned,
) -> None:
    """Raise the weights of a row's true tags, and lower those of the tags that were found."""
    before, before_true = np.int64(OUTSIDE), np.int64(OUTSIDE)
    for t in range(length):
        found, true = np.int64(search.tags[t]), np.int64(examples.tags[first + t])
        if found != true:
            features = examples.features[first + t, search.first_feature[t] :]
            _move_features(features, true, 1.0, remaining, learned)
            _move_features(features, found, -1.0, remaining, learned)
        if found != true or before != before_true:
            _move_transition(_transition(before_true, true), 1.0, remaining, learned)
            _move_transition(_transition(before, found), -1.0, remaining, learned)
        before, before_true = found, true


@inlined
def _move_features(
    features: NDArray[np.int32], tag: Whole, by: float, remaining: float, learned: Learned
) -> None:
    for feature in features:
        learned.table[feature, tag] += np.float32(by)
        learned.table_sum[feature, tag] += np.float32(by * remaining)


@inlined
def _move_transition(place: int, by: float, remaining: float, learned: Learned) -> None:
    if place >= 0:
        learned.transitions[place] += np.float32(by)
        learned.transitions_sum[place] += np.float32(by * remaining)


@inlined
def _transition(before: Whole, tag: Whole) -> int:
    """The weight of a step between tags, as its place in the flat array, or -1."""
    if tag == OUTSIDE:
        return -1
    if INSIDE <= tag < END:
        kind = BEGIN_TO_INSIDE if before < INSIDE else INSIDE_TO_INSIDE
    elif END <= tag < SINGLE:
        kind = BEGIN_TO_END if before < INSIDE else INSIDE_TO_END
    else:
        kind = OUTSIDE_TO_BEGIN if before == OUTSIDE else SPAN_TO_BEGIN
    return kind * GROUP + (tag & LABEL_BITS)

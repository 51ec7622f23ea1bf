"""Who can be told by some of their values: a direct one, or quasi ones that nobody else has all of.

That is k-anonymity with k = 2, before somebody who knows all values of everybody in the source.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.identifiability import DIRECT, QUASI
from leakbench.generator.engine.compiled import compiled


class PersonalSpans(NamedTuple):
    """Personal values of known people in a batch, each of shape (spans,).

    Attributes:
        place: Where each stands in ``Alignment.truth``, int64.
        person: Whom it concerns, int64.
        kind: How it tells who that is, a place in ``KINDS``, uint8.
        value: A hash of its label and characters, uint64; 0 where it is not quasi.
    """

    place: NDArray[np.int64]
    person: NDArray[np.int64]
    kind: NDArray[np.uint8]
    value: NDArray[np.uint64]


class People:
    """People by number, and which quasi-identifying values each of them has.

    Attributes:
        number: How many there are.
        person: The person of each personal value, in order of batches; int64, shape (spans,).
        kind: How each value tells who that is, uint8, the same shape.
    """

    def __init__(self, batches: list[PersonalSpans]) -> None:
        """Tell apart those of some batches, of which there is at least one."""
        self.kind = np.concatenate([one.kind for one in batches])
        some, self.person = np.unique(
            np.concatenate([one.person for one in batches]), return_inverse=True
        )
        self.number = len(some)
        quasi = self.kind == QUASI
        value = np.concatenate([one.value for one in batches])[quasi]
        values, which = np.unique(value, return_inverse=True)
        # Of each person every value once, in order of the person, then of the value.
        pairs, self._pair = np.unique(
            self.person[quasi] * max(1, len(values)) + which, return_inverse=True
        )
        holder, held = np.divmod(pairs, max(1, len(values)))
        order = np.argsort(held, kind="stable")
        self._holdings = _Holdings(
            held,
            np.searchsorted(holder, np.arange(self.number + 1)),
            holder[order],
            np.searchsorted(held[order], np.arange(len(values) + 1)),
        )

    @cached_property
    def before(self) -> tuple[int, int]:
        """``exposed`` where nothing is redacted."""
        return self.exposed(np.ones(len(self.person), np.bool_))

    def exposed(self, left: NDArray[np.bool_]) -> tuple[int, int]:
        """People who can be told by what is left of their values.

        Args:
            left: Which values are left, shape (spans,).

        Returns:
            People of whom a direct identifier is left; and of the others those whose quasi
            identifiers left, all together, nobody else of the source has.
        """
        direct = np.zeros(self.number, np.bool_)
        direct[self.person[left & (self.kind == DIRECT)]] = True
        remaining = np.zeros(len(self._holdings.held), np.bool_)
        remaining[self._pair[left[self.kind == QUASI]]] = True
        alone = _single_out(self._holdings, remaining, direct)
        return int(np.count_nonzero(direct)), alone


class _Holdings(NamedTuple):
    """Who has which values, from both sides; all int64.

    Attributes:
        held: The values of each person, ascending, one person after another.
        begins: Where those of each person begin, and where the last one's end.
        holders: The people of each value, ascending, one value after another.
        begins_of: Where those of each value begin, and where the last one's end.
    """

    held: NDArray[np.int64]
    begins: NDArray[np.int64]
    holders: NDArray[np.int64]
    begins_of: NDArray[np.int64]


@compiled
def _single_out(
    holdings: _Holdings, remaining: NDArray[np.bool_], skipped: NDArray[np.bool_]
) -> int:
    """People whose remaining values nobody else has all of; those skipped, and without any, not.

    Others are looked for among the holders of a person's rarest value, and the first will do.
    """
    held, begins, holders, begins_of = holdings
    count = 0
    for person in range(len(skipped)):
        if skipped[person]:
            continue
        rarest = -1
        for pair in range(begins[person], begins[person + 1]):
            value = held[pair]
            if remaining[pair] and (
                rarest < 0
                or begins_of[value + 1] - begins_of[value]
                < begins_of[rarest + 1] - begins_of[rarest]
            ):
                rarest = value
        if rarest < 0:
            continue
        alone = True
        for other in holders[begins_of[rarest] : begins_of[rarest + 1]]:
            if other != person and _has_all(holdings, remaining, person, other):
                alone = False
                break
        count += alone
    return count


@compiled
def _has_all(holdings: _Holdings, remaining: NDArray[np.bool_], person: int, other: int) -> bool:
    """Whether another person has each remaining value of a person."""
    held, begins = holdings.held, holdings.begins
    theirs = begins[other]
    for pair in range(begins[person], begins[person + 1]):
        if not remaining[pair]:
            continue
        while theirs < begins[other + 1] and held[theirs] < held[pair]:
            theirs += 1
        if theirs == begins[other + 1] or held[theirs] != held[pair]:
            return False
    return True

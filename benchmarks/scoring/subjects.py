"""People found: a person is found if none of their direct identifiers was missed in the source.

What is direct, labels say, and forms of values that say less than their label.

One person may be in many records, so people are told apart over all batches of a source.
"""

from collections.abc import Sequence
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.alignment import Alignment, Matched, by_name, filled
from leakbench.benchmarks.scoring.breakdowns import Grouped
from leakbench.benchmarks.scoring.labels import DEPTHS
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.entities import entities
from leakbench.generator.value_forms import partial_forms

NOBODY: Final = -1  # the subject of a span that concerns no person

_SEEN: Final = 1  # bits of a person: a direct identifier counts,
_MISSED: Final = (2, 4, 8)  # and one was not found strictly at each of the depths


class SubjectTally:
    """The people of a source, batch by batch; memory is that of its distinct people."""

    def __init__(self) -> None:
        self._people: NDArray[np.int64] = np.zeros(0, np.int64)
        self._bits: NDArray[np.uint8] = np.zeros(0, np.uint8)
        self._waiting: list[tuple[NDArray[np.int64], NDArray[np.uint8]]] = []
        self._count = 0

    def add(self, aligned: Alignment) -> None:
        """Take a batch."""
        listed = aligned.listed
        if listed.type.get_field_index("subject") < 0:
            return
        subject = filled(listed.field("subject"), NOBODY)
        direct = by_name(listed.field("label"), _direct)
        if listed.type.get_field_index("form") >= 0:
            direct &= by_name(listed.field("form"), _as_label)
        people = np.array(aligned.of_truth(subject))  # the kernel moves them
        bits = np.zeros(len(people), np.uint8)
        count = _runs(
            aligned.matched,
            aligned.ignored | ~aligned.of_truth(direct),
            aligned.space.families,
            people,
            bits,
        )
        self._waiting.append((people[:count].copy(), bits[:count].copy()))
        self._count += count
        if self._count > len(self._people):
            self._merge()

    def follow(self, other: Self) -> None:
        """Take what another one counted of other records; people of both are one."""
        other._merge()
        self._waiting.append((other._people, other._bits))
        self._count += len(other._people)
        if self._count > len(self._people):
            self._merge()

    def counts(self) -> Grouped:
        """People who count and people found, by depth."""
        self._merge()
        return {
            (depth,): (len(self._bits), int(np.count_nonzero(self._bits & missed == 0)))
            for depth, missed in zip(DEPTHS, _MISSED, strict=True)
        }

    def _merge(self) -> None:
        """Join what waits; done only when it outweighs what is joined, so each joins few times."""
        if not self._waiting:
            return
        people = np.concatenate([self._people, *(people for people, _ in self._waiting)])
        bits = np.concatenate([self._bits, *(bits for _, bits in self._waiting)])
        self._waiting, self._count = [], 0
        if (people[1:] < people[:-1]).any():
            order = np.argsort(people, kind="stable")
            people, bits = people[order], bits[order]
        if len(people):
            first = np.flatnonzero(np.concatenate([[True], people[1:] != people[:-1]]))
            people, bits = people[first], np.bitwise_or.reduceat(bits, first)
        self._people, self._bits = people, bits


def _direct(labels: Sequence[str]) -> NDArray[np.bool_]:
    known = entities()
    return np.array(
        [label in known and known[label].identifier == "direct" for label in labels], np.bool_
    )


def _as_label(forms: Sequence[str]) -> NDArray[np.bool_]:
    """Which forms are of values that are no less direct than their label."""
    partial = partial_forms()
    return np.array(
        [form not in partial or partial[form].identifier == "direct" for form in forms], np.bool_
    )


@compiled
def _runs(
    matched: Matched,
    skipped: NDArray[np.bool_],
    families: NDArray[np.int16],
    people: NDArray[np.int64],
    bits: NDArray[np.uint8],
) -> int:
    """Move the people of each run of spans to the front, with their bits; give their number.

    Spans of a person mostly stand together, so there are far fewer runs than spans.
    """
    truth, predicted, matching = matched.truth, matched.predicted, matched.matching
    count = 0
    for i in range(len(people)):
        if skipped[i] or people[i] == NOBODY:
            continue
        state = _SEEN
        j = matching.prediction[i]
        if j < 0 or truth.start[i] != predicted.start[j] or truth.end[i] != predicted.end[j]:
            state |= _MISSED[0] | _MISSED[1] | _MISSED[2]
        elif truth.label[i] != predicted.label[j]:
            state |= _MISSED[0]
            if families[truth.label[i]] != families[predicted.label[j]]:
                state |= _MISSED[1]
        if count and people[count - 1] == people[i]:
            bits[count - 1] |= state
        else:
            people[count] = people[i]
            bits[count] = state
            count += 1
    return count

"""The people of a source and the values that tell who they are, gathered once for all detectors.

Values are as they stand: one address written in two ways is two values.
"""

from collections.abc import Mapping
from typing import Self

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.alignment import Alignment, by_name, filled
from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.scoring.identifiability import QUASI, label_kinds, least_kinds
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.personal import meanings, personal_labels
from leakbench.benchmarks.scoring.singling_out import People, PersonalSpans
from leakbench.benchmarks.scoring.subjects import NOBODY
from leakbench.detectors.string_buffers import Strings, string_buffers
from leakbench.generator.engine.compiled import compiled

_BASIS, _PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)  # of FNV-1a
_CONTINUES_MASK, _CONTINUES = 0b1100_0000, 0b1000_0000  # 10______ continues a character


class Population:
    """The people of a source, batch by batch; kept are 25 bytes a value.

    Attributes:
        space: The labels of the scoring.
        mapping: Further names of labels.
    """

    def __init__(self, space: LabelSpace, mapping: Mapping[str, str]) -> None:
        """Know nobody yet.

        Args:
            space: The labels of the scoring.
            mapping: Further names of labels.
        """
        self.space, self.mapping = space, mapping
        meant = meanings(space.labels, mapping)
        personal = personal_labels(space.labels, mapping)
        self.personal = np.array([label in personal for label in space.labels], np.bool_)
        self._kinds = label_kinds([meant.get(label, label) for label in space.labels])
        self._batches: list[PersonalSpans] = []
        self._gathered: dict[int, People] = {}

    def batch(self, number: int, aligned: Alignment, chunk: Chunk) -> PersonalSpans:
        """What the source's batch of this number has; whoever asks first has it looked up.

        Args:
            number: From 0; batches come in order.
            aligned: Its spans, beside whatever answer.
            chunk: Its records.
        """
        if number == len(self._batches):
            self._batches.append(self._spans(aligned, chunk))
        return self._batches[number]

    def follow(self, other: Self) -> None:
        """Take the batches of another one, which come after those here."""
        self._batches += other._batches

    def sizes(self, batches: int) -> list[int]:
        """How many personal values of known people each of the first so many batches has."""
        return [len(one.place) for one in self._batches[:batches]]

    def people(self, batches: int) -> "People":
        """Those of the first so many batches."""
        if batches not in self._gathered:
            self._gathered[batches] = People(self._batches[:batches])
        return self._gathered[batches]

    def _spans(self, aligned: Alignment, chunk: Chunk) -> PersonalSpans:
        listed, truth = aligned.listed, aligned.truth
        names = {field.name for field in listed.type}
        if "subject" not in names:
            nothing = np.zeros(0, np.int64)
            return PersonalSpans(
                nothing, nothing, nothing.astype(np.uint8), nothing.view(np.uint64)
            )
        person = aligned.of_truth(filled(listed.field("subject"), NOBODY))
        known = (person != NOBODY) & ~aligned.ignored & self.personal[truth.label]
        kind = self._kinds[truth.label]
        if "form" in names:
            form = aligned.of_truth(by_name(listed.field("form"), least_kinds))
            kind = np.maximum(kind, form)
        value = np.zeros(len(person), np.uint64)
        quasi = np.flatnonzero(known & (kind == QUASI))
        row, column = np.divmod(truth.cell[quasi], aligned.stride)
        for number, cells in enumerate(chunk.strings.columns):
            here = quasi[column == number]
            if len(here):
                value[here] = _hashed(
                    string_buffers(cells),
                    (row[column == number], truth.start[here], truth.end[here]),
                    truth.label[here].astype(np.uint64),
                )
        place = np.flatnonzero(known)
        return PersonalSpans(place, person[place], kind[place], value[place])


def _hashed(
    strings: Strings,
    spans: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]],
    labels: NDArray[np.uint64],
) -> NDArray[np.uint64]:
    value = np.zeros(len(labels), np.uint64)
    _hash(strings, spans, labels, value)
    return value


@compiled
def _hash(
    strings: Strings,
    spans: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]],
    labels: NDArray[np.uint64],
    value: NDArray[np.uint64],
) -> None:
    """Hash the characters of spans, which are sorted by row and first code point."""
    data, offsets = strings
    row, start, end = spans
    at = point = 0
    for i in range(len(row)):
        stop = offsets[row[i] + 1]
        if i == 0 or row[i] != row[i - 1]:
            at, point = int(offsets[row[i]]), 0
        while point < start[i]:
            at = _next(data, at, stop)
            point += 1
        place, last = at, point
        mixed = (_BASIS ^ labels[i]) * _PRIME
        while last < end[i]:
            after = _next(data, place, stop)
            while place < after:
                mixed = (mixed ^ np.uint64(data[place])) * _PRIME
                place += 1
            last += 1
        value[i] = mixed


@compiled
def _next(data: NDArray[np.uint8], place: int, stop: int) -> int:
    """Where the character after the one at a place begins."""
    place += 1
    while place < stop and data[place] & _CONTINUES_MASK == _CONTINUES:
        place += 1
    return place

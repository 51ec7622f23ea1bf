"""Recall above spans: of records, people and files; and who can be told by what is left.

Personal values at coarse depth, as in the headline.
"""

from collections import Counter
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.alignment import Alignment
from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.scoring.identifiability import NONE
from leakbench.benchmarks.scoring.personal import meanings
from leakbench.benchmarks.scoring.population import Population
from leakbench.benchmarks.scoring.record_counts import RecordCounts
from leakbench.benchmarks.scoring.redaction import left_over
from leakbench.benchmarks.statistics.by_file import FileTally


class LevelTally:
    """Counts of one detector on one source, batch by batch; two bits a personal value are kept."""

    def __init__(self, population: Population, first: int = 0) -> None:
        """Count nothing yet.

        Args:
            population: The people of the source, the same for all detectors, and its labels.
            first: The row of the first record that comes, counted from the source's first.
        """
        space = population.space
        meant = meanings(space.labels, population.mapping)
        self._names = [meant.get(label, label) for label in space.labels]
        self._families = space.families
        self._population = population
        self._labels = np.zeros((len(space.labels), 2), np.int64)
        self._records = np.zeros(2, np.int64)
        self._files = FileTally(first)
        self._found: list[NDArray[np.uint8]] = []
        self._left: list[NDArray[np.uint8]] = []

    def add(self, aligned: Alignment, chunk: Chunk, personal: NDArray[np.int64]) -> None:
        """Take the records that follow the last ones.

        Args:
            aligned: n records beside the detector's answer.
            chunk: The same records.
            personal: Truth, found and predicted of each as of ``PersonalTally``, shape (n, 3).
        """
        truth, label = aligned.truth, aligned.truth.label
        counted = self._population.personal[label] & ~aligned.ignored
        found = counted & self._hits(aligned)
        size = len(self._labels)
        for column, some in enumerate((counted, found)):
            self._labels[:, column] += np.bincount(label[some], minlength=size)
        wanted = personal[:, 0] > 0
        whole = wanted & (personal[:, 0] == personal[:, 1])
        self._records += np.count_nonzero(wanted), np.count_nonzero(whole)
        self._files.add(_as_counts(personal), chunk.files)
        place = self._population.batch(len(self._found), aligned, chunk).place
        self._found.append(np.packbits(found[place]))
        self._left.append(np.packbits(left_over(truth, aligned.predicted)[place]))

    def follow(self, other: Self) -> None:
        """Take what another one counted of the records that come after those here.

        Its people are taken by whoever keeps those of the source.
        """
        self._labels += other._labels
        self._records += other._records
        self._files.follow(other._files)
        self._found += other._found
        self._left += other._left

    def _hits(self, aligned: Alignment) -> NDArray[np.bool_]:
        """True spans that were found with their boundaries and a label of their family."""
        truth, predicted = aligned.truth, aligned.predicted
        partner = aligned.matching.prediction
        hit: NDArray[np.bool_] = partner >= 0
        some = partner[hit]
        hit[hit] = (
            (truth.start[hit] == predicted.start[some])
            & (truth.end[hit] == predicted.end[some])
            & (self._families[truth.label[hit]] == self._families[predicted.label[some]])
        )
        return hit

    def to_json(self) -> dict[str, Any]:
        """The counts.

        Returns:
            ``labels``: values and those found, by what each label means in the registry;
            ``records``: records with a value, and those of which all were found; ``people``: those
            with a value, and those of whom all, and at least one, were found; ``files``: files by
            their recall in hundredths, rounded down; ``exposure``, of those people:
            ``before`` and ``after`` redaction of all that was found, those of whom a direct
            identifier is left, and of the others those whom quasi identifiers single out;
            ``values`` that tell who somebody is, and those of them that are left.
        """
        labels: Counter[str] = Counter()
        found_labels: Counter[str] = Counter()
        for name, (counted, found) in zip(self._names, self._labels.tolist(), strict=True):
            labels[name] += counted
            found_labels[name] += found
        return {
            "labels": {name: [labels[name], found_labels[name]] for name in labels if labels[name]},
            "records": self._records.tolist(),
            "files": self._by_recall(),
            **self._of_people(),
        }

    def _by_recall(self) -> dict[str, int]:
        values, found = self._files.values_and_found().T
        hundredths, files = np.unique(100 * found // values, return_counts=True)
        return {str(one): int(many) for one, many in zip(hundredths, files, strict=True)}

    def _of_people(self) -> dict[str, Any]:
        if not self._found:
            nobody = [0, 0]
            exposure = {"before": nobody, "after": nobody, "values": nobody}
            return {"people": [0, 0, 0], "exposure": exposure}
        people = self._population.people(len(self._found))
        found, left = (self._unpacked(some) for some in (self._found, self._left))
        some, all_of = np.zeros(people.number, np.bool_), np.ones(people.number, np.bool_)
        some[people.person[found]] = True
        all_of[people.person[~found]] = False
        telling = people.kind != NONE
        return {
            "people": [people.number, int(all_of.sum()), int(some.sum())],
            "exposure": {
                "before": list(people.before),
                "after": list(people.exposed(left)),
                "values": [int(telling.sum()), int((telling & left).sum())],
            },
        }

    def _unpacked(self, batches: list[NDArray[np.uint8]]) -> NDArray[np.bool_]:
        sizes = self._population.sizes(len(batches))
        return np.concatenate(
            [
                np.unpackbits(bits, count=size).view(np.bool_)
                for bits, size in zip(batches, sizes, strict=True)
            ]
        )


def _as_counts(personal: NDArray[np.int64]) -> RecordCounts:
    """Personal counts as those of one label."""
    truth, found, predicted = (personal[:, at : at + 1].astype(np.int32) for at in range(3))
    return RecordCounts(np.arange(len(personal)), truth, found, predicted)

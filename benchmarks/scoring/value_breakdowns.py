"""How often values are found, by how they are written, how long they are, and what is left."""

from collections.abc import Sequence
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.alignment import Alignment, Matched, by_name
from leakbench.benchmarks.scoring.breakdowns import Grouped
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.schema import QUALITIES

LENGTHS: Final = ("1", "2", "3", "4", "5-8", "9-16", "17-32", "33+")
_LONGEST: Final = 33  # characters from which on all values are alike

# The place in LENGTHS of every number of characters; there is no value of none.
_LENGTH_CLASS: Final = np.searchsorted([1, 2, 3, 4, 8, 16, 32], np.arange(_LONGEST + 1))


class _Counts(NamedTuple):
    """Values counted and found, shape (labels, forms or lengths or qualities, 2)."""

    by_form: NDArray[np.int64]
    by_length: NDArray[np.int64]
    by_quality: NDArray[np.int64]


class ValueTally:
    """Values counted and found, by label and form, length or quality, batch by batch."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = labels
        self._forms: dict[str, int] = {}
        self._counts = _Counts(
            by_form=np.zeros((len(labels), 0, 2), np.int64),
            by_length=np.zeros((len(labels), len(LENGTHS), 2), np.int64),
            by_quality=np.zeros((len(labels), len(QUALITIES), 2), np.int64),
        )

    def add(self, aligned: Alignment) -> None:
        """Take a batch; spans without a form are all of the form ``""``."""
        if aligned.listed.type.get_field_index("form") < 0:
            form = np.broadcast_to(self._codes([""]), len(aligned.listed)).copy()
        else:
            form = by_name(aligned.listed.field("form"), self._codes)
        form = aligned.of_truth(form)
        _tally(aligned.matched, aligned.quality, form, _LENGTH_CLASS, self._counts)

    def follow(self, other: Self) -> None:
        """Take what another one of the same labels counted of other records."""
        codes = self._codes(list(other._forms))
        self._counts.by_form[:, codes] += other._counts.by_form
        self._counts.by_length[:] += other._counts.by_length
        self._counts.by_quality[:] += other._counts.by_quality

    def _codes(self, forms: Sequence[str]) -> NDArray[np.int16]:
        codes = [self._forms.setdefault(form, len(self._forms)) for form in forms]
        by_form = self._counts.by_form
        more = len(self._forms) - by_form.shape[1]
        if more:
            wider = np.zeros((len(self._labels), more, 2), np.int64)
            by_form = np.concatenate([by_form, wider], axis=1)
            self._counts = self._counts._replace(by_form=by_form)
        return np.array(codes, np.int16)

    def forms(self) -> Grouped:
        """Values that count and those found, by label and form."""
        return self._grouped(self._counts.by_form, list(self._forms))

    def lengths(self) -> Grouped:
        """The same by label and length, as in ``LENGTHS``."""
        return self._grouped(self._counts.by_length, LENGTHS)

    def qualities(self) -> Grouped:
        """Masked and damaged values, and those found, by label and quality."""
        return self._grouped(self._counts.by_quality[:, 1:], QUALITIES[1:])

    def _grouped(self, table: NDArray[np.int64], names: Sequence[str]) -> Grouped:
        return {
            (self._labels[label], names[name]): (
                int(table[label, name, 0]),
                int(table[label, name, 1]),
            )
            for label, name in zip(*np.nonzero(table[..., 0]), strict=True)
        }


@compiled
def _tally(
    matched: Matched,
    quality: NDArray[np.int8],
    form: NDArray[np.int16],
    length_class: NDArray[np.int64],
    counts: _Counts,
) -> None:
    """Count every value, in column 0, and in column 1 if it was found strictly."""
    truth, predicted, matching = matched.truth, matched.predicted, matched.matching
    by_form, by_length, by_quality = counts
    for i in range(len(form)):
        label, j = truth.label[i], matching.prediction[i]
        found = (
            j >= 0
            and truth.start[i] == predicted.start[j]
            and truth.end[i] == predicted.end[j]
            and label == predicted.label[j]
        )
        length = length_class[min(truth.end[i] - truth.start[i], _LONGEST)]
        by_quality[label, quality[i], 0] += 1
        if found:
            by_quality[label, quality[i], 1] += 1
        if quality[i] != 0:
            continue
        by_form[label, form[i], 0] += 1
        by_length[label, length, 0] += 1
        if found:
            by_form[label, form[i], 1] += 1
            by_length[label, length, 1] += 1

"""How often values are found, by how they are written, how long they are, and what is left."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.alignment import Alignment, by_name
from leakbench.benchmarks.scoring.breakdowns import Grouped
from leakbench.benchmarks.scoring.matching import Matching
from leakbench.benchmarks.scoring.spans import SpanArrays
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.schema import QUALITIES

LENGTHS: Final = ("1", "2", "3", "4", "5-8", "9-16", "17-32", "33+")
_LONGEST: Final = 33  # characters from which on all values are alike

# The place in LENGTHS of every number of characters; there is no value of none.
_LENGTH_CLASS: Final = np.searchsorted([1, 2, 3, 4, 8, 16, 32], np.arange(_LONGEST + 1))


class ValueTally:
    """Values counted and found, by label and form, length or quality, batch by batch."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = labels
        self._forms: dict[str, int] = {}
        self._by_form = np.zeros((len(labels), 0, 2), np.int64)
        self._by_length = np.zeros((len(labels), len(LENGTHS), 2), np.int64)
        self._by_quality = np.zeros((len(labels), len(QUALITIES), 2), np.int64)

    def add(self, aligned: Alignment) -> None:
        """Take a batch; spans without a form are all of the form ``""``."""
        if aligned.listed.type.get_field_index("form") < 0:
            form = np.broadcast_to(self._codes([""]), len(aligned.listed)).copy()
        else:
            form = by_name(aligned.listed.field("form"), self._codes)
        _tally(
            aligned.truth,
            aligned.quality,
            aligned.of_truth(form),
            aligned.predicted,
            aligned.matching,
            _LENGTH_CLASS,
            self._by_form,
            self._by_length,
            self._by_quality,
        )

    def _codes(self, forms: Sequence[str]) -> NDArray[np.int16]:
        codes = [self._forms.setdefault(form, len(self._forms)) for form in forms]
        more = len(self._forms) - self._by_form.shape[1]
        if more:
            wider = np.zeros((len(self._labels), more, 2), np.int64)
            self._by_form = np.concatenate([self._by_form, wider], axis=1)
        return np.array(codes, np.int16)

    def forms(self) -> Grouped:
        """Values that count and those found, by label and form."""
        return self._grouped(self._by_form, list(self._forms))

    def lengths(self) -> Grouped:
        """The same by label and length, as in ``LENGTHS``."""
        return self._grouped(self._by_length, LENGTHS)

    def qualities(self) -> Grouped:
        """Masked and damaged values, and those found, by label and quality."""
        return self._grouped(self._by_quality[:, 1:], QUALITIES[1:])

    def _grouped(self, table: NDArray[np.int64], names: Sequence[str]) -> Grouped:
        return {
            (self._labels[label], names[name]): (
                int(table[label, name, 0]),
                int(table[label, name, 1]),
            )
            for label, name in zip(*np.nonzero(table[..., 0]), strict=True)
        }


@compiled
def _tally(  # noqa: PLR0913, PLR0917 - a kernel takes plain arrays
    truth: SpanArrays,
    quality: NDArray[np.int8],
    form: NDArray[np.int16],
    predicted: SpanArrays,
    matching: Matching,
    length_class: NDArray[np.int64],
    by_form: NDArray[np.int64],
    by_length: NDArray[np.int64],
    by_quality: NDArray[np.int64],
) -> None:
    """Count every value, in column 0, and in column 1 if it was found strictly."""
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

"""Personal labels apart from others, at coarse depth: what the headline counts.

A detector that says PHONE where the truth says MOBILE found a telephone number, and one that finds
no firms missed nobody. So the headline counts values of personal labels, under the right family.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.alignment import Alignment, Matched
from leakbench.benchmarks.scoring.declared import covered
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.matching import DROPPED
from leakbench.detectors.label_aliases import aliases
from leakbench.generator.engine.compiled import compiled, inner
from leakbench.generator.entities import coarse, entities, known_labels

PLACES: Final = frozenset(
    {"GPE", "GPE.NAM", "LOC", "LOC.NAM", "LOCATION", "Location", "location", "ns", "地名"}
)
"""What corpora of general text call places: detectors' addresses are held against them for want of
better, but a place is nobody's address."""

_ADDRESS: Final = "ADDRESS"


def meanings(labels: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """What the labels of a scoring mean in the registry, by the names they are shown under.

    A corpus's own name that nothing maps any more means nothing, and is left out.
    """
    # The registry's own LOCATION stands beside ADDRESS; alone it is a corpus's word for it.
    found = {
        label: label
        if label in known_labels() and (label not in PLACES or _ADDRESS in labels)
        else mapping.get(label) or aliases().get(label, label)
        for label in labels
    }
    return {label: meaning for label, meaning in found.items() if meaning in known_labels()}


def families(labels: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """The family of each label of a scoring; names of places, which are of none, are left out."""
    return {
        label: coarse(meaning)
        for label, meaning in meanings(labels, mapping).items()
        if not (label in PLACES and meaning == _ADDRESS)
    }


def is_personal(label: str) -> bool:
    """Whether a label of the registry is personal; a coarse one is if some of its family are."""
    if label in entities():
        return entities()[label].personal
    return any(one.personal for one in entities().values() if one.parent == label)


def personal_labels(labels: Sequence[str], mapping: Mapping[str, str]) -> frozenset[str]:
    """Those of the labels of a scoring, by the names they are shown under, that are personal."""
    meant = meanings(labels, mapping)
    return frozenset(label for label in families(labels, mapping) if is_personal(meant[label]))


class PersonalTally:
    """Personal values at coarse depth, of one detector on one source.

    Attributes:
        declared: Values of labels that the detector declares, and those of them found.
    """

    def __init__(
        self, space: LabelSpace, declared: Collection[str], mapping: Mapping[str, str]
    ) -> None:
        personal = personal_labels(space.labels, mapping)
        self._personal = np.array([label in personal for label in space.labels])
        self._declared = covered(space, declared)["coarse"] & self._personal
        self._families = space.families
        self.declared = np.zeros(2, np.int64)

    def follow(self, other: Self) -> None:
        """Take what another one of the same labels counted of other records."""
        self.declared += other.declared

    def add(self, aligned: Alignment) -> NDArray[np.int64]:
        """Take a batch.

        Returns:
            Truth, found and predicted of each record, shape (records, 3). A prediction that names
            the family of a value which is not personal, such as PHONE of a hotline, is neither
            right nor wrong; so is one of another label that is not personal.
        """
        counts = np.zeros((aligned.rows, 3), np.int64)
        masks = _Masks(self._personal, self._declared, self._families)
        _tally(aligned.matched, aligned.stride, masks, counts, self.declared)
        return counts


class _Masks(NamedTuple):
    """What is known of each code of a label space."""

    personal: NDArray[np.bool_]
    declared: NDArray[np.bool_]
    family: NDArray[np.int16]


@compiled
def _tally(
    matched: Matched,
    stride: int,
    masks: _Masks,
    counts: NDArray[np.int64],
    declared: NDArray[np.int64],
) -> None:
    """Count spans by record, and those of declared labels in all."""
    truth, ignored, predicted, matching = matched
    family = masks.family
    for i in range(len(truth.cell)):
        label, j = truth.label[i], matching.prediction[i]
        if ignored[i] or not masks.personal[label]:
            continue
        found = (
            j >= 0
            and truth.start[i] == predicted.start[j]
            and truth.end[i] == predicted.end[j]
            and family[label] == family[predicted.label[j]]
        )
        record = truth.cell[i] // stride
        counts[record, 0] += 1
        counts[record, 1] += found
        if masks.declared[label]:
            declared[0] += 1
            declared[1] += found
    for j in range(len(predicted.cell)):
        i, label = matching.truth[j], predicted.label[j]
        if i == DROPPED:
            continue
        if claims_personal(label, label if i < 0 else truth.label[i], masks.personal, family):
            counts[predicted.cell[j] // stride, 2] += 1


@inner
def claims_personal(
    label: int, of_truth: int, personal: NDArray[np.bool_], family: NDArray[np.int16]
) -> bool:
    """Whether a prediction counts as one of a personal value, right or wrong.

    Args:
        label: Its label.
        of_truth: That of its truth; its own where it has none.
        personal: Which labels are, by code.
        family: The coarse code of each.
    """
    return bool(personal[of_truth if family[of_truth] == family[label] else label])

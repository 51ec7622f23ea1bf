"""How many spans of which score are right: by label, in bins narrow enough for every threshold.

A bin is a thousandth wide below .99 and a hundred-thousandth from there on, where the scores of
neural networks crowd; 1 has a bin of its own. Right is strict: a span with its boundaries.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.alignment import Alignment, Matched
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.matching import DROPPED
from leakbench.benchmarks.scoring.personal import claims_personal, personal_labels
from leakbench.generator.engine.buffers import values_of
from leakbench.generator.engine.compiled import compiled, inner

_FINER: Final = 990  # the first of the narrow bins

EDGES: Final[NDArray[np.float64]] = np.concatenate(
    [np.arange(_FINER) / 1_000, np.arange(99_000, 100_001) / 100_000]
)
"""The lowest score of each bin, the last of which holds 1 alone; shape (bins,)."""

OUTCOMES: Final = (
    "same",  # right, label and all
    "family",  # right, under another label of its family: PHONE of a mobile
    "wrong",
)
SIDES: Final = (
    "personal",  # what counts as a claim about a personal value (``claims_personal``)
    "apart",  # all other predictions: firms, and the hotline that is called PHONE
)

_SAME: Final = 0
_FAMILY: Final = 1
_WRONG: Final = 2
_LOWEST: Final = EDGES.astype(np.float32)


class _Masks(NamedTuple):
    """What is known of each code of a label space."""

    personal: NDArray[np.bool_]
    family: NDArray[np.int16]


class ScoreTally:
    """Predictions that count, by score and outcome, of one detector on one source."""

    def __init__(self, space: LabelSpace, mapping: Mapping[str, str]) -> None:
        personal = personal_labels(space.labels, mapping)
        self._labels = space.labels
        self._masks = _Masks(np.array([one in personal for one in space.labels]), space.families)
        shape = (len(SIDES), len(space.labels), len(OUTCOMES), len(EDGES))
        self._counts = np.zeros(shape, np.int64)

    def add(self, aligned: Alignment, answer: pa.RecordBatch) -> None:
        """Take a batch.

        Args:
            aligned: Its spans.
            answer: The answer that was aligned. A score below 0 counts as 0, above 1 as 1.
        """
        scores = aligned.of_predicted(values_of(answer.column("score")))
        _tally(aligned.matched, scores, self._masks, _LOWEST, self._counts)

    def follow(self, other: Self) -> None:
        """Take what another one of the same labels counted of other records."""
        self._counts += other._counts

    def to_json(self) -> dict[str, Any]:
        """By side and label of the prediction columns of equal length; see ``histogram_from``."""
        document: dict[str, Any] = {}
        for side, counts in zip(SIDES, self._counts, strict=True):
            document[side] = {}
            for label, mine in zip(self._labels, counts, strict=True):
                used = np.flatnonzero(mine.any(0))
                if len(used):
                    columns = dict(zip(OUTCOMES, mine[:, used].tolist(), strict=True))
                    document[side][label] = {"from": EDGES[used].tolist(), **columns}
        return document


def histogram_from(columns: Mapping[str, Any]) -> NDArray[np.int64]:
    """Counts by outcome and bin, shape (outcomes, bins), of one label of a document.

    Args:
        columns: ``from``, the lowest score of each bin that has something in it, and for each of
            ``OUTCOMES`` how many.
    """
    counts = np.zeros((len(OUTCOMES), len(EDGES)), np.int64)
    bins = np.searchsorted(EDGES, np.array(columns["from"], np.float64) - 1e-9)
    counts[:, bins] = [columns[outcome] for outcome in OUTCOMES]
    return counts


@inner
def bin_of(score: float, lowest: NDArray[np.float32]) -> int:
    """The last bin whose lowest score is not above a score; for the first and last what is out."""
    last = len(lowest) - 1
    if not score > lowest[0]:
        return 0
    if score >= lowest[last]:
        return last
    if score < lowest[_FINER]:
        at = min(int(score * 1_000), _FINER - 1)
    else:
        at = _FINER + int((score - lowest[_FINER]) * 100_000)
    # The product is off by a rounding at most: whoever says .95 is in the bin from .95 on. Sums and
    # no branches, which nobody can foretell.
    at -= int(lowest[at] > score)
    return at + int(lowest[at + 1] <= score)


@compiled
def _tally(
    matched: Matched,
    scores: NDArray[np.float32],
    masks: _Masks,
    lowest: NDArray[np.float32],
    counts: NDArray[np.int64],
) -> None:
    """Count predictions by side, label, outcome and bin."""
    truth, _, predicted, matching = matched
    personal, family = masks
    for j in range(len(predicted.cell)):
        i, label = matching.truth[j], predicted.label[j]
        if i == DROPPED:
            continue
        of_truth = label
        outcome = _WRONG
        if i >= 0:
            of_truth = truth.label[i]
            if (
                family[of_truth] == family[label]
                and truth.start[i] == predicted.start[j]
                and truth.end[i] == predicted.end[j]
            ):
                outcome = _SAME if of_truth == label else _FAMILY
        side = 0 if claims_personal(label, of_truth, personal, family) else 1
        counts[side, label, outcome, bin_of(scores[j], lowest)] += 1

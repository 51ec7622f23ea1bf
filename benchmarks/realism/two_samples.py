"""Can a classifier tell generated values from real ones, and by what?

Each value counts once, so that none is both learnt from and asked about. Folds follow the order of
the values, which is a fixed hash's.
"""

# ruff: noqa: PLC0415 - scikit-learn is an extra, and slow to import

from typing import Any, Final, Literal, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.benchmarks.realism.features import (
    FeatureTable,
    Measure,
    RealismPackageError,
    features_of,
)
from leakbench.benchmarks.realism.records import drawn
from leakbench.benchmarks.statistics.auc import Auc, auc, mean_auc
from leakbench.benchmarks.statistics.bootstrap import Interval

FOLDS: Final = 5
HALVINGS: Final = 4  # ways to halve values: one alone may part them by chance
MOST_VALUES: Final = 2_000  # of a side: more tell no more, and take longer
TELLING: Final = 8  # features that are named
_ALIKE: Final = 0.9  # correlation from which two features are one
_CONSTANT: Final = 1e-6  # a deviation that is rounding alone

Side = Literal["real", "generated"]


class Telling(NamedTuple):
    """A feature by which values are told apart.

    Attributes:
        name: In words.
        measure: What the two figures are: the share that has it, or the mean count.
        says: Whose it is.
        generated: Among generated values.
        real: Among real ones.
    """

    name: str
    measure: Measure
    says: Side
    generated: float
    real: float


class TwoSamples(NamedTuple):
    """How well two kinds of values are told apart.

    Attributes:
        auc: .5 if they are alike, 1 if every one is recognised.
        interval: Of it, over the values.
        telling: The features that weigh most, no two that say the same.
    """

    auc: float
    interval: Interval
    telling: tuple[Telling, ...]


def tell_apart(generated: pa.StringArray, real: pa.StringArray, label: str) -> TwoSamples:
    """Train a classifier on some of the values and ask it about the others, fold by fold.

    Args:
        generated: Distinct values in a random order; as many are used as there are of the others.
        real: Distinct values in a random order.
        label: Their coarse label.

    Raises:
        RealismPackageError: scikit-learn is not installed.
    """
    count = min(len(generated), len(real), MOST_VALUES)
    values = pa.concat_arrays([generated.slice(0, count), real.slice(0, count)])
    table = features_of(values, label)
    scaled = table.scaled()
    made = np.repeat([True, False], count)
    value, interval = _area(scaled)
    weights = _fitted(scaled, made).coef_[0]
    return TwoSamples(value, interval, _telling(table, scaled, made, weights))


def halves_apart(values: pa.StringArray, label: str) -> tuple[float, Interval]:
    """Tell one half of distinct values from the other: what there is to see if nothing differs.

    Args:
        values: Distinct values in a random order.
        label: Their coarse label.

    Returns:
        The mean over several ways to halve them, and the interval of one.
    """
    half = min(len(values) // 2, MOST_VALUES)
    scaled = features_of(values.slice(0, 2 * half), label).scaled()
    numbers = pa.array(range(2 * half))
    ways = [drawn(numbers, f"halving {number}").to_numpy() for number in range(HALVINGS)]
    found = [_area(scaled[way]) for way in ways]
    low, high = np.mean([interval for _, interval in found], axis=0)
    return float(np.mean([area for area, _ in found])), Interval(float(low), float(high))


def _area(table: Any) -> tuple[float, Interval]:
    """How well the first half of the rows of a table is told from the other, which is as long."""
    count = table.shape[0] // 2
    first = np.repeat([True, False], count)
    fold = np.tile(np.arange(count) % FOLDS, 2)
    return mean_auc([_fold(table, first, fold == number) for number in range(FOLDS)])


def _fold(table: Any, made: NDArray[np.bool_], asked: NDArray[np.bool_]) -> Auc:
    scores = _fitted(table[~asked], made[~asked]).decision_function(table[asked])
    return auc(scores[made[asked]], scores[~made[asked]])


def _fitted(table: Any, made: NDArray[np.bool_]) -> Any:
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        raise RealismPackageError from None
    return LogisticRegression(solver="liblinear", random_state=0).fit(table, made)


def _telling(
    table: FeatureTable, scaled: Any, made: NDArray[np.bool_], weights: NDArray[np.float64]
) -> tuple[Telling, ...]:
    """The features by which the mean scores of the two kinds are furthest apart."""
    mean = np.asarray(scaled.mean(axis=0)).ravel()
    square = np.asarray(scaled.multiply(scaled).mean(axis=0)).ravel()
    varies = square - mean**2 > _CONSTANT
    apart = weights * np.subtract(*(_means(scaled[side]) for side in (made, ~made)))
    shares = [_means(table.matrix[side]) for side in (made, ~made)]
    chosen: list[int] = []
    columns: list[NDArray[np.float64]] = []
    for at in np.argsort(-apart, kind="stable"):
        if len(chosen) == TELLING or apart[at] <= 0:
            break
        if not varies[at]:
            continue
        column = scaled[:, [at]].toarray().ravel()
        if all(abs(np.corrcoef(column, other)[0, 1]) < _ALIKE for other in columns):
            chosen.append(int(at))
            columns.append(column)
    return tuple(
        Telling(
            table.features[at].name,
            table.features[at].measure,
            "generated" if weights[at] > 0 else "real",
            float(shares[0][at]),
            float(shares[1][at]),
        )
        for at in chosen
    )


def _means(table: Any) -> NDArray[np.float64]:
    return np.asarray(table.mean(axis=0), np.float64).ravel()

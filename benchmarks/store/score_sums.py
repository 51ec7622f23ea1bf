"""Predictions by score, out of the documents of results, and what is told of them.

Personal values at coarse depth, as in the headline; at fine depth beside them.
"""

from collections.abc import Collection, Mapping
from functools import reduce
from operator import add
from typing import Any

from leakbench.benchmarks.scoring.score_histograms import SIDES, histogram_from
from leakbench.benchmarks.statistics.operating_points import (
    PRECISIONS,
    Curve,
    ScoreHistogram,
    calibration_error,
    curve_of,
    reliability,
)

Document = Mapping[str, Any]


def coarse_histogram(scores: Document, truth: int) -> ScoreHistogram:
    """Personal values at coarse depth: right under any label of their family.

    Args:
        scores: As of ``ScoreTally.to_json``.
        truth: How many personal values there are.
    """
    parts = map(histogram_from, scores["personal"].values())
    return reduce(
        add,
        (ScoreHistogram(same + family, wrong, 0) for same, family, wrong in parts),
        ScoreHistogram.empty(truth),
    )


def fine_histogram(scores: Document, truth: int, labels: Collection[str]) -> ScoreHistogram:
    """The same at fine depth: right under its own label alone.

    Args:
        scores: As of ``ScoreTally.to_json``.
        truth: How many values there are.
        labels: Those of a scoring that are personal.
    """
    parts = (
        histogram_from(columns)
        for side in SIDES
        for label, columns in scores[side].items()
        if label in labels
    )
    return reduce(
        add,
        (ScoreHistogram(same, family + wrong, 0) for same, family, wrong in parts),
        ScoreHistogram.empty(truth),
    )


def operating_points(scores: Document, truth: int, labels: Collection[str]) -> dict[str, Any]:
    """What a summary tells of them; of equal scores only that they are.

    Args:
        scores: As of ``ScoreTally.to_json``.
        truth: How many personal values there are.
        labels: Those of a scoring that are personal.
    """
    coarse = coarse_histogram(scores, truth)
    curve, fine = curve_of(coarse), curve_of(fine_histogram(scores, truth, labels))
    told = coarse.gives_scores
    return {
        "gives_scores": told,
        "average_precision": curve and curve.average_precision,
        "average_precision_fine": fine and fine.average_precision,
        "recall_at_precision": {} if curve is None else _at_precision(curve),
        "best_f1": curve and curve.best._asdict(),
        "sweep": [] if curve is None else [point._asdict() for point in curve.sweep()],
        "calibration_error": calibration_error(coarse) if told else None,
        "reliability": [part._asdict() for part in reliability(coarse)] if told else [],
    }


def _at_precision(curve: Curve) -> dict[str, Any]:
    points = {least: curve.at_precision(least) for least in PRECISIONS}
    return {str(least): point and point._asdict() for least, point in points.items()}

"""The ways to call a matched span right: the four modes of nervaluate, and characters."""

from collections.abc import Mapping
from typing import Any


def ratio(part: float, whole: float) -> float | None:
    """A quotient; None for 0/0."""
    return part / whole if whole else None


def ratios(correct: float, truth: int, predicted: int) -> dict[str, float | None]:
    """Recall, precision, f1, and f2, which weighs recall twice."""
    return {
        "recall": ratio(correct, truth),
        "precision": ratio(correct, predicted),
        "f1": ratio(2 * correct, truth + predicted),
        "f2": ratio(5 * correct, 4 * truth + predicted),
    }


def modes_of(counts: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """Counts and ratios by mode.

    Args:
        counts: By ``COLUMNS`` of the counts.

    Returns:
        ``strict``, ``exact``, ``partial`` and ``type`` with spans that are correct, incorrect,
        partial, missed or spurious; ``character`` with characters of truth, predicted and both.
    """
    exact = counts["exact_same"] + counts["exact_other"]
    overlap = counts["overlap_same"] + counts["overlap_other"]
    alike = counts["exact_same"] + counts["overlap_same"]
    matched = exact + overlap
    truth, predicted = matched + counts["missed"], counts["predicted"]
    split = {  # correct, incorrect, partial
        "strict": (counts["exact_same"], matched - counts["exact_same"], 0),
        "exact": (exact, overlap, 0),
        "partial": (exact, 0, overlap),
        "type": (alike, matched - alike, 0),
    }
    modes: dict[str, dict[str, Any]] = {
        name: {
            "correct": correct,
            "incorrect": incorrect,
            "partial": partial,
            "missed": counts["missed"],
            "spurious": counts["spurious"],
            **ratios(correct + 0.5 * partial, truth, predicted),
        }
        for name, (correct, incorrect, partial) in split.items()
    }
    sides = {name: counts[f"{name}_characters"] for name in ("truth", "predicted", "both")}
    shares = ratios(sides["both"], sides["truth"], sides["predicted"])
    modes["character"] = {**sides, **shares}
    return modes

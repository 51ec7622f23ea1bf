"""Results of detectors that give no scores, as if they did."""

from dataclasses import replace

LOW, HIGH = 0.4, 0.9


def graded(results, *names):
    """Of some detectors a third of what is right, and all that is wrong, gets a low score."""
    return [
        replace(one, scores=_graded(one.scores))
        if one.detector in names and one.scores is not None
        else one
        for one in results
    ]


def _graded(scores):
    return {
        side: {label: _columns(columns) for label, columns in by_label.items()}
        for side, by_label in scores.items()
    }


def _columns(columns):
    same, family, wrong = (sum(columns[name]) for name in ("same", "family", "wrong"))
    return {
        "from": [LOW, HIGH],
        "same": [same // 3, same - same // 3],
        "family": [family // 3, family - family // 3],
        "wrong": [wrong, 0],
    }

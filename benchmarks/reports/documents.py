"""What a report shows beside results: documents of other commands, told apart by their kind."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from leakbench.benchmarks.reports.misses import missed_places
from leakbench.benchmarks.scoring.counts import Counts
from leakbench.benchmarks.store.personal_sums import personal_counts
from leakbench.benchmarks.store.reading import at_line, read_json
from leakbench.benchmarks.store.results import ResultError
from leakbench.generator.errors import LeakbenchError

Document = Mapping[str, Any]
_KEYS = {
    "sweep": {"axis", "corpus", "rows", "track", "places"},
    "errors": {"corpus", "noise", "detector", "track", "file", "errors", "false_alarms_by_decoy"},
    "throughput": {"corpus", "track", "plan", "environment", "warnings", "contenders"},
    "validity": {"agreement", "points"},
    "realism": {"real", "values", "variety", "scores"},
}

BROKEN: Final = (AttributeError, LookupError, TypeError, ValueError)
"""What a document raises in which something is missing or of another type."""


class BrokenDocumentError(LeakbenchError, ValueError):
    """A document of which no figure can be drawn."""

    def __init__(self, kind: str, reason: Exception) -> None:
        super().__init__(f"a document of leakbench {kind} is broken: {reason!r}")


def read_documents(paths: Iterable[Path]) -> dict[str, list[Document]]:
    """Read documents of ``leakbench sweep``, ``errors``, ``throughput``, ``validity``, ``realism``.

    Args:
        paths: JSON files of one document, or packed files of many.

    Returns:
        The documents of each of these kinds.

    Raises:
        ResultError: A file is none of them, or truncated.
    """
    found: dict[str, list[Document]] = {kind: [] for kind in _KEYS}
    for path in paths:
        for line, document in read_json(path):
            kind = document.get("kind") if isinstance(document, dict) else None
            if not isinstance(kind, str) or kind not in found:
                reason = f"its kind is none of {', '.join(_KEYS)}"
                raise ResultError(path, at_line(line, reason))
            missing = _KEYS[kind] - set(document)
            if missing:
                raise ResultError(path, at_line(line, f"broken {kind}: no key {min(missing)!r}"))
            try:
                _ON_PAGE.get(kind, dict)(document)
            except BROKEN as error:
                raise ResultError(path, at_line(line, f"broken {kind}: {error!r}")) from None
            found[kind].append(document)
    return found


def page_sweep(document: Document) -> dict[str, Any]:
    """A sweep as the page draws it: a point for each place and detector that was scored.

    Of personal values at coarse depth, as in the headline.
    """
    places = document["places"]
    numeric = all(place["name"].replace(".", "", 1).isdigit() for place in places)
    return {
        "axis": document["axis"]["name"],
        "corpus": document["corpus"],
        "points": [
            {
                "x": place["at"] if numeric else place["name"],
                "detector": one["name"],
                **_personal(one["counts"]),
            }
            for place in places
            for one in place["detectors"]
            if one["failure"] is None
        ],
    }


def _personal(document: Document) -> dict[str, float | None]:
    sums = personal_counts(Counts.from_json(document), {})
    return {metric: sums.score(metric) for metric in ("recall", "precision", "f1")}


def page_realism(document: Document) -> list[dict[str, Any]]:
    """How real each corpus's values are, label by label, with the most overstated detector."""
    real = document["real"]["name"]
    rows = []
    for one in document["values"]:
        scores = [
            score
            for score in document["scores"]
            if (score["corpus"], score["label"]) == (one["corpus"], one["label"])
        ]
        worst = max(scores, key=lambda score: score["overstated"], default=None)
        shown = ("corpus", "label", "auc", "auc_real_halves", "shapes_covered")
        rows.append(
            {
                "real": real,
                **{key: one[key] for key in (*shown, "shapes_of_real_half")},
                "detector": worst and worst["detector"],
                "overstated": worst and worst["overstated"],
            }
        )
    return rows


_ON_PAGE: Final[dict[str, Callable[[Document], object]]] = {
    "sweep": page_sweep,
    "errors": lambda document: missed_places([document]),
    "realism": page_realism,
}

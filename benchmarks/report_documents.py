"""What a report shows beside results: sweeps of robustness, and errors in context."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from leakbench.benchmarks.figures.lines import Line, LinePanel, Scale
from leakbench.benchmarks.results import ResultError
from leakbench.benchmarks.sweep import METRICS

Document = Mapping[str, Any]

GROUPS = 12  # of misses and of false alarms, the most frequent
EACH = 3  # examples of a group
_KEYS = {
    "sweep": {"axis", "corpus", "rows", "places"},
    "errors": {"corpus", "noise", "detector", "missed_by_form", "false_alarms_by_decoy"},
}


def read_documents(paths: Iterable[Path]) -> tuple[list[Document], list[Document]]:
    """Read sweeps and errors, told apart by their ``kind``.

    Raises:
        ResultError: A file is neither, or truncated.
    """
    found: dict[str, list[Document]] = {"sweep": [], "errors": []}
    for path in paths:
        try:
            document = json.loads(path.read_text("utf-8"))
        except ValueError as error:
            raise ResultError(path, f"truncated or not JSON: {error}") from None
        kind = document.get("kind") if isinstance(document, dict) else None
        if kind not in found:
            raise ResultError(path, "neither a sweep nor errors: no such kind")
        missing = _KEYS[kind] - set(document)
        if missing:
            raise ResultError(path, f"broken {kind}: no key {min(missing)!r}")
        found[kind].append(document)
    return found["sweep"], found["errors"]


def page_sweep(document: Document) -> dict[str, Any]:
    """A sweep as the page draws it: a point for each place and detector that was scored."""
    places = document["places"]
    numeric = all(place["name"].replace(".", "", 1).isdigit() for place in places)
    return {
        "axis": document["axis"]["name"],
        "corpus": document["corpus"],
        "points": [
            {
                "x": place["at"] if numeric else place["name"],
                "detector": one["name"],
                **{metric: one["scores"][metric] for metric in METRICS},
            }
            for place in places
            for one in place["detectors"]
            if one["failure"] is None
        ],
    }


def page_examples(document: Document) -> list[dict[str, Any]]:
    """Errors as the page lists them, of the most frequent groups."""
    about = {key: document[key] for key in ("corpus", "noise", "detector")}
    kinds = (("miss", "missed_by_form"), ("false alarm", "false_alarms_by_decoy"))
    return [
        {
            **about,
            "kind": kind,
            "label": group["label"],
            "form": group["trait"],
            **{key: example[key] for key in ("before", "value", "after")},
        }
        for kind, name in kinds
        for group in document[name][:GROUPS]
        for example in group["examples"][:EACH]
    ]


def sweep_panels(document: Document) -> tuple[list[LinePanel], Scale]:
    """A sweep as figures draw it: a panel for each metric."""
    places = document["places"]
    names = dict.fromkeys(one["name"] for place in places for one in place["detectors"])
    panels = []
    for metric in METRICS:
        lines = [line for name in names if (line := _line(places, name, metric)) is not None]
        subtitle = f"{document['corpus']}, {document['rows']:,} rows; 95% intervals"
        panels.append(LinePanel(f"strict {metric}", subtitle, metric, lines))
    ticks = {place["at"]: place["name"] for place in places}
    return panels, Scale(axis=document["axis"]["title"], ticks=ticks, log=False)


def _line(places: Iterable[Document], name: str, metric: str) -> Line | None:
    scored = [
        (place["at"], one["scores"])
        for place in places
        for one in place["detectors"]
        if one["name"] == name and one["scores"].get(f"{metric}_low") is not None
    ]
    if not scored:
        return None
    y, low, high = (
        [scores[f"{metric}{end}"] for _, scores in scored] for end in ("", "_low", "_high")
    )
    return Line(name, [at for at, _ in scored], y, low, high)

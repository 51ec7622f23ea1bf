"""Rows as columns, in which a value that repeats stands once: a third of the same as objects."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

_REPEATED = 2  # times on average that a value repeats before it is written once


def packed_runs(runs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Runs as of ``page_runs`` in three tables.

    Returns:
        ``runs``; ``labels``, the counts of each label; and ``forms``, values and those found by
        label and novelty. The rows of these are in the order of the runs, of which each says what
        its own are of: ``labels``, and ``forms`` as pairs of label and novelty.
    """
    plain: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    forms: list[dict[str, int]] = []
    for run in runs:
        written = {
            (label, novelty): {"counted": counted, "found": found}
            for label, pairs in run["forms"].items()
            for novelty, (counted, found) in pairs.items()
        }
        plain.append({**run, "labels": list(run["labels"]), "forms": list(written)})
        labels += run["labels"].values()
        forms += written.values()
    return {"runs": columns(plain), "labels": columns(labels), "forms": columns(forms)}


def columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Rows with the same keys, by column: its values, or ``of`` which values and ``at`` which."""
    return {key: _column([row[key] for row in rows]) for key in (rows[0] if rows else ())}


def _column(values: Sequence[Any]) -> list[Any] | dict[str, list[Any]]:
    numbers: dict[str, int] = {}
    at = [numbers.setdefault(json.dumps(value), len(numbers)) for value in values]
    if len(numbers) * _REPEATED > len(values):
        return list(values)
    return {"of": [json.loads(text) for text in numbers], "at": at}

"""Rows as columns, in which a value that repeats stands once: a third of the same as objects."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

_REPEATED = 2  # times on average that a value repeats before it is written once


def packed_runs(runs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Runs as of ``page_runs`` in three tables.

    Returns:
        ``runs``; ``labels``, the counts of each label; and ``forms``, values and those found by
        label and novelty. The rows of these are in the order of the runs, of which each says how
        many it has: ``labels`` and ``forms``.
    """
    plain, labels, forms = [], [], []
    for run in runs:
        mine = [{"label": label, **counts} for label, counts in run["labels"].items()]
        written = [
            {"label": label, "novelty": novelty, "counted": counted, "found": found}
            for label, pairs in run["forms"].items()
            for novelty, (counted, found) in pairs.items()
        ]
        plain.append({**run, "labels": len(mine), "forms": len(written)})
        labels += mine
        forms += written
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

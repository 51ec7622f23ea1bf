"""Rows as columns, in which a value that repeats stands once: a third of the same as objects."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_REPEATED = 2  # times on average that a value repeats before it is written once


def packed_runs(runs: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Runs as of ``page_runs`` in three tables.

    Returns:
        ``runs``, and by the number of their run ``labels``, the counts of each label, and
        ``forms``, values and those found by label and novelty.
    """
    plain, labels, forms = [], [], []
    for number, run in enumerate(runs):
        plain.append({key: value for key, value in run.items() if key not in ("labels", "forms")})
        labels += [
            {"run": number, "label": label, **counts} for label, counts in run["labels"].items()
        ]
        forms += [
            {
                "run": number,
                "label": label,
                "novelty": novelty,
                "counted": pair[0],
                "found": pair[1],
            }
            for label, mine in run["forms"].items()
            for novelty, pair in mine.items()
        ]
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

"""Scores of stored results as tables."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from leakbench.api.tables import Table, table_of

if TYPE_CHECKING:
    from leakbench.api.benchmark import StoredResult

OF: Final = ("detector", "corpus", "noise")
"""What tells results of one evaluation from one another."""

LABEL_SCORES: Final = pa.schema(
    [
        *((name, pa.string()) for name in (*OF, "label")),
        ("support", pa.int64()),
        *((name, pa.float64()) for name in ("recall", "precision", "f1", "f1_low", "f1_high")),
    ]
)
_SHOWN: Final = (*OF, "personal_f1", "recall", "precision", "f1", "rows_per_s")
HOW_TO_READ: Final = (
    "personal f1: personal values, MOBILE or PHONE alike, as leakbench run ranks; recall, "
    "precision, f1: all labels, each by its exact name"
)


@cache
def score_schema() -> pa.Schema:
    """The columns of ``score_table``: what a result is of, every ratio, its speed."""
    from leakbench.api.benchmark import PERSONAL, RATIOS

    numbers = (*PERSONAL, *RATIOS, "f1_low", "f1_high")
    numbers += ("rows_per_s", "mb_per_s", "p50_ms", "p95_ms")
    return pa.schema(
        [
            *((name, pa.string()) for name in ("detector", "version", "corpus", "noise", "track")),
            ("rows", pa.int64()),
            *((name, pa.float64()) for name in numbers),
            *((name, pa.string()) for name in ("failure", "not_comparable")),
        ]
    )


def score_table(results: Sequence["StoredResult"]) -> Table:
    """One row a result (``score_schema``)."""
    from leakbench.api.benchmark import personal_scores

    rows = [
        {
            **one.summary(),
            **personal_scores([one]),
            **_interval(one.intervals),
            "version": one.version,
            "noise": one.noise,
        }
        for one in results
    ]
    return table_of(rows, score_schema(), _SHOWN)


def label_table(results: Sequence["StoredResult"]) -> Table:
    """One row a result and label (``LABEL_SCORES``)."""
    rows = [
        {
            **{kind: getattr(one, kind) for kind in OF},
            "label": label,
            **scores,
            **_interval((one.intervals or {}).get("by_label", {}).get(label)),
        }
        for one in results
        for label, scores in one.summary()["by_label"].items()
    ]
    return table_of(rows, LABEL_SCORES, [*differing(results), *LABEL_SCORES.names[len(OF) :]])


def reasons(results: Sequence["StoredResult"]) -> list[str]:
    """Why some of the results have no scores, a sentence each."""
    return [
        f"{one.detector} on {one.corpus}: {one.not_comparable or f'failed: {one.failure}'}"
        for one in results
        if one.counts is None
    ]


def differing(results: Sequence["StoredResult"]) -> list[str]:
    """In what results are not all of one; a table that shows more would only be wider."""
    return [kind for kind in OF if len({getattr(one, kind) for one in results}) > 1]


def _interval(known: Mapping[str, Any] | None) -> dict[str, float | None]:
    """The interval of f1 among those of a stored result."""
    low, high = (known or {}).get("f1") or (None, None)
    return {"f1_low": low, "f1_high": high}

"""Scores of stored results as tables."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from leakbench.api.tables import Table, table_of

if TYPE_CHECKING:
    from leakbench.api.benchmark import StoredResult

OF: Final = ("detector", "corpus", "noise")
"""What tells results of one evaluation from one another."""

SCORES: Final = pa.schema(
    [
        ("detector", pa.string()),
        ("version", pa.string()),
        ("corpus", pa.string()),
        ("noise", pa.string()),
        ("track", pa.string()),
        ("rows", pa.int64()),
        *(
            (name, pa.float64())
            for name in (
                "recall", "precision", "f1", "f1_low", "f1_high", "f2", "recall_any",
                "recall_declared", "recall_records", "recall_subjects", "false_alarms_per_1000",
                "decoys_touched", "free_records_flagged", "rows_per_s", "mb_per_s", "p50_ms",
                "p95_ms",
            )
        ),
        ("failure", pa.string()),
        ("not_comparable", pa.string()),
    ]
)  # fmt: skip
LABEL_SCORES: Final = pa.schema(
    [
        *((name, pa.string()) for name in (*OF, "label")),
        ("support", pa.int64()),
        *((name, pa.float64()) for name in ("recall", "precision", "f1", "f1_low", "f1_high")),
    ]
)
_SHOWN: Final = (*OF, "rows", "recall", "precision", "f1", "rows_per_s")


def score_table(results: Sequence["StoredResult"]) -> Table:
    """One row a result: what it is of, its scores, its speed (``SCORES``)."""
    rows = [
        {**one.summary(), **_interval(one.intervals), "version": one.version, "noise": one.noise}
        for one in results
    ]
    return table_of(rows, SCORES, _SHOWN)


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

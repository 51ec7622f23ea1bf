"""Detectors on the columns track: the same tables for all, one score for each way of headers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from leakbench.benchmarks.columns.column_kinds import SHARE
from leakbench.benchmarks.columns.column_score import ColumnScore
from leakbench.benchmarks.columns.tables import labels_of, tables
from leakbench.benchmarks.running.answering import require_shared
from leakbench.benchmarks.running.entrants import DetectorFailedError, Entrant
from leakbench.benchmarks.sources.source import Source
from leakbench.generator.spec import Columns, Headers

RATES = ("accuracy", "accuracy_coarse", "macro_f1", "found", "false_alarms")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsPlan:
    """What tables are read.

    Attributes:
        tables: How many of each corpus and each way that cells slip.
        rows: Records of a table.
        headers: How columns are called.
        columns: How cells slip.
        share: Share of a column's filled cells that makes it of a label.
    """

    tables: int
    rows: int
    headers: tuple[Headers, ...]
    columns: tuple[Columns, ...]
    share: float = SHARE

    def readings(self, corpora: int) -> int:
        """Tables that each detector reads of so many corpora."""
        return corpora * self.tables * len(self.headers) * len(self.columns)


def run_columns(
    sources: Sequence[Source],
    detectors: Sequence[Entrant],
    plan: ColumnsPlan,
    advance: Callable[[int], None],
) -> list[dict[str, Any]]:
    """Have every detector read every table.

    Args:
        sources: Corpora or datasets.
        detectors: Who reads.
        plan: Which tables.
        advance: Told of every reading.

    Returns:
        One record a detector, way of headers and way that cells slip, as JSON values: the rates of
        ``ColumnScore.summary`` over all columns and ``by_corpus``, and the ``confusion`` matrix. A
        detector that failed, or can find nothing of what the columns hold, has its reason in
        ``failure`` and no rates.

    Raises:
        TrackError: A source has texts only.
        UnmappedLabelError: A column of a dataset is of a label that the registry does not have.
    """
    wanted = labels_of(sources)
    failures: dict[str, str] = {}
    scores: dict[tuple[str, Headers, Columns], ColumnScore] = {}
    for one in detectors:
        try:
            require_shared(one, wanted, "the labels of the columns")
        except DetectorFailedError as error:
            failures[one.name] = str(error)
    for source in sources:
        for table in tables(source, plan.tables, plan.rows, plan.headers, plan.columns):
            for one in detectors:
                score = scores.setdefault((one.name, table.headers, table.columns), ColumnScore())
                if one.name not in failures:
                    try:
                        score.add(table, one, plan.share)
                    except DetectorFailedError as error:
                        failures[one.name] = str(error)
                advance(1)
    versions = {one.name: one.version for one in detectors}
    return [
        {
            "detector": name,
            "version": versions[name],
            "headers": headers,
            "cells": slips,
            **_result(score, failures.get(name)),
        }
        for (name, headers, slips), score in sorted(scores.items())
    ]


def _result(score: ColumnScore, failure: str | None) -> dict[str, Any]:
    if failure is not None:
        return {"tables": score.tables, **dict.fromkeys(("columns", *RATES)), "failure": failure}
    corpora = sorted({corpus for corpus, _, _ in score.confusion})
    return {
        "tables": score.tables,
        **score.summary(),
        "empty": score.empty,
        "failure": None,
        "by_corpus": {corpus: score.summary(corpus) for corpus in corpora},
        "confusion": score.rows(),
    }

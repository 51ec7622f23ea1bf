"""What a throughput session leaves behind: one JSON document of raw samples, and what derives.

Rates are of one trial each: rows or bytes answered, over the wall time of the trial. Ratios pair
the trials of two entrants in the same round, so that a change of the machine between rounds
cancels out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from leakbench.benchmarks.running.memory_copy import MEMORY_COPY
from leakbench.benchmarks.throughput.session import Cell, Measured, Plan
from leakbench.benchmarks.timing.load import Load
from leakbench.benchmarks.timing.trial import Start

SCHEMA_VERSION: Final = 2  # 1: the same batches in every visit of a cell
REFERENCES: Final = (MEMORY_COPY, "regex")
SUMMARY: Final = (
    "rows_per_s", "mb_per_s", "mb_per_s_min", "mb_per_s_max", "mb_per_cpu_s",
    "p50_ms", "p95_ms", "p99_ms", "calls", "spans_per_row", "peak_memory_mb", "joules_per_mb",
    *(f"per_{name}" for name in REFERENCES),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A whole session.

    Attributes:
        corpus: The source's name.
        identity: What pins its records, as of ``Source.identity``.
        track: ``text`` or ``table``.
        plan: What was to be measured.
        measured: One an entrant.
        before: What the machine did just before.
        during: What it did meanwhile, beside the session.
        tool: Version, commit and dirty flag of leakbench.
        environment: The machine and its software.
    """

    corpus: str
    identity: dict[str, Any]
    track: str
    plan: Plan
    measured: Sequence[Measured]
    before: Load
    during: Load
    tool: dict[str, Any]
    environment: dict[str, Any]

    def warnings(self) -> list[str]:
        """Why times may be wrong; nothing if the machine was quiet."""
        return [*self.before.warnings("before the session"), *self.during.warnings("during it")]

    def records(self) -> list[dict[str, Any]]:
        """One flat record a cell: detector, batch size, threads, the summary, why it is empty."""
        return [
            {
                "detector": mine.name,
                "batch_rows": cell.batch_rows,
                "threads": cell.threads,
                "first_call_ms": first_call_ms(mine.starts),
                **self.summary(mine, number),
                "left_out": self.doubt(mine, number),
            }
            for mine in self.measured
            for number, cell in enumerate(mine.cells)
        ]

    def summary(self, mine: Measured, number: int) -> dict[str, float | int | None]:
        """What derives from the samples of an entrant's cell, under ``SUMMARY``."""
        cell = mine.cells[number]
        if not cell.trials:
            return dict.fromkeys(SUMMARY)
        own = rates(cell)
        if self.impossible(mine, number) is not None:
            return dict.fromkeys(SUMMARY)
        calls = np.concatenate([taken for trial in cell.trials for taken in trial.nanoseconds])
        p50, p95, p99 = np.quantile(calls, (0.5, 0.95, 0.99)) / 1e6
        done = [trial.bytes for trial in cell.trials]
        busy = [trial.cpu_ns for trial in cell.trials]
        joules = [
            trial.energy_uj / some
            for trial, some in zip(cell.trials, done, strict=True)
            if trial.energy_uj is not None
        ]
        return {
            "rows_per_s": _median([trial.rows_per_s for trial in cell.trials]),
            "mb_per_s": _median(own),
            "mb_per_s_min": min(own),
            "mb_per_s_max": max(own),
            "mb_per_cpu_s": sum(done) * 1e3 / sum(busy) if sum(busy) else None,
            "p50_ms": float(p50),
            "p95_ms": float(p95),
            "p99_ms": float(p99),
            "calls": len(calls),
            "spans_per_row": sum(one.spans for one in cell.trials)
            / max(1, sum(one.rows for one in cell.trials)),
            "peak_memory_mb": None if mine.name == MEMORY_COPY else cell.trials[0].peak_bytes / 1e6,
            "joules_per_mb": _median(joules) if joules else None,
            **{f"per_{name}": self._ratio(own, name, number) for name in REFERENCES},
        }

    def impossible(self, mine: Measured, number: int) -> str | None:
        """Why the rate of a cell is withheld: copying the text takes longer; else None."""
        own = rates(mine.cells[number])
        ratio = self._ratio(own, MEMORY_COPY, number) if own else None
        if ratio is None or ratio <= 1 or mine.name == MEMORY_COPY:
            return None
        return f"it took a {ratio:,.1f}th of what copying the text takes"

    def doubt(self, mine: Measured, number: int) -> str | None:
        """What a reader is to know of a cell, or why it is empty; None of most."""
        cell = mine.cells[number]
        clocks = [trial.clock for trial in cell.trials if trial.clock is not None]
        clock = clocks[0] if 2 * len(clocks) > len(cell.trials) else None
        return mine.failure or cell.left_out or self.impossible(mine, number) or clock

    def _ratio(self, own: Sequence[float], name: str, number: int) -> float | None:
        """The median ratio to a reference in the same cell and round."""
        others = [rates(mine.cells[number]) for mine in self.measured if mine.name == name]
        pairs = list(zip(own, others[0], strict=False)) if others else []
        return _median([one / other for one, other in pairs]) if pairs else None

    def to_json(self) -> dict[str, Any]:
        """The document."""
        return {
            "schema_version": SCHEMA_VERSION,
            "kind": "throughput",
            "tool": self.tool,
            "environment": self.environment,
            "load": {"before": self.before.to_json(), "during": self.during.to_json()},
            "warnings": self.warnings(),
            "corpus": {"name": self.corpus, **self.identity},
            "track": self.track,
            "plan": {**asdict(self.plan), "visit_seconds": self.plan.trial_seconds},
            "contenders": [self._entrant(mine) for mine in self.measured],
        }

    def _entrant(self, mine: Measured) -> dict[str, Any]:
        return {
            "name": mine.name,
            "version": mine.version,
            "failure": mine.failure,
            "first_call_ms": first_call_ms(mine.starts),
            "starts": [asdict(start) for start in mine.starts],
            "cells": [
                {
                    "batch_rows": cell.batch_rows,
                    "threads": cell.threads,
                    "left_out": self.doubt(mine, number),
                    "summary": self.summary(mine, number),
                    "visits": [trial.to_json() for trial in cell.trials],
                }
                for number, cell in enumerate(mine.cells)
            ],
        }


def rates(cell: Cell) -> list[float]:
    """MB/s of each trial, in 10**6 UTF-8 bytes."""
    return [trial.mb_per_s for trial in cell.trials]


def first_call_ms(starts: Sequence[Start]) -> float | None:
    """The median over fresh processes of building a detector and answering a first batch."""
    return (
        _median([(one.build_ns + one.first_batch_ns) / 1e6 for one in starts]) if starts else None
    )


def _median(values: Sequence[float]) -> float:
    return float(np.median(values))


def markdown(records: Sequence[Mapping[str, Any]]) -> str:
    """Tables to read, with detectors down, and threads × batch rows across."""
    parts = [
        "MB/s, median of the trials (slowest–fastest)",
        _table(records, _range),
        *(
            part
            for name in REFERENCES
            for part in (
                f"Times as fast as {name}, median over the rounds",
                _table(records, lambda one, name=name: _short(one[f"per_{name}"])),  # type: ignore[misc]
            )
        ),
    ]
    reasons = [
        f"- {name}, {threads} × {rows:,}: {why}"
        for name, threads, rows, why in (
            (one["detector"], one["threads"], one["batch_rows"], one["left_out"]) for one in records
        )
        if why
    ]
    return "\n\n".join([*parts, *(["Left out:", "\n".join(reasons)] if reasons else [])]) + "\n"


def _table(records: Sequence[Mapping[str, Any]], shown: Callable[[Mapping[str, Any]], str]) -> str:
    columns = sorted({(one["threads"], one["batch_rows"]) for one in records})
    lines = [
        f"| | {' | '.join(f'{threads} × {rows:,}' for threads, rows in columns)} |",
        f"| :-- |{' --: |' * len(columns)}",
    ]
    for name in dict.fromkeys(one["detector"] for one in records):
        mine = {
            (one["threads"], one["batch_rows"]): one for one in records if one["detector"] == name
        }
        lines.append(f"| {name} | {' | '.join(shown(mine[column]) for column in columns)} |")
    return "\n".join(lines)


def _range(record: Mapping[str, Any]) -> str:
    if record["mb_per_s"] is None:
        return "–"
    low, middle, high = (_short(record[f"mb_per_s{end}"]) for end in ("_min", "", "_max"))
    return f"{middle} ({low}–{high})"


def _short(value: float | None) -> str:
    """Three digits; an exponent where there would be many noughts."""
    if value is None:
        return "–"
    if 0 < value < 0.01:
        return f"{value:.2e}"
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3
    return f"{value:,.{digits}f}"

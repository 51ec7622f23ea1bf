"""The headline to read: as Markdown, and as plain objects for the page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from leakbench.benchmarks.console.output import number
from leakbench.benchmarks.reports.headline import SIDES, Headline, Row, Side
from leakbench.benchmarks.statistics.bootstrap import Interval
from leakbench.benchmarks.store.sums import Sums, lead
from leakbench.detectors.marks import Mark

METRICS: Final = ("f1", "recall", "precision")
NAMES: Final[Mapping[Side, str]] = {"real": "real text", "generated": "generated lists"}
APART: Final = "of this house: shown, not ranked"


def headline_table(table: Headline) -> str:
    """All detectors and figures as Markdown, then the best, the runner-up and the margin.

    Bold is the best of the ranked on a side, and whoever the records do not tell apart from it.
    """
    heads = ["detector", "marks"]
    for side in table.sides:
        heads += [f"{side}: F1", "recall, own labels", "recall, all", "precision"]
    heads += ["false alarms", "MB/s"]
    heads += ["J/MB"] if told_joules(table) else []
    heads += ["overstated"] if len(table.sides) == len(SIDES) else []
    best = _bold(table)
    joules = told_joules(table)
    rows = [_line(row, table.sides, best, joules=joules) for row in table.ranked]
    if table.ours:
        rows += [[f"*{APART}*"] + [""] * (len(heads) - 1)]
        rows += [_line(row, table.sides, {}, joules=joules) for row in table.ours]
    lines = [*markdown_lines(heads, rows, left=2), ""]
    return "\n".join([*lines, *markdown_lines(_MARGIN_HEADS, list(_margins(table)), left=2)]) + "\n"


def _bold(table: Headline) -> dict[tuple[Side, str], frozenset[str]]:
    return {
        (side, metric): frozenset(row.name for row in table.best(side, metric))
        for side in table.sides
        for metric in METRICS
    }


def told_joules(table: Headline) -> bool:
    """Whether a machine told what somebody used."""
    return any(row.joules_per_mb is not None for row in (*table.ranked, *table.ours))


def _line(
    row: Row,
    sides: Sequence[Side],
    best: Mapping[tuple[Side, str], frozenset[str]],
    *,
    joules: bool,
) -> list[str]:
    marks = [mark for mark in row.marks if mark != Mark.HOUSE]
    cells = [row.name, ", ".join(marks) or "–"]
    for side in sides:
        standing = row.sides.get(side)
        if standing is None:
            cells += ["–"] * 4
            continue
        f1, recall, precision = (
            _marked(
                _with_interval(standing.sums, metric)
                if metric == "f1"
                else _cell(standing.sums.score(metric)),
                bold=row.name in best.get((side, metric), ()),
            )
            for metric in METRICS
        )
        cells += [f1, _cell(standing.recall_own), recall, precision]
    cells += [_cell(row.false_alarms), _cell(row.mb_per_s)]
    cells += [_cell(row.joules_per_mb)] if joules else []
    overstated = row.overstated
    signed = "–" if overstated is None else f"{overstated:+.3f}"
    return [*cells, signed] if len(sides) == len(SIDES) else cells


def _with_interval(sums: Sums, metric: str) -> str:
    score, interval = sums.score(metric), sums.interval(metric)
    if score is None or interval is None:
        return _cell(score)
    return f"{score:.3f} ({interval.low:.3f}–{interval.high:.3f})"


def _marked(text: str, *, bold: bool) -> str:
    return f"**{text}**" if bold else text


def _cell(value: float | None) -> str:
    return "–" if value is None else number(value)


_MARGIN_HEADS: Final = ("F1 on", "best", "", "runner-up", "", "margin")


def _margins(table: Headline) -> Iterator[list[str]]:
    for side in table.sides:
        order = table.in_order(side)
        told = [(row.name, row.sides[side].sums) for row in order]
        if len(told) > 1:
            yield [NAMES[side], *margin_of(told)]


def margin_of(told: Sequence[tuple[str, Sums]]) -> list[str]:
    """Best and runner-up of some that are in order, and the margin with its interval."""
    (first, best), (second, other) = told[:2]
    scores = [best.score("f1") or 0.0, other.score("f1") or 0.0]
    return [
        first,
        f"{scores[0]:.3f}",
        second,
        f"{scores[1]:.3f}",
        _apart(scores[0] - scores[1], lead(best, other, "f1")),
    ]


def _apart(margin: float, interval: Interval | None) -> str:
    if interval is None:
        return f"{margin:.3f}"
    tie = ", not told apart" if interval.low <= 0 else ""
    return f"{margin:.3f} ({interval.low:.3f} to {interval.high:.3f}){tie}"


def markdown_lines(heads: Sequence[str], rows: Sequence[Sequence[str]], left: int) -> list[str]:
    """A table as lines of Markdown, so many columns of it aligned left."""
    marks = [" :-- " if place < left else " --: " for place in range(len(heads))]
    lines = [f"| {' | '.join(heads)} |", f"|{'|'.join(marks)}|"]
    return [*lines, *(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)]


def page_headline(table: Headline) -> dict[str, Any]:
    """The table as the page shows it."""
    best = _bold(table)
    return {
        "sides": table.sides,
        "lead": {side: _first(table, side) for side in table.sides if table.in_order(side)},
        "ranked": [_object(row, best) for row in table.ranked],
        "ours": [_object(row, {}) for row in table.ours],
    }


def _first(table: Headline, side: Side) -> dict[str, Any]:
    """The best of a side and whoever is not told apart from it; how far the second is behind."""
    first, *others = (row.sides[side].sums for row in table.in_order(side)[:2])
    apart = lead(first, others[0], "f1") if others else None
    return {
        "best": [row.name for row in table.best(side)],
        "second": table.in_order(side)[1].name if others else None,
        "margin": (first.score("f1") or 0.0) - (others[0].score("f1") or 0.0) if others else None,
        "interval": apart,
    }


def _object(row: Row, best: Mapping[tuple[Side, str], frozenset[str]]) -> dict[str, Any]:
    return {
        "names": row.names,
        "marks": row.marks,
        "alarms": row.false_alarms,
        "mb_per_s": row.mb_per_s,
        "joules_per_mb": row.joules_per_mb,
        "overstated": row.overstated,
        **{
            side: {
                "own": standing.recall_own,
                "fine": standing.fine.score("f1"),
                **{
                    metric: {
                        "value": standing.sums.score(metric),
                        "interval": standing.sums.interval(metric),
                        "best": row.name in best.get((side, metric), ()),
                    }
                    for metric in METRICS
                },
            }
            for side, standing in row.sides.items()
        },
    }

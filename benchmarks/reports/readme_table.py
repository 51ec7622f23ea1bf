"""The headline of the README: six columns of it, both sides beside each other."""

from leakbench.benchmarks.console.output import number
from leakbench.benchmarks.reports.headline import SIDES, Headline, Row, Side
from leakbench.benchmarks.reports.headline_tables import APART, NAMES, markdown_lines


def readme_table(table: Headline) -> str:
    """All detectors as Markdown; a dash stands where one was not scored.

    F1 on real text has its 95% interval. Bold is the best of the ranked on a side, and whoever the
    records do not tell apart from it.
    """
    heads = ["detector", *(f"F1, {NAMES[side]}" for side in SIDES)]
    heads += ["false alarms", "MB/s", "overstated"]
    rows = [_line(table, row) for row in table.ranked]
    if table.ours:
        rows += [[f"*{APART}*"] + [""] * (len(heads) - 1)]
        rows += [_line(table, row) for row in table.ours]
    return "\n".join(markdown_lines(heads, rows, left=1)) + "\n"


def _line(table: Headline, row: Row) -> list[str]:
    over = "–" if row.overstated is None else f"{row.overstated:+.3f}"
    scores = [_score(table, row, side) for side in SIDES]
    return [row.name, *scores, _figure(row.false_alarms), _figure(row.mb_per_s), over]


def _score(table: Headline, row: Row, side: Side) -> str:
    score = row.f1(side)
    if score is None:
        return "–"
    shown = f"**{score:.3f}**" if any(row is one for one in table.best(side)) else f"{score:.3f}"
    interval = row.sides[side].sums.interval("f1")
    if side != "real" or interval is None:
        return shown
    return f"{shown} ({interval.low:.3f}–{interval.high:.3f})"


def _figure(value: float | None) -> str:
    return "–" if value is None else number(value)

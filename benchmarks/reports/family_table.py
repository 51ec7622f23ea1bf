"""Who is best at what: each family of labels, among those that declare it."""

from collections.abc import Sequence

from leakbench.benchmarks.reports.headline import Headline, Row, Side
from leakbench.benchmarks.reports.headline_tables import NAMES, margin_of, markdown_lines
from leakbench.benchmarks.store.sums import Sums


def family_table(table: Headline) -> str:
    """Family by family, those alone that declare it: best, runner-up, margin, and ours beside.

    Families of which nothing is personal stand last.
    """
    rows = []
    for family, personal in table.families():
        for side in table.sides:
            told, ours = (_told(some, side, family) for some in (table.ranked, table.ours))
            if not told and not ours:
                continue
            kind = family if personal else f"{family} (not personal)"
            values = max(sums.truth for _, sums in (*told, *ours))
            best = margin_of(told) if len(told) > 1 else [*_first(told), "–", "–", "–"]
            rows.append([kind, NAMES[side], f"{values:,}", *best, *_first(ours)])
    heads = ["family", "on", "values", "best", "F1", "runner-up", "F1", "margin"]
    return "\n".join(markdown_lines([*heads, "ours", "F1"], rows, left=2)) + "\n"


def _told(rows: Sequence[Row], side: Side, family: str) -> list[tuple[str, Sums]]:
    """Names and sums of those that declare a family, the best first."""
    told = [
        (row.name, row.sides[side].families[family])
        for row in rows
        if side in row.sides and family in row.sides[side].families
    ]
    told = [one for one in told if one[1].truth]
    return sorted(told, key=lambda one: (-(one[1].score("f1") or 0.0), one[0]))


def _first(told: Sequence[tuple[str, Sums]]) -> list[str]:
    return [told[0][0], f"{told[0][1].score('f1') or 0.0:.3f}"] if told else ["–", "–"]

"""The headline in a terminal: seven columns within 80 characters, ours under the ranked."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Final

from leakbench.benchmarks.console.output import WIDTH, number
from leakbench.benchmarks.reports.headline import SIDES, Headline, Row, Side
from leakbench.benchmarks.reports.headline_tables import APART, METRICS
from leakbench.detectors.marks import Mark
from leakbench.generator.plurals import counted

NAME: Final = 24  # characters of the first column; longer names go on in the next line
COLUMN: Final = 8  # of each other one, and a space between

SIGNS: Final = {
    "trained on these corpora": "t",
    "trained on real text": "r",
    "the user's model": "u",
}
"""What stands behind a name for each mark."""


def headline_text(table: Headline) -> str:
    """The table, and how it is read; nothing where nobody was scored."""
    rows = [*table.ranked, *table.ours]
    if not table.sides:
        return ""
    both = len(table.sides) == len(SIDES)
    heads = ["F1", "R own", "F1", "R own"] if both else ["F1", "P", "R", "R own"]
    told = any(row.false_alarms is not None for row in rows)
    heads += [*(["alarms"] if told else []), "MB/s"]
    lines = []
    if both:
        over = "".join(f" {name:>{2 * COLUMN + 1}}" for name in ("real text", "generated"))
        lines.append(" " * NAME + over)
    lines += _line("detector", heads)
    for row in table.ranked:
        lines += _line(named(row), _cells(row, table.sides, bests(table, row), alarms=told))
    if table.ours:
        lines.append(f"  {APART}")
        for row in table.ours:
            lines += _line(named(row), _cells(row, table.sides, set(), alarms=told))
    return "\n".join([*lines, *wrap(_read(rows, both=both), WIDTH)])


def bests(table: Headline, row: Row) -> set[tuple[Side, str]]:
    """Sides and metrics in which a row is the best, or not told apart from it."""
    return {
        (side, metric)
        for side in table.sides
        for metric in METRICS
        if any(row is one for one in table.best(side, metric))
    }


def _cells(
    row: Row, sides: Sequence[Side], best: set[tuple[Side, str]], *, alarms: bool
) -> list[str]:
    cells = []
    for side in sides:
        standing = row.sides.get(side)
        metrics = METRICS[:1] if len(sides) == len(SIDES) else ("f1", "precision", "recall")
        for metric in metrics:
            score = None if standing is None else standing.sums.score(metric)
            cells.append(_cell(score) + ("*" if (side, metric) in best else ""))
        cells.append(_cell(None if standing is None else standing.recall_own))
    return [*cells, *([_cell(row.false_alarms)] if alarms else []), _cell(row.mb_per_s)]


def _cell(value: float | None) -> str:
    return "–" if value is None else number(value)


def named(row: Row) -> str:
    """All names of a row, and the signs of its marks."""
    return signed(row.name, row.marks)


def signed(name: str, marks: Sequence[str]) -> str:
    """A name with the signs of its marks, which are explained under a table."""
    signs = "".join(sign for mark, sign in SIGNS.items() if mark in marks)
    return f"{name} [{signs}]" if signs else name


def _line(name: str, cells: Sequence[str]) -> list[str]:
    first, *rest = wrap(name, NAME) or [""]
    # A star stands beside the figure, whose digits stay under one another.
    figures = "".join(
        f" {cell:>{COLUMN}}" if cell.endswith("*") else f" {cell:>{COLUMN - 1}} " for cell in cells
    )
    return [f"{first:{NAME}}{figures}".rstrip(), *(f"  {more}" for more in rest)]


def _read(rows: Sequence[Row], *, both: bool) -> str:
    marks = {mark: sign for mark, sign in SIGNS.items() if any(mark in row.marks for row in rows)}
    order = "Ranked by F1 on real text." if both else "Ranked by F1."
    said = [order, "* the best of the ranked, and whoever the records do not tell apart."]
    said += [f"[{sign}] {mark}." for mark, sign in marks.items()]
    if not both and any(_only_here(row) for row in rows):
        said += ["Who was trained here finds less on real text: see the first table of the README."]
    said += ["F1 over personal values, MOBILE or PHONE alike."]
    said += ["" if both else "P precision, R recall."]
    said += ["R own: recall over the labels a detector declares."]
    if any(row.false_alarms is not None for row in rows):
        said += ["alarms: predictions in 1,000 characters of clean_text, where nobody is."]
    said += [_joules(rows)]
    said += [_fewer(row, side) for row in rows for side in row.sides]
    return " ".join(one for one in said if one)


def _joules(rows: Sequence[Row]) -> str:
    """What detectors used, where the machine told."""
    told = [(row.joules_per_mb, row.name) for row in rows if row.joules_per_mb is not None]
    used = "; ".join(f"{name} {number(joules)}" for joules, name in sorted(told))
    return f"Joules per MB: {used}." if told else ""


def _only_here(row: Row) -> bool:
    """Who was trained on these corpora, and is shown on nothing else."""
    return Mark.TRAINED_HERE in row.marks and "real" not in row.sides


def _fewer(row: Row, side: Side) -> str:
    """Who answered only the first rows of some corpora, being slow."""
    asked, answered = row.sides[side].asked, row.sides[side].rows
    if answered >= asked:
        return ""
    return f"{row.name} answered {answered:,} of {counted(asked, 'record')}."

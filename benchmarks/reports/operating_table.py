"""Operating points to read, as Markdown: a line for each detector that gives scores."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Final

from leakbench.benchmarks.console.output import WIDTH
from leakbench.benchmarks.reports.headline_tables import APART, NAMES, markdown_lines
from leakbench.benchmarks.reports.headline_text import SIGNS, signed
from leakbench.benchmarks.reports.operating import Operating, Scored
from leakbench.benchmarks.statistics.operating_points import PRECISIONS, Point

_READ: Final = (
    "Personal values, coarse labels, boundaries exact; all records of a side together. AP: average "
    "precision, the sum over thresholds of the recall that each adds times its precision; what is "
    "never predicted adds nothing. R at P: the highest recall with at least that precision. F1: "
    "of all predictions, then at the best threshold, chosen on these very records. Behind @ the "
    "least score that is kept. ECE: how far mean score and share of right spans are apart, over "
    "tenths of the scores."
)


def operating_table(told: Operating) -> str:
    """A table for each side, ours under the ranked; then how it is read, and who has no curve."""
    lines: list[str] = []
    for side, some in told.sides.items():
        precisions = [f"R at P≥{_plain(least)}" for least in PRECISIONS]
        heads = [NAMES[side], "AP", *precisions, "F1", "best F1", "ECE"]
        lines += [*markdown_lines(heads, list(_rows(some, len(heads))), left=1), ""]
    scored = {one.name: one for some in told.sides.values() for one in some}
    marks = {mark for one in scored.values() for mark in one.marks}
    read = [_READ, *(f"[{sign}] {mark}." for mark, sign in SIGNS.items() if mark in marks)]
    lines += wrap(" ".join(read), WIDTH) if scored else ["No detector with scores was counted."]
    for said, names in (
        ("No scores (all are equal, so there is one point and no curve)", told.equal),
        ("Not known, as an older leakbench counted", told.unknown),
    ):
        if names:
            lines += ["", *wrap(f"{said}: {', '.join(names)}.", WIDTH, break_on_hyphens=False)]
    return "\n".join(lines) + "\n"


def _rows(some: Sequence[Scored], columns: int) -> Iterator[list[str]]:
    apart = False
    for one in some:
        if one.ours and not apart:
            apart = True
            yield [f"*{APART}*"] + [""] * (columns - 1)
        yield _line(one)


def _line(one: Scored) -> list[str]:
    curve, error = one.curve, one.calibration_error
    return [
        signed(one.name, one.marks),
        f"{curve.average_precision:.3f}",
        *(_recall(curve.at_precision(least)) for least in PRECISIONS),
        f"{curve.as_given.f1:.3f}",
        f"{curve.best.f1:.3f}@{_plain(curve.best.threshold)}",
        "–" if error is None else f"{error:.3f}",
    ]


def _recall(point: Point | None) -> str:
    return "–" if point is None else f"{point.recall:.3f}@{_plain(point.threshold)}"


def _plain(threshold: float) -> str:
    """A share without its leading zero."""
    return f"{threshold:g}".removeprefix("0") or "0"

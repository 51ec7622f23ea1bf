"""The tables of a paper in LaTeX: with intervals, and who is best or not told apart from it."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from leakbench.benchmarks.figures.caption_words import capital
from leakbench.benchmarks.figures.style import Language, word
from leakbench.benchmarks.reports.headline import SIDES, Headline, Row, Side
from leakbench.benchmarks.reports.latex import Sheet, escaped, table
from leakbench.benchmarks.reports.panels import group_title, stem_of
from leakbench.benchmarks.reports.paper_tables import METRICS, Cell, house_of, score_columns
from leakbench.benchmarks.reports.paper_words import joined, say
from leakbench.benchmarks.store.results import Result

_HEADS: Final = {"recall": "R", "precision": "P", "f1": "F1", "mb_per_s": "MB/s"}


class Table(NamedTuple):
    """A table for a paper.

    Attributes:
        told: What it shows, plain text.
        caption: The same, and how it is read.
        tex: The whole environment.
        wide: Whether it goes across two columns.
    """

    told: str
    caption: str
    tex: str
    wide: bool


def group_tables(
    groups: Mapping[str, Sequence[Result]], shared_end: str, language: Language = "en"
) -> dict[str, Table]:
    """One table a metric across all groups, and one a group for a single column.

    Args:
        groups: Results side by side, by title.
        shared_end: What the names of tables across groups end in.
        language: Of captions and heads.

    Returns:
        Tables by the stem of their files.
    """
    order, cells = score_columns(groups)
    ours = house_of(groups)
    tables = {}
    for metric in METRICS:
        rows = {
            name: [_scored(cells[name].get((title, metric))) for title in groups] for name in order
        }
        told = say("scores_metric", language, metric=capital(word(metric, language)))
        stem = f"scores-{metric}{shared_end}"
        heads = [group_title(title, language) for title in groups]
        sheet = _sheet(rows, ours, [say("detector", language), *heads])
        tables[stem] = _made(sheet, told, stem, wide=True, language=language)
    for title in groups:
        mine = {
            name: {one: found for one in _HEADS if (found := cells[name].get((title, one)))}
            for name in order
        }
        rows = {
            name: [(_scored if one == "f1" else _number)(some.get(one)) for one in _HEADS]
            for name, some in mine.items()
            if some
        }
        told = say("scores_group", language, title=group_title(title, language))
        sheet = _sheet(rows, ours, [say("detector", language), *_HEADS.values()])
        stem = f"scores-{stem_of(title)}"
        tables[stem] = _made(sheet, told, stem, wide=False, language=language)
    return tables


def _made(sheet: Sheet, told: str, stem: str, *, wide: bool, language: Language) -> Table:
    below = say("below", language) if sheet.ours else ""
    caption = joined([told, say("marks", language), below], language)
    return Table(told, caption, table(sheet, caption, f"tab:{stem}", wide=wide), wide)


def _sheet(rows: Mapping[str, Sequence[str]], ours: frozenset[str], heads: Sequence[str]) -> Sheet:
    named = {name: [rf"\texttt{{{escaped(name)}}}", *cells] for name, cells in rows.items()}
    return Sheet(
        columns="l" + "r" * (len(heads) - 1),
        heads=[" & ".join(map(escaped, heads)) + r" \\"],
        ranked=[cells for name, cells in named.items() if name not in ours],
        ours=[cells for name, cells in named.items() if name in ours],
    )


def headline_table(first: Headline, language: Language = "en") -> Table:
    """Both sides of the headline, and how much the generated one overstates."""
    sides = first.sides
    both = len(sides) == len(SIDES)
    width = 3
    titles = [escaped(word(f"{side}_side", language)) for side in sides]
    spans = [rf"\multicolumn{{{width}}}{{c}}{{{title}}}" for title in titles]
    rules = [
        rf"\cmidrule(lr){{{2 + width * place}-{1 + width * (place + 1)}}}"
        for place in range(len(sides))
    ]
    name, overstated = (escaped(say(key, language)) for key in ("detector", "overstated"))
    heads = [name, *["F1", "R", "P"] * len(sides), "MB/s", *[overstated] * both]
    lines = [" & ".join(["", *spans]) + r" \\", " ".join(rules), " & ".join(heads) + r" \\"]
    best = {
        (side, metric): [row.name for row in first.best(side, metric)]
        for side in sides
        for metric in METRICS
    }
    ranked, ours = (
        [_line(row, sides, best, both=both) for row in rows] for rows in (first.ranked, first.ours)
    )
    told = say("headline_both" if both else "headline", language)
    sheet = Sheet("l" + "r" * (len(heads) - 1), lines, ranked, ours)
    return _made(sheet, told, "headline", wide=True, language=language)


def _line(
    row: Row,
    sides: Sequence[Side],
    best: Mapping[tuple[Side, str], Sequence[str]],
    *,
    both: bool,
) -> list[str]:
    cells = [rf"\texttt{{{escaped(row.name)}}}"]
    for side in sides:
        for metric in ("f1", "recall", "precision"):
            standing = row.sides.get(side)
            if standing is None:
                cells.append("--")
                continue
            low, high = standing.sums.interval(metric) or (None, None)
            among = best[side, metric]
            cell = Cell(
                standing.sums.score(metric), row.name in among, row.name in among[1:], low, high
            )
            cells.append(_scored(cell) if metric == "f1" else _number(cell))
    cells.append(_number(Cell(row.mb_per_s)))
    gap = row.overstated
    return [*cells, *(["--" if gap is None else f"${gap:+.3f}$"] if both else [])]


def _number(cell: Cell | None) -> str:
    """A number; bold if it is among the best, with a dagger if it is not the first of them."""
    if cell is None or cell.value is None:
        return "--"
    value = cell.value
    text = f"{value:.3f}" if value <= 1 else f"{value:.1f}" if value < 100 else f"{value:.0f}"
    text = rf"\textbf{{{text}}}" if cell.best else text
    return rf"{text}\rlap{{$^\dagger$}}" if cell.tied else text


def _scored(cell: Cell | None) -> str:
    """A number with its interval behind it."""
    if cell is None or cell.low is None or cell.high is None:
        return _number(cell)
    low, high = (f"{end:.3f}".removeprefix("0") for end in (cell.low, cell.high))
    return rf"{_number(cell)} {{\scriptsize [{low}, {high}]}}"

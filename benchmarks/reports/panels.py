"""What the plots of recall against throughput show: sides of the headline, or groups of results."""

from collections.abc import Mapping, Sequence
from typing import get_args

from leakbench.benchmarks.figures.pareto import Panel, Point
from leakbench.benchmarks.figures.style import Language, word
from leakbench.benchmarks.reports.headline import Headline, Side
from leakbench.benchmarks.scoring.chunks import Track
from leakbench.benchmarks.store.marks import is_ours
from leakbench.benchmarks.store.pooling import pools
from leakbench.benchmarks.store.results import Result
from leakbench.generator.spec import NOISES

_WORDS = (*NOISES, *get_args(Track))


def side_panels(table: Headline, language: Language = "en") -> list[Panel]:
    """A panel for real text, and one for generated lists: what the headline says of each."""
    panels = []
    for side in table.sides:
        points = tuple(
            Point(row.name, row.name.replace(", ", "\n"), row.mb_per_s, recall, ours=row.ours)
            for row in (*table.ranked, *table.ours)
            if side in row.sides
            and row.mb_per_s
            and (recall := row.sides[side].sums.score("recall")) is not None
        )
        if points:
            panels.append(_side_panel(side, points, language))
    return panels


def cost_panels(table: Headline, kind: str, language: Language = "en") -> list[Panel]:
    """A panel for each side: F1 against core-hours (``cost``) or money (``price``) by records."""
    panels = []
    for side in table.sides:
        points = tuple(
            Point(row.name, row.name.replace(", ", "\n"), spent, f1, ours=row.ours)
            for row in (*table.ranked, *table.ours)
            if (spent := row.core_hours if kind == "cost" else row.price)
            and (f1 := row.f1(side)) is not None
        )
        if points:
            panels.append(_side_panel(side, points, language))
    return panels


def _side_panel(side: Side, points: tuple[Point, ...], language: Language) -> Panel:
    return Panel(word(f"{side}_side", language), word("personal_coarse", language), points)


def panels_of(groups: Mapping[str, Sequence[Result]], language: Language = "en") -> list[Panel]:
    """A panel for each group in which something was scored and timed; strict, fine labels."""
    panels = []
    for title, results in groups.items():
        here = pools(results)
        points = [
            Point(pool.detector, pool.detector, rate, recall, ours=is_ours(pool.results))
            for pool in here
            if (rate := pool.mb_per_s) and (recall := pool.score("recall")) is not None
        ]
        if points:
            about = _subtitle(here[0].results, language)
            panels.append(Panel(group_title(title, language), about, tuple(points)))
    return panels


def group_title(title: str, language: Language) -> str:
    """A group's title; words of writings and tracks are translated, names of corpora stay."""
    comma = "，" if language == "zh" else ", "
    return comma.join(
        word(part, language) if part in _WORDS else part for part in title.split(", ")
    )


def stem_of(title: str) -> str:
    """What files of a group are called."""
    return "-".join(title.replace(",", " ").split())


def _subtitle(results: Sequence[Result], language: Language) -> str:
    corpora = {result.corpus for result in results}
    rows = sorted({result.rows for result in results})
    counts = f"{rows[0]:,}" if len(rows) == 1 else f"{rows[0]:,}–{rows[-1]:,}"
    pattern = word("some_corpora" if len(corpora) > 1 else "one_corpus", language)
    what = pattern.format(corpora=len(corpora), rows=counts)
    labels = results[0].labels
    return f"{what}, {', '.join(labels)}" if labels else what

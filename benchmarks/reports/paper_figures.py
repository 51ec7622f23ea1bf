"""The figures of a paper, made of results: each with what is seen in it."""

from collections.abc import Mapping, Sequence

import numpy as np

from leakbench.benchmarks.figures.bars import Bar, BarPanel, draw_bars
from leakbench.benchmarks.figures.caption_words import Captioned
from leakbench.benchmarks.figures.captions import (
    bars_caption,
    curves_caption,
    dumbbell_caption,
    heatmap_caption,
    trade_caption,
)
from leakbench.benchmarks.figures.curves import ScoreCurve, draw_curves
from leakbench.benchmarks.figures.dumbbells import draw_dumbbells
from leakbench.benchmarks.figures.heatmap import draw_heatmap
from leakbench.benchmarks.figures.pareto import COST, PRICE, draw
from leakbench.benchmarks.figures.style import Language, Width
from leakbench.benchmarks.reports.headline import SIDES, Headline
from leakbench.benchmarks.reports.panels import cost_panels, panels_of
from leakbench.benchmarks.reports.standing_rows import standing_rows
from leakbench.benchmarks.statistics.operating_points import curve_of, reliability
from leakbench.benchmarks.store.marks import is_ours
from leakbench.benchmarks.store.pooling import Pool, pools
from leakbench.benchmarks.store.results import Result
from leakbench.generator.entities import entities


def headline_figures(first: Headline, width: Width, language: Language) -> dict[str, Captioned]:
    """Real against generated, where both are there; and what scores cost.

    Returns:
        Figures by what a file is to be called.
    """
    figures = {}
    rows = [row for row in standing_rows(first) if len(row.sides) == len(SIDES)]
    if rows:
        drawn = draw_dumbbells(rows, width=width, language=language)
        figures["real-generated"] = Captioned(drawn, dumbbell_caption(rows, language))
    for stem, trade in (("cost", COST), ("price", PRICE)):
        if panels := cost_panels(first, stem):
            drawn = draw(panels, trade=trade, width=width, language=language)
            figures[stem] = Captioned(drawn, trade_caption(panels, trade, language))
    return figures


def group_figures(
    groups: Mapping[str, Sequence[Result]], shared_end: str, width: Width, language: Language
) -> dict[str, Captioned]:
    """All groups share a figure across two columns; in one, each has its own, as high as a page.

    Args:
        groups: Results side by side, by title.
        shared_end: What the names of shared figures end in.
        width: Of the figures.
        language: Of the words.

    Returns:
        Figures by what a file is to be called.
    """
    figures = {}
    shared = (
        {shared_end: groups}
        if width == "double"
        else {f"-{stem_of(one)}": {one: groups[one]} for one in groups}
    )
    for end, some in shared.items():
        if panels := panels_of(some):
            drawn = draw(panels, width=width, language=language)
            caption = trade_caption(panels, language=language)
            figures[f"pareto{end}"] = Captioned(drawn, caption)
        for metric in ("recall", "f1"):
            bars = [BarPanel(title, _bars(pools(here), metric)) for title, here in some.items()]
            bars = [panel for panel in bars if panel.bars]
            if bars:
                drawn = draw_bars(bars, metric, width=width, language=language)
                caption = bars_caption(bars, metric, language)
                figures[f"bars-{metric}{end}"] = Captioned(drawn, caption)
    for title, results in groups.items():
        if pooled := pools(results):
            figures[f"heatmap-{stem_of(title)}"] = _heatmap(pooled, title, width, language)
            if curves := _curves(pooled):
                drawn = draw_curves(curves, title, width=width, language=language)
                house = {pool.detector for pool in pooled if is_ours(pool.results)}
                ranked = [curve for curve in curves if curve.detector not in house]
                caption = curves_caption(ranked, title, language)
                figures[f"curves-{stem_of(title)}"] = Captioned(drawn, caption)
    return figures


def stem_of(title: str) -> str:
    """What files of a group are called."""
    return "-".join(title.replace(",", " ").split())


def _bars(here: Sequence[Pool], metric: str) -> tuple[Bar, ...]:
    bars = []
    for pool in here:
        score, interval = pool.score(metric), pool.interval(metric)
        if score is not None:
            low, high = interval or (None, None)
            bars.append(Bar(pool.detector, score, low, high, ours=is_ours(pool.results)))
    return tuple(bars)


def _curves(here: Sequence[Pool]) -> list[ScoreCurve]:
    curves = []
    for pool in here:
        histogram = pool.histogram
        if histogram is None or (curve := curve_of(histogram)) is None:
            continue
        parts = reliability(histogram)
        curves.append(
            ScoreCurve(
                pool.detector,
                curve.recall.tolist(),
                curve.precision.tolist(),
                [part.score for part in parts],
                [part.right for part in parts],
            )
        )
    return curves


def _heatmap(here: Sequence[Pool], title: str, width: Width, language: Language) -> Captioned:
    here = sorted(here, key=lambda pool: is_ours(pool.results))
    scores = [pool.by_label("recall") for pool in here]
    seen = {label for mine in scores for label, value in mine.items() if value is not None}
    labels = [label for label in entities() if label in seen]
    labels += sorted(seen - set(labels))
    values = np.array(
        [
            [np.nan if mine.get(label) is None else mine[label] for label in labels]
            for mine in scores
        ],
        np.float64,
    ).reshape(len(here), len(labels))
    names = [pool.detector for pool in here]
    drawn = draw_heatmap(names, labels, values, "recall", width=width, language=language)
    ranked = [at for at, pool in enumerate(here) if not is_ours(pool.results)]
    caption = heatmap_caption([names[at] for at in ranked], labels, values[ranked], title, language)
    return Captioned(drawn, caption)

"""The figures of a paper, made of results: each with what is seen in it, one after another."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from leakbench.benchmarks.figures.bars import Bar, BarPanel, draw_bars
from leakbench.benchmarks.figures.caption_words import Captioned
from leakbench.benchmarks.figures.captions import (
    bars_caption,
    curves_caption,
    dumbbell_caption,
    heatmap_caption,
    reliability_caption,
    trade_caption,
)
from leakbench.benchmarks.figures.curves import CurvePanel, ScoreCurve, draw_curves
from leakbench.benchmarks.figures.dumbbells import draw_dumbbells
from leakbench.benchmarks.figures.heatmap import draw_heatmap
from leakbench.benchmarks.figures.pareto import COST, PRICE, SPEED, draw
from leakbench.benchmarks.figures.reliability import ReliabilityPanel, Scores, draw_reliability
from leakbench.benchmarks.figures.style import Language, Width, word
from leakbench.benchmarks.reports.headline import SIDES, Headline
from leakbench.benchmarks.reports.operating import Operating
from leakbench.benchmarks.reports.panels import (
    cost_panels,
    group_title,
    panels_of,
    side_panels,
    stem_of,
)
from leakbench.benchmarks.reports.standing_rows import standing_rows
from leakbench.benchmarks.statistics.operating_points import reliability
from leakbench.benchmarks.store.marks import is_ours
from leakbench.benchmarks.store.pooling import Pool, pools
from leakbench.benchmarks.store.results import Result
from leakbench.generator.entities import entities

Figures = Iterator[tuple[str, Captioned]]


def headline_figures(first: Headline, width: Width, language: Language) -> Figures:
    """Real against generated, where both are there; and what scores cost.

    Yields:
        What a file is to be called, and the figure.
    """
    rows = [row for row in standing_rows(first) if len(row.sides) == len(SIDES)]
    if rows:
        drawn = draw_dumbbells(rows, width=width, language=language)
        yield "real-generated", Captioned(drawn, dumbbell_caption(rows, language))
    for stem, trade, panels in (
        ("speed", SPEED, side_panels(first, language)),
        ("cost", COST, cost_panels(first, "cost", language)),
        ("price", PRICE, cost_panels(first, "price", language)),
    ):
        if panels:
            drawn = draw(panels, trade=trade, width=width, language=language)
            yield stem, Captioned(drawn, trade_caption(panels, trade, language))


def score_figures(points: Operating, width: Width, language: Language) -> Figures:
    """Of detectors that give scores: precision against recall, and what scores are worth.

    Yields:
        What a file is to be called, and the figure.
    """
    curves = [
        CurvePanel(
            word(f"{side}_side", language),
            [
                ScoreCurve(
                    one.name, one.curve.recall.tolist(), one.curve.precision.tolist(), ours=one.ours
                )
                for one in some
            ],
        )
        for side, some in points.sides.items()
    ]
    if not curves:
        return
    drawn = draw_curves(curves, width=width, language=language)
    yield "precision-recall", Captioned(drawn, curves_caption(curves, language))
    worth = _reliabilities(points)
    drawn = draw_reliability(worth, width=width, language=language)
    yield "reliability", Captioned(drawn, reliability_caption(worth, language))


def _reliabilities(points: Operating) -> list[ReliabilityPanel]:
    """A panel a detector, those of this house last."""
    told: dict[str, dict[str, Scores]] = {}
    ours: dict[str, bool] = {}
    for side, some in points.sides.items():
        for one in some:
            parts = reliability(one.histogram)
            score, right = [part.score for part in parts], [part.right for part in parts]
            scores = Scores(score, right, one.calibration_error or 0.0)
            told.setdefault(one.name, {})[side] = scores
            ours[one.name] = one.ours
    names = sorted(told, key=lambda name: (ours[name], name))
    return [ReliabilityPanel(name, told[name], ours=ours[name]) for name in names]


def group_figures(
    groups: Mapping[str, Sequence[Result]], shared_end: str, language: Language
) -> Figures:
    """All groups side by side in a figure across two columns, and a heat map of each.

    Args:
        groups: Results side by side, by title.
        shared_end: What the names of shared figures end in.
        language: Of the words.

    Yields:
        What a file is to be called, and the figure.
    """
    if panels := panels_of(groups, language):
        drawn = draw(panels, language=language)
        yield f"pareto{shared_end}", Captioned(drawn, trade_caption(panels, language=language))
    pooled = {title: pools(results) for title, results in groups.items()}
    for metric in ("recall", "f1"):
        bars = [
            BarPanel(group_title(title, language), _bars(here, metric))
            for title, here in pooled.items()
        ]
        bars = [panel for panel in bars if panel.bars]
        if bars:
            drawn = draw_bars(bars, metric, language=language)
            yield (
                f"bars-{metric}{shared_end}",
                Captioned(drawn, bars_caption(bars, metric, language)),
            )
    for title, here in pooled.items():
        if here:
            yield f"heatmap-{stem_of(title)}", _heatmap(here, title, language)


def _bars(here: Sequence[Pool], metric: str) -> tuple[Bar, ...]:
    bars = []
    for pool in here:
        score, interval = pool.score(metric), pool.interval(metric)
        if score is not None:
            low, high = interval or (None, None)
            bars.append(Bar(pool.detector, score, low, high, ours=is_ours(pool.results)))
    return tuple(bars)


def _heatmap(here: Sequence[Pool], title: str, language: Language) -> Captioned:
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
    drawn = draw_heatmap(names, labels, values, "recall", language=language)
    ranked = [at for at, pool in enumerate(here) if not is_ours(pool.results)]
    told = group_title(title, language)
    caption = heatmap_caption([names[at] for at in ranked], labels, values[ranked], told, language)
    return Captioned(drawn, caption)

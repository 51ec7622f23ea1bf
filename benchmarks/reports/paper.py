"""Everything that a paper takes from results: figures in both widths, tables, and how to cite."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from leakbench.benchmarks.console.filling import filling
from leakbench.benchmarks.figures.bars import Bar, BarPanel, draw_bars
from leakbench.benchmarks.figures.curves import ScoreCurve, draw_curves
from leakbench.benchmarks.figures.documents import Document, figures_of
from leakbench.benchmarks.figures.heatmap import draw_heatmap
from leakbench.benchmarks.figures.pareto import draw
from leakbench.benchmarks.figures.style import WIDTHS, Language, Width, save
from leakbench.benchmarks.reports.documents import BROKEN, BrokenDocumentError
from leakbench.benchmarks.reports.panels import panels_of
from leakbench.benchmarks.reports.paper_tables import csv_table, latex_table
from leakbench.benchmarks.statistics.operating_points import curve_of, reliability
from leakbench.benchmarks.store.directory import latest
from leakbench.benchmarks.store.marks import is_ours
from leakbench.benchmarks.store.pooling import Pool, groups_of, pools
from leakbench.benchmarks.store.results import Result
from leakbench.generator.datasets.outputs import write_text
from leakbench.generator.entities import entities
from leakbench.generator.errors import LeakbenchError

CAPTION = (
    "Strict recall (R), precision (P) and F1, and throughput of one process. Bold: the best of the "
    "upper part, and those that a paired bootstrap over the same records does not tell apart from "
    "it. In the lower part stand detectors of leakbench itself, which are not ranked."
)
BIBTEX = """\
@software{{leakbench,
  author  = {{{{The leakbench authors}}}},
  title   = {{leakbench: a yardstick for detectors of Chinese personal information}},
  version = {{{version}}},
  license = {{Apache-2.0}},
  year    = {{{year}}}
}}
"""


def write_paper(
    results: Sequence[Result],
    out: Path,
    *,
    documents: Sequence[Document] = (),
    language: Language = "en",
    force: bool = False,
) -> list[Path]:
    """Write figures (PDF, SVG, PNG), ``scores.tex``, ``scores.csv`` and ``leakbench.bib``.

    Args:
        results: At least one; of several runs of one thing the last counts.
        out: The directory.
        documents: Of ``leakbench sweep``, ``throughput``, ``validity`` and ``realism``, for figures
            of robustness, scaling, rank agreement and overstatement.
        language: Of the figures' axes.
        force: Write into a directory that is not empty; only these files are replaced.

    Returns:
        The files written.

    Raises:
        OutputExistsError: The directory is not empty, and ``force`` is not set.
        OutputInUseError: Another process writes there.
        MissingFontError: Chinese is asked for, and no Chinese font is installed.
        BrokenDocumentError: Something in a document is missing or of another type.
    """
    with filling(out, force=force) as folder:
        written = _written(latest(results), folder, documents, language)
    return [out / path.name for path in written]


def _written(
    chosen: Sequence[Result], folder: Path, documents: Sequence[Document], language: Language
) -> list[Path]:
    """Write all of it into a folder."""
    groups = groups_of(chosen, most=3)
    texts = {
        "scores.tex": latex_table(groups, CAPTION, "tab:leakbench"),
        "scores.csv": csv_table(groups),
        "leakbench.bib": BIBTEX.format(version=version("leakbench"), year=_year(chosen)),
    }
    for name, text in texts.items():
        write_text(folder / name, text)
    written = [folder / name for name in texts]
    for width in WIDTHS:
        for stem, figure in _figures(groups, width, language).items():
            written += save(figure, folder, f"{stem}-{width}", language)
        for document in documents:
            try:
                figures = figures_of(document, width=width, language=language)
                for stem, figure in figures.items():
                    written += save(figure, folder, f"{stem}-{width}", language)
            except (LeakbenchError, OSError):
                raise
            except BROKEN as error:
                raise BrokenDocumentError(document["kind"], error) from None
    return written


def _year(results: Sequence[Result]) -> str:
    """Of the last run, so that the same results give the same file."""
    return max((result.started or "" for result in results), default="")[:4] or "2026"


def _figures(
    groups: Mapping[str, Sequence[Result]], width: Width, language: Language
) -> dict[str, Figure]:
    """All groups share a figure across two columns; in one, each has its own, as high as a page."""
    figures = {}
    shared = (
        {"": groups}
        if width == "double"
        else {f"-{_stem(one)}": {one: groups[one]} for one in groups}
    )
    for end, some in shared.items():
        if panels := panels_of(some):
            figures[f"pareto{end}"] = draw(panels, width=width, language=language)
        for metric in ("recall", "f1"):
            bars = [BarPanel(title, _bars(pools(here), metric)) for title, here in some.items()]
            bars = [panel for panel in bars if panel.bars]
            if bars:
                drawn = draw_bars(bars, metric, width=width, language=language)
                figures[f"bars-{metric}{end}"] = drawn
    for title, results in groups.items():
        if pooled := pools(results):
            figures[f"heatmap-{_stem(title)}"] = _heatmap(pooled, width, language)
            if curves := _curves(pooled):
                drawn = draw_curves(curves, title, width=width, language=language)
                figures[f"curves-{_stem(title)}"] = drawn
    return figures


def _stem(title: str) -> str:
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
                ours=is_ours(pool.results),
            )
        )
    return curves


def _heatmap(here: Sequence[Pool], width: Width, language: Language) -> Figure:
    scores = [pool.by_label("recall") for pool in here]
    seen = {label for mine in scores for label in mine}
    labels = [label for label in entities() if label in seen]
    labels += sorted(seen - set(labels))
    values = np.array(
        [
            [np.nan if mine.get(label) is None else mine[label] for label in labels]
            for mine in scores
        ],
        np.float64,
    )
    names = [pool.detector for pool in here]
    return draw_heatmap(names, labels, values, "recall", width=width, language=language)

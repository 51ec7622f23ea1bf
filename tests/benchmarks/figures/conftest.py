"""Figures of every kind with many detectors, in both widths and both languages."""

from functools import partial

import numpy as np
import pytest

from leakbench.benchmarks.figures.agreement import AgreementPanel, Scored, draw_agreement
from leakbench.benchmarks.figures.bars import Bar, BarPanel, draw_bars
from leakbench.benchmarks.figures.curves import CurvePanel, ScoreCurve, draw_curves
from leakbench.benchmarks.figures.dots import Dot, DotPanel, draw_dots
from leakbench.benchmarks.figures.dumbbells import draw_dumbbells
from leakbench.benchmarks.figures.heatmap import draw_heatmap
from leakbench.benchmarks.figures.lines import Line, LinePanel, Scale, draw_lines
from leakbench.benchmarks.figures.pareto import COST, Panel, Point, draw
from leakbench.benchmarks.figures.reliability import ReliabilityPanel, Scores, draw_reliability
from leakbench.benchmarks.figures.standings import Scored as Interval
from leakbench.benchmarks.figures.standings import StandingRow
from leakbench.benchmarks.figures.style import LANGUAGES, WIDTHS, MissingFontError, styled
from leakbench.generator.entities import entities

NAMES = (
    "argus", "hyperscan", "jieba", "jionlp", "lac", "native", "phonenumbers", "presidio",
    "presidio_zh", "privyscope", "regex", "stdnum", "structured", "tagger", "union:lac+regex",
)  # fmt: skip
NOISES = ("clean", "worn", "evasive")
SIDES = ("real", "generated")


def _values(*shape):
    return np.random.default_rng(1).random(shape)


def _pareto(**look):
    values = _values(len(NOISES), len(NAMES), 2)
    panels = [
        Panel(noise, "all generated lists", tuple(map(_point, NAMES, some)))
        for noise, some in zip(NOISES, values, strict=True)
    ]
    return draw(panels, "In the shade somebody is both faster and better.", **look)


def _cost(**look):
    return draw(
        [Panel("real text", "", tuple(map(_point, NAMES, _values(len(NAMES), 2))))],
        trade=COST,
        **look,
    )


def _point(name, value):
    return Point(name, name, float(10 ** (value[0] * 4 - 1)), float(value[1]))


def _bars(**look):
    values = _values(len(NOISES), len(NAMES)) * 0.9
    panels = [
        BarPanel(
            noise,
            tuple(Bar(n, v, max(0, v - 0.03), v + 0.03) for n, v in zip(NAMES, some, strict=True)),
        )
        for noise, some in zip(NOISES, values, strict=True)
    ]
    return draw_bars(panels, "recall", **look)


def _heatmap(**look):
    labels = list(entities())
    values = _values(len(NAMES), len(labels))
    values[values < 0.3] = np.nan
    return draw_heatmap(NAMES, labels, values, "recall", **look)


def _lines(**look):
    places = tuple(range(7))
    panels = [
        LinePanel(title, "legal_person, 2,000 rows; 95% intervals", measure, _falling())
        for title, measure in (("strict recall", "recall"), ("strict precision", "precision"))
    ]
    scale = Scale(axis="hops", ticks={place: str(place) for place in places}, log=False)
    return draw_lines(panels, scale, **look)


def _falling():
    tops = _values(len(NAMES)) * 0.9
    curves = [np.linspace(top, top / 2, 7) for top in tops]
    return [
        Line(name, range(7), y, y - 0.02, y + 0.02) for name, y in zip(NAMES, curves, strict=True)
    ]


def _scaling(**look):
    sizes = (1, 64, 1_024, 16_384, 65_536)
    rates = [10 ** np.linspace(top - 1, top * 3, 5) for top in _values(len(NAMES))]
    lines = [Line(n, sizes, y, y * 0.9, y * 1.1) for n, y in zip(NAMES, rates, strict=True)]
    lines.append(Line("memory copy", sizes, [9e3] * 5, [8e3] * 5, [1e4] * 5, reference=True))
    scale = Scale(axis="batch", ticks={size: f"{size:,}" for size in sizes}, log=True)
    panels = [LinePanel(f"{threads} threads", "medians", "rate", lines) for threads in (1, 2)]
    return draw_lines(panels, scale, "one processor", **look)


def _agreement(**look):
    values = _values(3, len(NAMES), 2)
    panels = [
        AgreementPanel(
            f"text: {title}",
            "tau 0.71 [0.43, 0.88], 15 detectors\ntau 0.60 [0.31, 0.80], 9 that learnt elsewhere",
            tuple(
                Scored(name, *point, trained=name == "native", named=":" not in name)
                for name, point in zip(NAMES, some, strict=True)
            ),
        )
        for title, some in zip(("PERSON", "PHONE", "ADDRESS"), values, strict=True)
    ]
    return draw_agreement(panels, "Squares learnt from generated text.", **look)


def _curves(**look):
    tops = _values(len(NAMES), 2)
    curves = [
        ScoreCurve(
            name,
            np.linspace(0.01, top, 50),
            np.linspace(1, precision, 50),
        )
        for name, (top, precision) in zip(NAMES, tops, strict=True)
    ]
    return draw_curves([CurvePanel(side, curves) for side in ("real", "generated")], **look)


def _reliability(**look):
    score = np.linspace(0.05, 0.99, 10)
    panels = [
        ReliabilityPanel(name, {side: Scores(score, score**2, 0.1) for side in SIDES})
        for name in NAMES[:7]
    ]
    return draw_reliability(panels, **look)


def _dots(**look):
    values = _values(4, len(NAMES)) - 0.5
    titles = ("ADDRESS: by values (our texts)", "ADDRESS: by texts (real values)") * 2
    panels = [
        DotPanel(title, tuple(map(_dot, NAMES, some)))
        for title, some in zip(titles, values, strict=True)
    ]
    return draw_dots(panels, "lost", "*: learnt from generated text.", **look)


def _dot(name, value):
    return Dot(name, value, value - 0.1, value + 0.1, trained=name == "native")


def _standing_rows():
    values = _values(len(NAMES), 2)
    return [
        StandingRow(
            name + ", hyperscan, stdnum" * (name == "regex"),
            {"real": _scored(real), "generated": _scored(made)},
            ours=name in {"native", "tagger", "structured"},
        )
        for name, (real, made) in zip(NAMES, values, strict=True)
    ]


def _scored(value):
    return Interval(value, max(0, value - 0.02), value + 0.02)


def _dumbbells(**look):
    return draw_dumbbells(_standing_rows(), **look)


NARROW = {
    "dumbbells": _dumbbells,
    "cost": _cost,
    "lines": _lines,
    "scaling": _scaling,
    "curves": _curves,
    "reliability": _reliability,
}
WIDE = {
    "dots": _dots,
    "pareto": partial(_pareto, width="double"),
    "bars": _bars,
    "heatmap": _heatmap,
    "agreement": _agreement,
}
"""Of panels side by side, for two columns alone."""
KINDS = {
    **{
        f"{name}-{width}": partial(make, width=width)
        for name, make in NARROW.items()
        for width in WIDTHS
    },
    **{f"{name}-double": make for name, make in WIDE.items()},
}


@pytest.fixture(params=LANGUAGES, scope="session")
def language(request):
    """Of the words in a figure."""
    if request.param == "zh":
        try:
            with styled("zh"):
                pass
        except MissingFontError as error:
            pytest.skip(str(error))
    return request.param


@pytest.fixture(params=KINDS, scope="session")
def kind(request):
    """A kind of figure and its width."""
    return request.param


@pytest.fixture(scope="session")
def figure(kind, language):
    """A figure of each kind, laid out."""
    drawn = KINDS[kind](language=language)
    with styled(language):
        drawn.draw_without_rendering()
    return drawn

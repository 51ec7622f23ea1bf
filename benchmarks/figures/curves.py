"""Precision against recall of detectors that give scores: a panel a side, a line a detector."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from math import ceil
from typing import Final

from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.ticker import MultipleLocator

from leakbench.benchmarks.figures.identities import identities
from leakbench.benchmarks.figures.lines import STYLES
from leakbench.benchmarks.figures.style import (
    INCHES,
    LEGEND_LINE,
    Language,
    Width,
    mark_of,
    plain_frame,
    styled,
    word,
)

PANEL_INCHES: Final = 3.2  # height of a panel with its title
NOTE_INCHES: Final = 0.25
MARKER: Final = 5.5  # points


@dataclass(frozen=True, slots=True)
class ScoreCurve:
    """A detector that gives scores.

    Attributes:
        detector: Its name.
        recall: Of all spans with at least some score, the highest score first.
        precision: Theirs.
        ours: Whether it is of this house, and not ranked.
    """

    detector: str
    recall: Sequence[float]
    precision: Sequence[float]
    ours: bool = False


@dataclass(frozen=True, slots=True)
class CurvePanel:
    """A side: what stands above its plot, and the curves in it."""

    title: str
    curves: Sequence[ScoreCurve]


def draw_curves(
    panels: Sequence[CurvePanel], *, width: Width = "double", language: Language = "en"
) -> Figure:
    """Draw all panels, side by side across two columns, else one under the other.

    Args:
        panels: At least one, each with a curve.
        width: Of the figure.
        language: Of the words.

    Returns:
        The figure; whoever saves it does so under ``styled()`` too.
    """
    names = dict.fromkeys(curve.detector for panel in panels for curve in panel.curves)
    looks = identities(names)
    dashes = dict(zip(sorted(looks), cycle(STYLES), strict=False))
    rows, columns = (1, len(panels)) if width == "double" else (len(panels), 1)
    abreast = 5 if width == "double" else 2
    legend = LEGEND_LINE * ceil(len(names) / abreast) + NOTE_INCHES
    with styled(language):
        layout = ConstrainedLayoutEngine(w_pad=0.05, h_pad=0.05)
        figure = Figure(figsize=(INCHES[width], PANEL_INCHES * rows + legend), layout=layout)
        grid = figure.subplots(rows, columns, squeeze=False).flatten()
        for axes, panel in zip(grid, panels, strict=True):
            axes.set_xlim(-0.03, 1.03)
            axes.set_ylim(-0.03, 1.03)
            axes.set_box_aspect(0.8)
            axes.xaxis.set_major_locator(MultipleLocator(0.2))
            axes.yaxis.set_major_locator(MultipleLocator(0.2))
            plain_frame(axes, panel.title)
            axes.set_xlabel(word("curve_recall", language))
            axes.set_ylabel(word("curve_precision", language))
            for curve in panel.curves:
                look, dash = looks[curve.detector], dashes[curve.detector]
                # Between two thresholds precision is that of the lower one, as in average
                # precision.
                recall, precision = [0.0, *curve.recall], [curve.precision[0], *curve.precision]
                zorder = 2 + STYLES.index(dash) / 8
                line = {"color": look.colour, "linestyle": dash, "zorder": zorder}
                axes.plot(recall, precision, drawstyle="steps-pre", **line)
                axes.plot(
                    recall[-1:], precision[-1:], linestyle="", zorder=3, **mark_of(look, MARKER)
                )
        handles = [
            Line2D([], [], linestyle="", label=name, **mark_of(looks[name], MARKER))
            for name in names
        ]
        figure.legend(
            handles=handles,
            loc="outside lower center",
            ncols=min(abreast, len(names)),
            frameon=False,
            title=word("curves_note", language),
            title_fontsize=6 if width == "double" else 5,
        )
    return figure

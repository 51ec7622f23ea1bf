"""What scores are worth: precision against recall, and reliability beside it, a line a detector."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from math import ceil
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.ticker import MultipleLocator

from leakbench.benchmarks.figures.identities import Identity, identities
from leakbench.benchmarks.figures.lines import STYLES
from leakbench.benchmarks.figures.style import (
    INCHES,
    LEGEND_LINE,
    SOFT,
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
        score: Mean scores, part by part.
        right: The share of those spans that is right.
    """

    detector: str
    recall: Sequence[float]
    precision: Sequence[float]
    score: Sequence[float]
    right: Sequence[float]


def draw_curves(
    curves: Sequence[ScoreCurve],
    subtitle: str,
    *,
    width: Width = "double",
    language: Language = "en",
) -> Figure:
    """Draw both panels, side by side across two columns, else one under the other.

    Args:
        curves: At least one.
        subtitle: What records they are of.
        width: Of the figure.
        language: Of the words.

    Returns:
        The figure; whoever saves it does so under ``styled()`` too.
    """
    looks = identities(curve.detector for curve in curves)
    dashes = dict(zip(sorted(looks), cycle(STYLES), strict=False))
    rows, columns = (1, 2) if width == "double" else (2, 1)
    abreast = 5 if width == "double" else 2
    legend = LEGEND_LINE * ceil(len(curves) / abreast) + NOTE_INCHES
    with styled(language):
        layout = ConstrainedLayoutEngine(w_pad=0.05, h_pad=0.05)
        figure = Figure(figsize=(INCHES[width], PANEL_INCHES * rows + legend), layout=layout)
        left, right = figure.subplots(rows, columns, squeeze=False).flatten()
        _frame(left, word("precision_recall", language), subtitle)
        left.set_xlabel(word("curve_recall", language))
        left.set_ylabel(word("curve_precision", language))
        _frame(right, word("reliability", language), subtitle)
        right.set_xlabel(word("mean_score", language))
        right.set_ylabel(word("share_right", language))
        right.plot([0, 1], [0, 1], color=SOFT, linewidth=0.7, linestyle=(0, (4, 3)), zorder=1)
        ends = {}
        for curve in curves:
            look, dash = looks[curve.detector], dashes[curve.detector]
            line = {"color": look.colour, "linestyle": dash, "zorder": 2 + STYLES.index(dash) / 8}
            # Between two thresholds precision is that of the lower one, as in average precision.
            recall, precision = [0.0, *curve.recall], [curve.precision[0], *curve.precision]
            left.plot(recall, precision, drawstyle="steps-pre", **line)
            _marks(left, recall[-1:], precision[-1:], look)
            right.plot(curve.score, curve.right, linewidth=1.0, **line)
            ends[curve.detector] = _marks(right, curve.score, curve.right, look)
        figure.legend(
            list(ends.values()),
            list(ends),
            loc="outside lower center",
            ncols=min(abreast, len(ends)),
            frameon=False,
            title=word("curves_note", language),
            title_fontsize=6 if width == "double" else 5,
        )
    return figure


def _frame(axes: Axes, title: str, subtitle: str) -> None:
    axes.set_xlim(-0.03, 1.03)
    axes.set_ylim(-0.03, 1.03)
    axes.set_box_aspect(0.8)
    axes.xaxis.set_major_locator(MultipleLocator(0.2))
    axes.yaxis.set_major_locator(MultipleLocator(0.2))
    plain_frame(axes, title, subtitle)


def _marks(axes: Axes, x: Sequence[float], y: Sequence[float], look: Identity) -> Line2D:
    (drawn,) = axes.plot(x, y, linestyle="", zorder=3, **mark_of(look, MARKER))
    return drawn

"""What scores are worth: the share that is right against the score, a panel a detector.

Detectors that are sure of the same things would lie upon each other in one panel.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.ticker import MultipleLocator

from leakbench.benchmarks.figures.identities import Identity, identities
from leakbench.benchmarks.figures.style import (
    INCHES,
    INK,
    SOFT,
    Language,
    Width,
    mark_of,
    plain_frame,
    styled,
    word,
)

ABREAST: Final[dict[Width, int]] = {"single": 2, "double": 4}
TITLE_INCHES: Final = 0.3
AXIS_INCHES: Final = 0.45  # its name, and the legend
MARKER: Final = 5.0  # points
LINES: Final[dict[str, Any]] = {"real": "-", "generated": (0, (2, 1.5))}


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores that a detector gives on a side.

    Attributes:
        score: Mean scores, part by part of the scale, ascending.
        right: The share of those spans that is right.
        error: How far both are apart, the mean over all spans.
    """

    score: Sequence[float]
    right: Sequence[float]
    error: float


@dataclass(frozen=True, slots=True)
class ReliabilityPanel:
    """A detector: its name, its scores by the side's word, and whether it is of this house."""

    detector: str
    sides: Mapping[str, Scores]
    ours: bool = False


def draw_reliability(
    panels: Sequence[ReliabilityPanel], *, width: Width = "double", language: Language = "en"
) -> Figure:
    """Draw all panels on the same axes from 0 to 1.

    Args:
        panels: At least one.
        width: Of the figure.
        language: Of the words.

    Returns:
        The figure; whoever saves it does so under ``styled()`` too.
    """
    looks = identities(panel.detector for panel in panels)
    rows = ceil(len(panels) / ABREAST[width])
    columns = ceil(len(panels) / rows)
    side = INCHES[width] / max(columns, 2)
    with styled(language):
        height = rows * (side + TITLE_INCHES) + AXIS_INCHES
        layout = ConstrainedLayoutEngine(w_pad=0.03, h_pad=0.03)
        figure = Figure(figsize=(INCHES[width], height), layout=layout)
        grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flatten()
        for axes in grid[len(panels) :]:
            axes.set_visible(False)
        for index, (axes, panel) in enumerate(zip(grid, panels, strict=False)):
            _frame(axes, panel.detector)
            axes.tick_params(labelbottom=index + columns >= len(panels))
            for name, scores in panel.sides.items():
                axes.plot(scores.score, scores.right, **_look(looks[panel.detector], name))
        figure.supxlabel(word("mean_score", language), fontsize=8)
        figure.supylabel(word("share_right", language), fontsize=8)
        shown = dict.fromkeys(name for panel in panels for name in panel.sides)
        handles = [
            Line2D([], [], color=INK, linestyle=LINES[name], label=word(name, language))
            for name in shown
        ]
        figure.legend(
            handles=handles, loc="outside upper center", ncols=2, frameon=False, borderaxespad=0
        )
    return figure


def _frame(axes: Axes, title: str) -> None:
    axes.set_xlim(-0.05, 1.05)
    axes.set_ylim(-0.05, 1.05)
    axes.set_box_aspect(1)
    axes.xaxis.set_major_locator(MultipleLocator(0.5))
    axes.yaxis.set_major_locator(MultipleLocator(0.5))
    plain_frame(axes, title)
    axes.plot([0, 1], [0, 1], color=SOFT, linewidth=0.7, linestyle=(0, (4, 3)), zorder=1)


def _look(look: Identity, side: str) -> dict[str, Any]:
    """On real text the detector's mark; on generated lists a bar, as where both are set off."""
    style = {**mark_of(look, MARKER), "linestyle": LINES[side], "linewidth": 1.1}
    return style if side == "real" else {**style, "marker": "|", "markeredgecolor": look.colour}

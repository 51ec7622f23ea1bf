"""Rank agreement: the measure on synthetic lists against that on real text, a panel a label."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MultipleLocator

from leakbench.benchmarks.figures.style import (
    FAINT,
    INCHES,
    Language,
    Width,
    legend_below,
    legend_inches,
    looks_of,
    plain_frame,
    styled,
    word,
)


@dataclass(frozen=True, slots=True)
class AgreementPanel:
    """A label: its detectors' measures, and what the two rankings have in common."""

    title: str
    subtitle: str
    points: tuple[tuple[str, float, float], ...]  # detector, on synthetic lists, on real text


def draw_agreement(
    panels: Sequence[AgreementPanel], measure: str, *, width: Width, language: Language = "en"
) -> Figure:
    """Draw scatter plots with the diagonal on which both measures are equal.

    Args:
        panels: At least one.
        measure: What is compared.
        width: Of the figure.
        language: Of the axes.
    """
    looks = looks_of(name for panel in panels for name, *_ in panel.points)
    columns = min(len(panels), 3 if width == "double" else 1)
    rows = ceil(len(panels) / columns)
    side = INCHES[width] / columns if width == "double" else 2.6
    abreast = 4 if width == "double" else 2
    with styled(language):
        layout = ConstrainedLayoutEngine(w_pad=0.04, h_pad=0.06)
        size = (INCHES[width], rows * (side + 0.25) + legend_inches(looks, abreast))
        figure = Figure(figsize=size, layout=layout)
        grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flatten()
        for index, (axes, panel) in enumerate(zip(grid, panels, strict=False)):
            if index + columns >= len(panels):
                axes.set_xlabel(f"{word(measure, language)}, {word('synthetic', language)}")
                axes.tick_params(labelbottom=True)
            if index % columns == 0:
                axes.set_ylabel(f"{word(measure, language)}, {word('real', language)}")
            plain_frame(axes, panel.title, panel.subtitle)
            axes.plot([0, 1], [0, 1], color=FAINT, linewidth=1, zorder=1)
            for name, synthetic, real in panel.points:
                look = looks[name]
                axes.plot(
                    synthetic,
                    real,
                    look.marker,
                    color=look.colour,
                    clip_on=False,
                    markersize=6,
                    markeredgecolor="white",
                    markeredgewidth=0.7,
                )
            axes.set_xlim(0, 1)
            axes.set_ylim(0, 1)
            axes.set_box_aspect(1)
            for axis in (axes.xaxis, axes.yaxis):
                axis.set_major_locator(MultipleLocator(0.25))
        for axes in grid[len(panels) :]:
            axes.set_visible(False)
        legend_below(figure, looks, abreast, lines=False)
    return figure

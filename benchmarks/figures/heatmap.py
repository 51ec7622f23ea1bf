"""Heat map: a measure of every detector for every label, each cell with its number."""

from collections.abc import Sequence

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from numpy.typing import NDArray

from leakbench.benchmarks.figures.style import (
    FAINT,
    INCHES,
    INK,
    SHADE,
    Language,
    styled,
    word,
)

CELL_INCHES = 0.2
_DARK = 0.6  # from this value on the number is white


def draw_heatmap(
    detectors: Sequence[str],
    labels: Sequence[str],
    values: NDArray[np.float64],
    measure: str,
    *,
    language: Language = "en",
) -> Figure:
    """Draw a heat map across two columns: a line a detector, a column a label.

    Args:
        detectors: Names.
        labels: Names.
        values: From 0 to 1, NaN where there is nothing; shape (detectors, labels).
        measure: What the numbers are.
        language: Of the title.
    """
    names = [label.lower().replace("_", " ") for label in labels]
    shades = LinearSegmentedColormap.from_list("shades", ["#FFFFFF", SHADE]).with_extremes(
        bad=FAINT
    )
    with styled(language):
        layout = ConstrainedLayoutEngine(w_pad=0.02, h_pad=0.02)
        height = CELL_INCHES * len(detectors) + 1.2
        figure = Figure(figsize=(INCHES["double"], height), layout=layout)
        axes = figure.subplots()
        axes.imshow(np.ma.masked_invalid(values), cmap=shades, vmin=0, vmax=1, aspect="auto")
        axes.set_xticks(range(len(names)), names, rotation=60, ha="left", rotation_mode="anchor")
        axes.xaxis.tick_top()
        axes.set_yticks(range(len(detectors)), list(detectors))
        axes.tick_params(length=0)
        for side in axes.spines.values():
            side.set_visible(False)
        size = 5 if len(names) > 14 else 6
        for (row, column), value in np.ndenumerate(values):
            if not np.isnan(value):
                text = f"{value:.2f}".removeprefix("0") if value < 1 else "1.0"
                colour = "white" if value >= _DARK else INK
                axes.text(column, row, text, ha="center", va="center", fontsize=size, color=colour)
        axes.set_xlabel(word(measure, language))
    return figure

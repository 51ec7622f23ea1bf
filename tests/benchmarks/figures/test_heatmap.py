"""Tests of the table of labels by detectors."""

import numpy as np

from leakbench.benchmarks.figures.heatmap import draw_heatmap


def test_every_value_is_written_and_a_gap_is_none():
    """What a detector does not declare has no figure, which is not nought."""
    values = np.array([[0.25, np.nan], [0.5, 1.0]])
    figure = draw_heatmap(["one", "two"], ["MOBILE", "QQ"], values, "recall")
    said = [text.get_text() for axes in figure.axes for text in axes.texts]
    figures = [text for text in said if any(character.isdigit() for character in text)]
    assert len(figures) == 3

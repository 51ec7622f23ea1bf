"""Tests of bars with intervals."""

from leakbench.benchmarks.figures.bars import Bar, BarPanel, draw_bars


def test_a_panel_has_a_bar_for_each_detector():
    """As long as its value; the best is named first."""
    bars = (Bar("one", 0.4, 0.3, 0.5), Bar("two", 0.8))
    figure = draw_bars([BarPanel("clean", bars), BarPanel("worn", bars)], "recall")
    shown = [axes for axes in figure.axes if axes.get_visible()]
    assert len(shown) == 2
    for axes in shown:
        assert sorted(bar.get_width() for bar in axes.patches) == [0.4, 0.8]


def test_ours_is_hollow():
    """So that it is shown, and not taken for the best."""
    bars = (Bar("one", 0.4), Bar("ours", 0.8, ours=True))
    figure = draw_bars([BarPanel("clean", bars)], "recall")
    inside = {bar.get_width(): bar.get_facecolor() for bar in figure.axes[0].patches}
    assert inside[0.8] == (1.0, 1.0, 1.0, 1.0)
    assert inside[0.4] != inside[0.8]

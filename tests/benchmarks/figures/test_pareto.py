"""Tests of the plot of recall against throughput."""

from io import BytesIO
from itertools import combinations

import pytest

from leakbench.benchmarks.figures.identities import identities
from leakbench.benchmarks.figures.pareto import COST, Panel, Point, border, draw
from leakbench.benchmarks.figures.style import styled

pytestmark = pytest.mark.slow

NAMES = ("jieba", "lac", "native", "phonenumbers", "privyscope", "regex")
CLOSE = Panel(
    "corpus",
    "clean noise",
    tuple(
        Point(name, name, 2.0 + index / 10, 0.5 + index / 100) for index, name in enumerate(NAMES)
    ),
)
WIDE = Panel(
    "other",
    "worn noise",
    tuple(Point(name, name, 0.1 * 4**index, 0.9 - index / 10) for index, name in enumerate(NAMES)),
)


def _labels(axes):
    return [text for text in axes.texts if text.get_text() in NAMES]


def _marks(axes):
    return {line.get_label(): line for line in axes.lines if line.get_marker() != "None"}


@pytest.mark.parametrize("panel", [CLOSE, WIDE])
def test_every_point_has_its_name_and_no_names_overlap(panel):
    """Six detectors close together are still told apart."""
    figure = draw([panel])
    labels = _labels(figure.axes[0])
    told = [text.get_text() for legend in figure.legends for text in legend.get_texts()]
    assert sorted([text.get_text() for text in labels] + told) == sorted(NAMES)
    boxes = [text.get_window_extent() for text in labels]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    frame = figure.axes[0].get_window_extent()
    assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 for box in boxes)


def test_names_keep_their_places_at_any_resolution():
    """What is clear on screen is clear in print."""
    figure = draw([CLOSE])
    with styled():
        figure.savefig(BytesIO(), format="png", dpi=300)
    figure.set_dpi(300)
    boxes = [text.get_window_extent() for text in _labels(figure.axes[0])]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_a_detector_looks_the_same_in_every_panel():
    """Colour and mark are its own, whoever else is there."""
    fewer = Panel("fewer", "", WIDE.points[3:])
    figure = draw([WIDE, fewer])
    looks = identities(NAMES)
    for axes, panel in zip(figure.axes, (WIDE, fewer), strict=True):
        drawn = _marks(axes)
        assert list(drawn) == [point.detector for point in panel.points]
        for name, line in drawn.items():
            told = (line.get_color(), line.get_marker())
            assert told == (looks[name].colour, looks[name].mark.matplotlib)


def test_cheap_stands_right_and_borders():
    """Where less is better, the axis falls, and the border goes through the cheap."""
    points = (Point("a", "a", 1.0, 0.4), Point("b", "b", 10.0, 0.3), Point("c", "c", 10.0, 0.9))
    panel = Panel("some", "", points)
    assert border(panel, cheap=True) == [(10.0, 0.9), (1.0, 0.4)]
    assert border(panel, cheap=False) == [(10.0, 0.9)]
    left, right = draw([panel], trade=COST).axes[0].get_xlim()
    assert left > 10
    assert right < 1


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_panels_share_their_axes(count):
    """Each corpus has a panel on the same scales."""
    figure = draw([CLOSE, WIDE, CLOSE, WIDE, CLOSE][:count])
    shown = [axes for axes in figure.axes if axes.get_visible()]
    assert len(shown) == count
    assert len({(axes.get_xlim(), axes.get_ylim()) for axes in shown}) == 1


def test_ours_borders_nothing():
    """The border goes through the best of others, though one of ours beats it in both."""
    others = (Point("a", "a", 1.0, 0.4), Point("b", "b", 10.0, 0.2))
    ours = Point("native", "native", 100.0, 0.9, ours=True)
    figures = [draw([Panel("some", "", points)]) for points in (others, (*others, ours))]
    assert _marks(figures[1].axes[0])["native"].get_markerfacecolor() == "none"
    borders = [
        max(max(p.vertices[:, 1]) for p in figure.axes[0].collections[0].get_paths())
        for figure in figures
    ]
    assert borders == [0.4, 0.4]


def test_ours_alone_has_no_border():
    """Nothing is shaded where nobody is ranked."""
    figure = draw([Panel("some", "", (Point("ours", "ours", 1.0, 0.5, ours=True),))])
    assert not figure.axes[0].collections

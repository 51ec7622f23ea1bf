"""Tests of the plot of recall against throughput."""

from io import BytesIO
from itertools import combinations

import pytest

from leakbench.benchmarks.figures.pareto import Panel, Point, draw
from leakbench.benchmarks.figures.style import COLOURS, MARKERS, styled

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


@pytest.mark.parametrize("panel", [CLOSE, WIDE])
def test_every_point_has_its_name_and_no_names_overlap(panel):
    """Six detectors close together are still told apart."""
    figure = draw([panel])
    labels = _labels(figure.axes[0])
    assert sorted(text.get_text() for text in labels) == sorted(NAMES)
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
    """Colour and marker are its own, whoever else is there."""
    fewer = Panel("fewer", "", WIDE.points[3:])
    figure = draw([WIDE, fewer])
    looks = [
        {
            (line.get_color(), line.get_marker())
            for line in axes.lines
            if line.get_marker() in MARKERS
        }
        for axes in figure.axes
    ]
    assert len(looks[0]) == len(NAMES)
    assert looks[1] < looks[0]


def test_looks_last_for_many_detectors():
    """Colours and markers repeat apart from each other."""
    points = tuple(Point(f"d{i}", f"d{i}", 1.0 + i, i / 40) for i in range(40))
    figure = draw([Panel("many", "", points)])
    looks = {
        (line.get_color(), line.get_marker())
        for line in figure.axes[0].lines
        if line.get_marker() in MARKERS
    }
    assert len(looks) == 40
    assert len(COLOURS) != len(MARKERS)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_panels_share_their_axes(count):
    """Each corpus has a panel on the same scales."""
    figure = draw([CLOSE, WIDE, CLOSE, WIDE, CLOSE][:count])
    shown = [axes for axes in figure.axes if axes.get_visible()]
    assert len(shown) == count
    assert len({(axes.get_xlim(), axes.get_ylim()) for axes in shown}) == 1


def test_ours_is_hollow_and_borders_nothing():
    """The border goes through the best of others, though one of ours beats it in both."""
    others = (Point("a", "a", 1.0, 0.4), Point("b", "b", 10.0, 0.2))
    ours = Point("ours", "ours", 100.0, 0.9, ours=True)
    figures = [draw([Panel("some", "", points)]) for points in (others, (*others, ours))]
    drawn = [
        {
            line.get_color(): line.get_markeredgecolor()
            for line in figure.axes[0].lines
            if line.get_marker() in MARKERS
        }
        for figure in figures
    ]
    assert set(drawn[1]) - set(drawn[0]) == {"white"}
    borders = [
        max(max(p.vertices[:, 1]) for p in figure.axes[0].collections[0].get_paths())
        for figure in figures
    ]
    assert borders == [0.4, 0.4]


def test_ours_alone_has_no_border():
    """Nothing is shaded where nobody is ranked."""
    figure = draw([Panel("some", "", (Point("ours", "ours", 1.0, 0.5, ours=True),))])
    assert not figure.axes[0].collections

"""Tests of the picture of who finds how much."""

from itertools import combinations

import pytest
from matplotlib.colors import to_rgba
from matplotlib.text import Text

from leakbench.benchmarks.figures.identities import identity
from leakbench.benchmarks.figures.standings import GROUNDS, Scored, StandingRow, draw_standings
from leakbench.benchmarks.figures.style import styled

from .colour_vision import contrast

pytestmark = pytest.mark.slow

ROWS = [
    StandingRow(
        "lac", {"real": Scored(0.5, 0.4, 0.6), "generated": Scored(0.3)}, best=frozenset({"real"})
    ),
    StandingRow("a stranger with a long name", {"real": Scored(0.0, 0.0, 0.001)}),
    StandingRow(
        "hyperscan, regex, stdnum, and some more of them",
        {"real": Scored(0.9), "generated": Scored(1.0)},
        ours=True,
    ),
]


@pytest.fixture(params=GROUNDS)
def ground(request):
    """Light or dark."""
    return request.param


@pytest.fixture
def picture(ground):
    """Drawn, so that texts have their places."""
    figure = draw_standings(ROWS, ground)
    with styled():
        figure.draw_without_rendering()
    return figure


def _texts(figure):
    return [one for one in figure.findobj(Text) if one.get_visible() and one.get_text()]


def test_bars_are_as_long_as_scores(picture):
    """A column a side, the ranked above, ours below them."""
    real, made = picture.axes
    assert [bar.get_width() for bar in real.patches] == [0.5, 0.0, 0.9]
    assert [bar.get_width() for bar in made.patches] == [0.3, 1.0]
    heights = [bar.get_y() for bar in real.patches]
    assert heights[2] - heights[1] > heights[1] - heights[0]
    assert real.get_ylim() == made.get_ylim()


def test_colours_are_those_of_the_ground(picture, ground):
    """Of the palette; of this house the bar is hollow; words stand out."""
    shade = "colour" if ground == "light" else "dark"
    real = picture.axes[0]
    assert real.patches[0].get_facecolor() == to_rgba(getattr(identity("lac"), shade))
    assert real.patches[2].get_facecolor()[3] == 0
    house = to_rgba(getattr(identity("hyperscan"), shade))
    assert real.patches[2].get_edgecolor() == house
    for text in _texts(picture):
        assert contrast(text.get_color(), GROUNDS[ground].paper) >= 4.5
    assert picture.patch.get_alpha() == 0


def test_nothing_overlaps_or_leaves_the_picture(picture):
    """Names, numbers and titles."""
    boxes = [(one.get_text(), one.get_window_extent()) for one in _texts(picture)]
    for (one, a), (other, b) in combinations(boxes, 2):
        assert not a.overlaps(b), (one, other)
    for text, box in boxes:
        assert picture.bbox.x0 <= box.x0, text
        assert box.x1 <= picture.bbox.x1, text
        assert picture.bbox.y0 <= box.y0, text
        assert box.y1 <= picture.bbox.y1, text


def test_a_name_that_is_too_long_loses_its_end(picture):
    """Others are whole."""
    texts = [one.get_text() for one in _texts(picture)]
    assert any(text.startswith("hyperscan, regex") and text.endswith("…") for text in texts)
    assert "a stranger with a long name" in texts


def test_the_best_is_bold(picture):
    """On its side alone."""
    bold = [one.get_text() for one in _texts(picture) if one.get_fontweight() == "bold"]
    assert "0.50" in bold
    assert "0.30" not in bold


def test_one_side_alone_is_one_column():
    """Where nobody was scored on lists."""
    rows = [StandingRow("lac", {"real": Scored(0.5)})]
    assert len(draw_standings(rows).axes) == 1

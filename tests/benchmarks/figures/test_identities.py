"""Tests of the looks of detectors."""

import re
import subprocess
import sys
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.markers import MarkerStyle

from leakbench.benchmarks.figures.identities import identities, identity, palette
from leakbench.detectors.marks import Mark
from leakbench.detectors.registry import entry, known_marks, names

from .colour_vision import SIGHTS, contrast, difference, seen

APART = 15  # CIEDE2000; 2 is about what is seen side by side
OURS = {name: one for name in names() if (one := entry(name)).value.startswith("leakbench.")}
FIXED = sorted(name for name, one in OURS.items() if not hasattr(one.load(), "takes"))


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_differences_are_those_published(one, other, apart):
    """The pairs that Sharma, Wu and Dalal give to test the formula."""
    assert difference(np.array(one), np.array(other)) == pytest.approx(apart, abs=1e-4)


@pytest.mark.parametrize("shade", ["colour", "dark"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_all_tell_any_two_colours_apart(sight, shade):
    """Whatever the marks, and whoever looks."""
    colours = sorted({getattr(look, shade) for look in palette()})
    lab = [seen(colour, sight) for colour in colours]
    assert min(difference(one, other) for one, other in combinations(lab, 2)) >= APART


@pytest.mark.parametrize(("shade", "ground"), [("colour", "#FFFFFF"), ("dark", "#121212")])
def test_colours_stand_out_from_the_ground(shade, ground):
    """3 : 1 is what WCAG 2 asks of graphical objects."""
    assert min(contrast(getattr(look, shade), ground) for look in palette()) >= 3


def test_the_palette_holds_far_more_than_twenty():
    """Every look is one of its own, in colour or in mark, in light and in dark."""
    looks = palette()
    assert len(looks) >= 20
    for shade in ("colour", "dark"):
        assert len({(getattr(look, shade), look.mark) for look in looks}) == len(looks)


def test_every_registered_detector_has_a_look_of_its_own():
    """And those of this house are one family: hollow marks, in colours that nobody else has."""
    looks = {name: identity(name) for name in FIXED}
    assert len(set(looks.values())) == len(FIXED) > 15
    house = {name for name in FIXED if Mark.HOUSE in known_marks(name)}
    assert house == {name for name in FIXED if not looks[name].mark.filled}
    ours = {look.colour for name, look in looks.items() if name in house}
    assert ours.isdisjoint(look.colour for look in palette() if look.mark.filled)
    assert len({looks[name].mark.name for name in house}) == len(house)


@given(st.lists(st.text(max_size=12), max_size=40, unique=True))
def test_strangers_look_different_from_all_others(strangers):
    """Whatever they are called, as far as the palette goes."""
    firsts = {name.split(", ")[0] for name in [*FIXED, *strangers]}
    looks = identities([*FIXED, *strangers])
    assert len({looks[name] for name in looks}) == len(firsts)
    assert all(looks[name].mark.filled for name in strangers if name.split(", ")[0] not in FIXED)


def test_the_order_of_names_changes_nothing():
    """A picture of the same detectors has the same looks."""
    strangers = [f"stranger {number}" for number in range(30)]
    assert identities(strangers) == identities(reversed(strangers))


def test_a_stranger_keeps_his_look():
    """From run to run, whatever is hashed with a secret of the process."""
    code = (
        "from leakbench.benchmarks.figures.identities import identity; print(identity('stranger'))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert shown.strip() == str(identity("stranger"))


def test_more_strangers_than_looks_share_them():
    """Two alike rather than an error."""
    looks = identities(f"stranger {number}" for number in range(500))
    assert len(looks) == 500
    assert len(set(looks.values())) > 40


def test_names_in_one_row_look_like_the_first():
    """Detectors whose answers are the same share a row."""
    assert identity("hyperscan, regex, stdnum") == identity("hyperscan")


def test_nothing_is_drawn_for_a_look():
    """Pages take looks without matplotlib."""
    code = "import sys, leakbench.benchmarks.figures.identities; print('matplotlib' in sys.modules)"
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert shown.strip() == "False"


@pytest.mark.parametrize("mark", sorted({look.mark for look in palette()}))
def test_marks_are_the_same_in_matplotlib_and_in_svg(mark):
    """Corner by corner, y the other way round; the circle's radius is the same."""
    style = MarkerStyle(mark.matplotlib)
    drawn = style.get_path().transformed(style.get_transform())
    if mark.name == "circle":
        assert mark.path.startswith("M1,0A1,1,")
        assert np.abs(drawn.vertices).max() == pytest.approx(0.5)
        return
    assert re.fullmatch(r"M[-\d.]+,[-\d.]+(L[-\d.]+,[-\d.]+)+Z", mark.path)
    corners = [tuple(map(float, one.split(","))) for one in mark.path[1:-1].split("L")]
    kept = drawn.vertices[: len(corners)] * (2, -2)
    assert np.allclose(corners, kept, atol=0.001)
    assert len(drawn.vertices) == len(corners) + 1  # the last closes it

"""Tests of what is folded until somebody asks for it, and of where names lead."""

import re

import pytest

from .samples import WHOLE, run_of
from .view_samples import VIEWS

pytestmark = pytest.mark.slow
FOLDED = ("headline", "where", "finer", "misses", "levels", "operating", "curves", "origin")


def inside(shown, name):
    """Whether what stands under the heading of a part can be seen."""
    return shown.locator(f"#{name} > details > :not(summary)").last.is_visible()


def test_long_parts_are_folded_and_say_what_they_hold(opened):
    """Their headings are in view, with a line each; the address stays as it is."""
    shown = opened(unfold=False, **VIEWS)
    for name in FOLDED:
        assert shown.locator(f"#{name} h3").is_visible()
        assert len(shown.inner_text(f"#{name} summary").strip()) > len(name)
        assert not inside(shown, name)
    assert shown.evaluate("location.hash") in {"", "#"}
    assert shown.trouble == []


@pytest.mark.parametrize("name", ["operating", "levels"])
def test_a_fragment_unfolds_its_part(opened, name):
    """That one alone, with its charts drawn."""
    shown = opened(at=f"#{name}", unfold=False, **VIEWS)
    assert [one for one in FOLDED if inside(shown, one)] == [name]
    charts = shown.locator(f"#{name} .chart")
    assert shown.locator(f"#{name} .chart svg").count() == charts.count()


def test_a_link_of_the_contents_unfolds(opened):
    """As a click on the heading does, or Enter; what is unfolded stands in the address."""
    shown = opened(unfold=False, **WHOLE)
    shown.click('#contents a[href="#levels"]')
    assert inside(shown, "levels")
    shown.focus("#where summary")
    shown.keyboard.press("Enter")
    assert inside(shown, "where")
    assert shown.evaluate("location.hash") == "#at=where"
    shown.select_option("#measure", "recall")
    assert inside(shown, "where")
    shown.click("#where summary h3")
    assert not inside(shown, "where")
    assert shown.trouble == []


def test_names_lead_to_the_page_of_a_detector(opened):
    """From the ranked list, the table of the answer and the leaderboard, by keys too."""
    shown = opened(**VIEWS)
    for place in (".standings:visible", "#headline-table", "#leaderboard", "#levels"):
        shown.evaluate("scrollTo(0, 0)")
        shown.focus(f'{place} >> a[data-of="slow"] >> nth=0')
        shown.keyboard.press("Enter")
        assert shown.inner_text("#card-title") == "slow"
        assert shown.evaluate("document.activeElement.id") == "card-title"
        assert 0 <= shown.locator("#card-title").bounding_box()["y"] < 900
        shown.click('#cards a[data-of="fast"]')
    assert shown.trouble == []


def test_marks_upon_each_other_are_both_seen(opened):
    """The upper one is smaller, in its true place, and has a rim of paper."""
    speeds = {"fast": 2.0, "slow": 2.01, "careful": 300.0}
    runs = [run_of(name, "clean", mb_per_s=speed) for name, speed in speeds.items()]
    shown = opened([{**run, "all": runs[0]["all"]} for run in runs])
    marks = shown.locator("#trade .point")
    told = "one => { const at = one.getScreenCTM(); return [at.a, at.e, at.f]; }"
    lower, upper = (marks.nth(at).evaluate(told) for at in (0, 1))
    assert upper[0] < 0.7 * lower[0]
    assert 0 < abs(lower[1] - upper[1]) < 10
    assert lower[2] == pytest.approx(upper[2])
    assert "upon" in marks.nth(1).get_attribute("class")
    assert shown.locator("#trade .upon").count() == 1


def test_this_house_is_no_part_of_the_dashed_line(opened, runs):
    """With it or without, the line has the same number of steps, and the first screen says so."""
    ours = [{**run, "ours": run["detector"] == "fast"} for run in runs]
    line = opened(ours, **WHOLE).locator("#trade .front").get_attribute("d")
    others = [run for run in ours if not run["ours"]]
    alone = opened(others, **WHOLE).locator("#trade .front").get_attribute("d")
    assert len(re.findall("[MHV]", line)) == len(re.findall("[MHV]", alone))
    assert "Dashed" in opened(**WHOLE).inner_text(".answer")

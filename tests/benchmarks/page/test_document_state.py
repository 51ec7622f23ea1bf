"""Tests of what is chosen on the page: in its address, by keys, and for charts."""

import pytest

from .samples import HEADLINE, SWEEPS, WHOLE
from .view_samples import VIEWS

pytestmark = pytest.mark.slow


def chosen(shown):
    """What the address says of the view."""
    return shown.evaluate("Object.fromEntries(new URLSearchParams(location.hash.slice(1)))")


def test_a_link_reproduces_a_view(opened):
    """Filters, order, detector, language and place come back from the address alone."""
    shown = opened(**WHOLE)
    assert chosen(shown) == {}
    shown.select_option("#noise", "evasive")
    shown.select_option("#label", "MOBILE")
    shown.click('[data-keep="order"][value="-speed"]')
    shown.click('#board [data-keep="pick"][value="slow"]')
    shown.click('#contents a[href="#where"]')
    shown.click("#language")
    told = {
        "lang": "zh",
        "noise": "evasive",
        "label": "MOBILE",
        "pick": "slow",
        "order": "-speed",
        "at": "where",
    }
    assert chosen(shown) == told
    again = opened(at=shown.evaluate("location.hash"), **WHOLE)
    assert chosen(again) == told
    assert again.inner_html("main") == shown.inner_html("main")
    assert again.locator("#where").bounding_box()["y"] < 100


def test_the_back_button_takes_a_step_back(opened):
    """And forward again."""
    shown = opened()
    shown.select_option("#noise", "evasive")
    shown.select_option("#measure", "recall")
    shown.go_back()
    assert shown.input_value("#measure") == "f1"
    assert shown.input_value("#noise") == "evasive"
    shown.go_back()
    assert shown.input_value("#noise") == "*"
    shown.go_forward()
    assert shown.input_value("#noise") == "evasive"
    assert shown.trouble == []


@pytest.mark.parametrize(
    "bad",
    [
        "#noise=loud&corpus=__proto__&label=constructor&measure=x&order=-toString&pick=nobody",
        "#lang=tlh&at=nowhere&track=%00&axis=9&side=left&unknown=1",
        "#<b>",
        "#%E0%A4%A=&&==",
    ],
)
def test_what_the_address_cannot_mean_is_passed_over(opened, bad):
    """The page is as without it, and says so in its address."""
    shown = opened(at=bad, **WHOLE)
    assert chosen(shown) == {}
    assert shown.trouble == []
    assert shown.locator("#leaderboard tbody th").count() == 3


def test_a_plain_anchor_leads_to_its_section(opened):
    """As links from elsewhere have them."""
    shown = opened(at="#biases", **WHOLE)
    assert shown.locator("#biases").bounding_box()["y"] < 100


def test_filters_and_reset(opened):
    """Who is first changes with the label, the writing and the corpus that are chosen."""
    shown = opened()
    first = shown.locator("#leaderboard tbody th").first
    assert first.inner_text() == "careful"
    shown.select_option("#noise", "evasive")
    shown.select_option("#label", "PERSON_NAME")
    assert first.inner_text() == "slow"
    assert shown.text_content("#status") == "First: slow, F1 0.55"
    shown.select_option("#corpus", "real_text")
    assert first.inner_text() == "careful"
    shown.click("#reset")
    assert chosen(shown) == {}
    assert shown.input_value("#corpus") == "*"
    assert shown.input_value("#noise") == "*"
    assert shown.trouble == []


def test_headings_sort_the_leaderboard(opened):
    """A click sorts, another one turns the order, and the heading says so."""
    shown = opened()
    names = shown.locator("#leaderboard tbody th")
    assert names.all_inner_texts() == ["careful", "slow", "fast"]
    heading = shown.locator("#leaderboard thead button", has_text="MB/s")
    heading.click()
    assert names.all_inner_texts() == ["fast", "careful", "slow"]
    assert shown.locator('th[aria-sort="descending"]').inner_text().startswith("MB/s")
    heading.click()
    assert names.all_inner_texts() == ["slow", "careful", "fast"]
    assert shown.locator('th[aria-sort="ascending"]').count() == 1


def test_the_keyboard_does_all(opened):
    """Headings, names and filters answer to keys, and the focus stays where it was."""
    shown = opened()
    shown.locator("#leaderboard thead button", has_text="precision").focus()
    shown.keyboard.press("Enter")
    assert shown.locator("th[aria-sort=descending]").inner_text().startswith("precision")
    assert shown.evaluate("document.activeElement.textContent").startswith("precision")
    shown.focus('#board [data-keep="pick"][value="fast"]')
    shown.keyboard.press("Enter")
    assert shown.locator("#trade .faint").count() > 0
    assert shown.evaluate("document.activeElement.ariaLabel") == "Pick out fast in all charts"
    shown.keyboard.press("Enter")
    assert shown.locator("#trade .faint").count() == 0
    shown.focus("#measure")
    shown.keyboard.press("ArrowDown")
    assert shown.input_value("#measure") == "recall"


@pytest.mark.parametrize("width", [390, 1440])
def test_keys_reach_every_control_and_leave_the_page(opened, width):
    """Tab goes through all in order, each shows that it has the focus, and none keeps it."""
    shown = opened(width=width, **VIEWS)
    shown.evaluate("document.activeElement.blur()")
    reached = []
    for _ in range(400):
        shown.keyboard.press("Tab")
        told = shown.evaluate("""() => {
          const all = [...document.querySelectorAll("a, button, select, summary, .scroll")];
          const one = document.activeElement;
          const outline = getComputedStyle(one).outlineStyle !== "none";
          return [all.filter((x) => x.checkVisibility()).indexOf(one), outline || one.className];
        }""")
        if told[0] < 0:
            break
        assert told[1] is True or told[1] == "skip"
        reached.append(told[0])
    there = shown.locator("a:visible, button:visible, select:visible, summary, .scroll:visible")
    enabled = [at for at in range(there.count()) if there.nth(at).is_enabled()]
    assert reached == enabled


def test_marks_tell_their_figures(opened):
    """To a pointer and to a finger: detector, measure with interval, and speed."""
    shown = opened(headline=HEADLINE)
    shown.locator("#trade [data-tip]").first.hover()
    assert shown.locator("#tip").is_visible()
    told = shown.inner_text("#tip")
    assert "MB/s" in told
    assert "–" in told


@pytest.mark.parametrize("width", [390, 1440])
def test_names_in_charts_cover_nothing(opened, runs, width):
    """Of twelve detectors close together no name lies over another, or over another's mark."""
    many = [
        {**runs[0], "detector": f"detector {number}", "mb_per_s": 1.0 + number}
        for number in range(12)
    ]
    shown = opened(many, width=width)
    over = shown.evaluate("""() => {
      const box = (x) => x.getBoundingClientRect();
      const names = [...document.querySelectorAll("#trade text.name")].map(box);
      const points = [...document.querySelectorAll("#trade .point")].map(box);
      const cover = (a, b) => a.left < b.right && b.left < a.right && a.top + 2 < b.bottom - 2
        && b.top + 2 < a.bottom - 2;
      const pairs = names.flatMap((a, at) => names.slice(at + 1).map((b) => [a, b]));
      return [names.length, pairs.filter(([a, b]) => cover(a, b)).length,
        names.filter((a, at) => points.some((b, mine) => mine !== at && cover(a, b))).length];
    }""")
    assert over == [12, 0, 0]


def test_curves_follow_their_axis(opened):
    """One of several sweeps, kept in the address."""
    shown = opened(sweeps=[*SWEEPS, {**SWEEPS[0], "axis": "evasive"}])
    assert "resold" in shown.inner_text("#curves .chart")
    shown.select_option('#curves [data-keep="axis"]', "evasive,legal_person")
    assert "evasive writing" in shown.inner_text("#curves .chart")
    assert chosen(shown) == {"axis": "evasive,legal_person"}

"""Tests of the page as one document: what may be in it, and how it fits what it is shown on."""

import re

import numpy as np
import pytest

from leakbench.benchmarks.page.document import Content, page

from .samples import HEADLINE, HOSTILE, SWEEPS, run_of
from .view_samples import MISSES, PAIRS, VIEWS, card

pytestmark = pytest.mark.slow
SHOWN = (
    *("headline", "board", "compare", "heat", "misses", "cards"),
    *("levels", "operating", "curves", "realism"),
)

SIZES = [(390, "light"), (390, "dark"), (1440, "light"), (1440, "dark")]
MANY = 17  # detectors of the published results
PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 24, 28)"}


def test_one_file_without_addresses(runs):
    """Nothing in the page is loaded from anywhere, and no script but its own may run."""
    text = page(Content(runs=runs))
    assert not re.findall(r"""<(?:script|link|iframe)[^>]+(?:src|href)=["'](?!data:)""", text)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    assert "default-src 'none'; script-src 'sha256-" in policy
    assert "eval" not in policy
    assert policy.count("unsafe-inline") == policy.count("style-src 'unsafe-inline'") == 1


def test_many_results_are_a_small_file():
    """As many runs, labels and forms as are published, with figures as long, under 1.5 MB.

    Most labels are found by few, so that most of their figures are naught.
    """
    draws = np.random.default_rng(0)
    places = 100
    runs = [_long_run(name, corpus, draws) for corpus in range(places) for name in range(MANY)]
    apart = dict.fromkeys(PAIRS["places"][0]["apart"], "0u0a" * (MANY * (MANY - 1) // 2))
    figures = {"apart": apart, "found": [1000] * MANY, "predicted": [1000] * MANY}
    pairs = {
        "detectors": [f"d{one}" for one in range(MANY)],
        "places": [{**PAIRS["places"][0], **figures}] * 155,
    }
    size = len(page(Content(runs=runs, pairs=pairs, headline=HEADLINE)).encode())
    assert 1_000_000 < size < 1_500_000


def _long_run(name, corpus, draws):
    def counts():
        truth, found, predicted = draws.integers(100, 3000, 3).tolist()
        moments = draws.integers(10_000, 900_000, 6).tolist()
        return {"truth": truth, "found": found, "predicted": predicted, "moments": moments}

    def silent():
        return {**counts(), "found": 0, "predicted": 0, "moments": [0, 0, 0, 90_000, 0, 0]}

    labels = [f"LABEL_{(corpus % 17 + at) % 40}" for at in range(8)]
    forms = {
        label: dict.fromkeys(("plain", "seen", "unseen"), tuple(draws.integers(9, 999, 2).tolist()))
        for label in labels[:4]
    }
    return {
        **run_of("fast", "clean", f"corpus_{corpus}"),
        "detector": f"d{name}",
        "labels": {label: silent() if at % 3 else counts() for at, label in enumerate(labels)},
        "forms": forms,
        "all": counts(),
        "mb_per_s": float(draws.random()),
        "memory_mb": float(draws.random()),
    }


def test_text_of_strangers_stays_text(runs):
    """Neither in the data nor in the answer does it end an element, whatever is in it."""
    text = page(Content(runs=runs, misses=MISSES, headline=HEADLINE))
    assert "<b onclick" not in text
    assert text.count("</script>") == 3


@pytest.mark.parametrize("name", [HOSTILE, "__proto__", "constructor", "a|b, c"])
def test_names_of_strangers_stay_text(opened, runs, name):
    """A detector, corpus, label, form and failure of whatever name is shown as it is."""
    strange = {
        **runs[0],
        "detector": name,
        "corpus": name,
        "labels": {name: runs[0]["labels"]["MOBILE"]},
        "forms": {name: {"seen": (2, 1)}},
        "version": name,
    }
    miss = {**MISSES[0]["misses"][0], "label": name, "form": name, "by": [0]}
    place = {**MISSES[0], "detectors": [name], "corpus": name, "misses": [miss], "alarms": [miss]}
    failed = {**strange, "track": "table", "failure": name, "all": None}
    curve = {**SWEEPS[0], "corpus": name}
    parts = {"misses": [place], "cards": {name: card(declared=[name])}, "sweeps": [curve]}
    shown = opened([*runs, strange, failed], **parts)
    shown.select_option("#corpus", name)
    shown.select_option("#label", name)
    shown.click("#board svg.mark >> xpath=..")
    for section in ("board", "where", "finer", "misses", "curves", "heat", "cards", "origin"):
        assert name in shown.locator(f"#{section}").text_content()
    assert shown.locator("main b[onclick]").count() == 0
    assert shown.evaluate("[].concat(Object.keys({}), ({}).seen ?? [])") == []
    again = opened([*runs, strange, failed], at=shown.evaluate("location.hash"), **parts)
    assert again.input_value("#label") == name
    assert shown.trouble == again.trouble == []


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_fits_every_screen_in_silence(opened, width, scheme):
    """No sideways scrolling, no complaint and no request, on phones and desks, light and dark."""
    shown = opened(width=width, context={"color_scheme": scheme}, **VIEWS)
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    paper = shown.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == PAPER[scheme]
    for name in SHOWN:
        assert shown.locator(f"#{name}").is_visible()
    assert shown.locator(".chart svg").count() == shown.locator(".chart").count() > 0
    assert shown.trouble == []


@pytest.mark.parametrize("width", [390, 1440])
def test_the_answer_is_above_the_fold(opened, width):
    """Verdict, speed, what is of this house, and the first bars, in English and Chinese."""
    for locale in ("en-GB", "zh-CN"):
        shown = opened(width=width, context={"locale": locale}, headline=HEADLINE)
        fold = shown.viewport_size["height"]
        for place in (".verdict:visible", ".grounds:visible", ".standings li:visible >> nth=2"):
            box = shown.locator(place).bounding_box()
            assert box["y"] + box["height"] < fold


def test_it_stands_without_scripts(opened):
    """Verdict and ranked list are there, in one language, and no empty headings."""
    shown = opened(context={"java_script_enabled": False}, **VIEWS)
    assert "careful" in shown.inner_text(".verdict:visible")
    assert shown.locator(".standings ol li:visible").count() == 2
    assert shown.locator("main h2:visible").count() == 1
    assert "need JavaScript" in shown.inner_text("main")


def test_both_languages_and_themes_are_a_click_away(opened):
    """Chinese names corpora and labels; a Chinese browser begins in Chinese."""
    shown = opened(headline=HEADLINE)
    assert "legal_person" in shown.inner_text("#matrix")
    shown.click("#language")
    assert shown.get_attribute("html", "lang") == "zh-CN"
    assert "legal_person" not in shown.inner_text("#matrix")
    assert "手机号码" in shown.inner_text("#heat")
    assert shown.inner_text(".verdict:visible").startswith("真实文本上")
    shown.click("#theme")
    paper = shown.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == PAPER["dark"]
    assert "排行榜" in opened(context={"locale": "zh-CN"}).inner_text("#board h3")


def test_it_prints_light_and_whole(opened):
    """On paper nothing scrolls, and what only a screen can do is left out."""
    shown = opened(context={"color_scheme": "dark"}, **VIEWS)
    shown.emulate_media(media="print")
    paper = shown.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == PAPER["light"]
    assert shown.locator("#filters").is_hidden()
    assert shown.locator("#contents").is_hidden()
    overflow = "[...document.querySelectorAll('.scroll')].map(x => getComputedStyle(x).overflowX)"
    assert set(shown.evaluate(overflow)) == {"visible"}


def test_words_are_the_same_in_both_languages(opened):
    """Every word that the page says there is, in both; no key shows through."""
    shown = opened(**VIEWS)
    english, chinese = shown.evaluate("""() => {
      const words = JSON.parse(document.getElementById("words").textContent);
      return [Object.keys(words.en), Object.keys(words.zh)];
    }""")
    assert set(english) - set(chinese) == set()
    heads = "[...document.querySelectorAll('.part:not([hidden]), .group')].map(x => x.id)"
    assert set(shown.evaluate(heads)) <= set(english)

import re
import sys

import pytest

from leakbench.benchmarks.console.extras import MissingExtraError
from leakbench.benchmarks.page.document import page

pytestmark = pytest.mark.slow

SWEEPS = [
    {
        "axis": "hops",
        "corpus": "legal_person",
        "points": [
            {"x": hops, "detector": name, "recall": 1 - hops / 10, "precision": 0.9}
            for name in ("fast", "careful")
            for hops in range(4)
        ],
    }
]
EXAMPLES = [
    {
        "kind": "miss",
        "corpus": "legal_person",
        "noise": "evasive",
        "detector": "fast",
        "label": "MOBILE",
        "form": "circled",
        "before": "</script><b>",
        "value": "①③",
        "after": "&amp;",
    }
]
REALISM = [
    {
        "real": "wiki",
        "corpus": "legal_person",
        "label": "ADDRESS",
        "auc": 0.987,
        "auc_real_halves": 0.512,
        "shapes_covered": 0.088,
        "shapes_of_real_half": 0.181,
        "detector": "careful",
        "overstated": 0.322,
    }
]
SCORE = {"value": 0.512, "interval": [0.487, 0.537], "best": True}
SIDE = {"own": 0.728, "fine": 0.111, "f1": SCORE, "recall": SCORE, "precision": SCORE}
FIRST = {
    "sides": ["real", "generated"],
    "ranked": [
        {
            "names": ["careful", "<b>twin"],
            "marks": ["trained on real text"],
            "alarms": 0.31,
            "mb_per_s": 2.0,
            "overstated": -0.046,
            "real": SIDE,
            "generated": {**SIDE, "f1": {"value": None, "interval": None, "best": False}},
        }
    ],
    "ours": [
        {
            "names": ["fast"],
            "marks": ["of this house", "trained on these corpora"],
            "alarms": None,
            "mb_per_s": None,
            "overstated": None,
            "real": {**SIDE, "f1": {**SCORE, "interval": None, "best": False}},
        }
    ],
}
LEVELS = [
    {
        "side": "generated",
        "name": "exposure",
        "people": [969, 1643],
        "heads": ["exposed", "by direct", "per 100 left"],
        "bare": [1.0, 0.837, 47.3],
        "ranked": [
            {"names": ["careful", "<b>twin"], "marks": [], "cells": [0.952, 0.323, 66.1]},
            {"names": ["slow"], "marks": [], "cells": [None, None, None]},
        ],
        "ours": [{"names": ["fast"], "marks": ["of this house"], "cells": [0.059, 0.013, 93.4]}],
    }
]
POINT = {"threshold": 0.85, "precision": 0.97, "recall": 0.5, "f1": 0.66}


def scored(detector, **changes):
    """A detector that gives scores, as the page is told of it."""
    return {
        "detector": detector,
        "marks": [],
        "ours": False,
        "average_precision": 0.567,
        "at": [POINT, None],
        "given": {**POINT, "threshold": 0.1, "f1": 0.611},
        "best": {**POINT, "f1": 0.633, "threshold": 0.321},
        "calibration_error": 0.123,
        "curve": [[0.2, 1.0, 0.99], [0.4, 0.98, 0.9], [0.5, 0.97, 0.85]],
        "reliability": [
            {"low": 0.8, "spans": 50, "score": 0.85, "right": 0.9},
            {"low": 0.9, "spans": 40, "score": 0.97, "right": 1.0},
        ],
        **changes,
    }


OPERATING = {
    "sides": {
        "real": [scored("careful"), scored("fast", ours=True, average_precision=0.888)],
        "generated": [scored("fast", ours=True, average_precision=0.777)],
    },
    "equal": ["slow"],
    "unknown": [],
}
SIZES = [(390, "light"), (390, "dark"), (1440, "light"), (1440, "dark")]


@pytest.fixture
def opened(browser, runs, tmp_path):
    """Open the page; whatever it complains of or asks for ends up in ``page.trouble``."""
    contexts = []

    def open_page(width=1440, scheme="light", locale="en-GB", given=runs, **parts):
        file = tmp_path / "report.html"
        file.write_text(page(given, **parts), "utf-8")
        size = {"width": width, "height": 900}
        context = browser.new_context(viewport=size, color_scheme=scheme, locale=locale)
        contexts.append(context)
        shown = context.new_page()
        shown.trouble = []
        shown.on("console", lambda message: shown.trouble.append(message.text))
        shown.on("pageerror", lambda error: shown.trouble.append(str(error)))
        shown.on("request", lambda request: shown.trouble.append(request.url))
        shown.goto(file.as_uri())
        shown.wait_for_selector('body[data-ready="true"]')
        shown.trouble.remove(file.as_uri())
        return shown

    yield open_page
    for context in contexts:
        context.close()


def test_one_file_without_addresses(runs):
    """Nothing in the page is loaded from anywhere."""
    text = page(runs)
    assert not re.findall(r"""<(?:script|link|iframe)[^>]+(?:src|href)=["'](?!data:)""", text)
    assert "default-src 'none'" in text


def test_data_cannot_end_its_element(runs):
    """Text of a corpus stays text, whatever is in it."""
    assert "</script><b>" not in page(runs, examples=EXAMPLES)


def test_the_package_is_named_where_it_is_missing(runs, monkeypatch):
    """Without the charting library one line says what to install."""
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'leakbench\[report\]'"):
        page(runs)


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_fits_every_screen_in_silence(opened, width, scheme):
    """No sideways scrolling, no complaint and no request, on phones and desks, light and dark."""
    parts = {
        "sweeps": SWEEPS,
        "examples": EXAMPLES,
        "realism": REALISM,
        "headline": {**FIRST, "levels": LEVELS},
        "operating": OPERATING,
    }
    shown = opened(width, scheme, **parts)
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    assert shown.locator("html").get_attribute("data-theme") == scheme
    assert shown.locator("#scatter svg path").count() > len(SWEEPS)
    assert shown.trouble == []


def test_winners_follow_the_filters(opened):
    """Who is first changes with the label, the writing and the corpus that are chosen."""
    shown = opened()
    first = shown.locator("#winners strong").first
    assert first.inner_text() == "careful"
    assert shown.locator("#winners strong").nth(3).inner_text() == "fast"
    shown.select_option("#noise", "evasive")
    shown.select_option("#label", "PERSON_NAME")
    assert first.inner_text() == "slow"
    shown.select_option("#corpus", "real_text")
    assert first.inner_text() == "careful"
    shown.click("#reset")
    assert shown.input_value("#corpus") == "*"
    assert shown.input_value("#noise") == "clean"
    assert shown.trouble == []


def test_headings_sort_the_leaderboard(opened):
    """A click sorts, another one turns the order, and the heading says so."""
    shown = opened()
    names = shown.locator("#leaderboard tbody th")
    assert names.all_inner_texts() == ["careful", "slow", "fast"]
    shown.click('[data-sort="speed"]')
    assert names.all_inner_texts() == ["fast", "careful", "slow"]
    assert shown.locator('th[aria-sort="descending"]').inner_text().startswith("MB/s")
    shown.click('[data-sort="speed"]')
    assert names.all_inner_texts() == ["slow", "careful", "fast"]
    assert shown.locator('th[aria-sort="ascending"]').count() == 1


def test_the_keyboard_does_all(opened):
    """Filters, headings and names answer to keys, and the focus stays where it was."""
    shown = opened()
    shown.focus('[data-sort="precision"]')
    shown.keyboard.press("Enter")
    assert shown.locator("th[aria-sort=descending]").inner_text().startswith("precision")
    assert shown.evaluate("document.activeElement.dataset.sort") == "precision"
    shown.focus('#legend [data-pick="fast"]')
    shown.keyboard.press("Enter")
    shown.wait_for_selector('#legend [data-pick="slow"].dimmed')
    assert shown.evaluate("document.activeElement.dataset.pick") == "fast"
    shown.keyboard.press("Enter")
    shown.wait_for_selector('#legend [data-pick="slow"]:not(.dimmed)')
    shown.focus("#measure")
    shown.keyboard.press("ArrowDown")
    assert shown.input_value("#measure") == "precision"


def test_marks_tell_their_figures(opened):
    """A pointer over a mark shows detector, measure with interval, and speed."""
    shown = opened()
    shown.locator("#scatter svg path[aria-roledescription=point]").first.hover(force=True)
    tip = shown.locator("#vg-tooltip-element.visible")
    tip.wait_for()
    assert "MB/s" in tip.inner_text()
    assert "–" in tip.inner_text()


def test_chinese_and_dark_at_a_click(opened):
    """Both languages and both themes are one click away; a Chinese browser begins in Chinese."""
    shown = opened()
    shown.click("#language")
    assert "排行榜" in shown.inner_text("#board h2")
    assert shown.get_attribute("html", "lang") == "zh-CN"
    shown.click("#theme")
    assert shown.get_attribute("html", "data-theme") == "dark"
    assert "排行榜" in opened(locale="zh-CN").inner_text("#board h2")


def test_curves_and_misses_where_there_are_some(opened):
    """Robustness and examples are shown when given, and their headings are not otherwise."""
    bare = opened()
    assert bare.locator("#curves-section").is_hidden()
    assert bare.locator("#misses-section").is_hidden()
    assert bare.locator("#realism-section").is_hidden()
    assert bare.locator("#levels-section").is_hidden()
    shown = opened(sweeps=[*SWEEPS, {**SWEEPS[0], "corpus": "exam_roster"}], examples=EXAMPLES)
    assert shown.inner_text("#misses mark") == "①③"
    assert "</script><b>" in shown.inner_text("#misses")
    shown.select_option("#axis", "1")
    shown.select_option("#label", "PERSON_NAME")
    assert "Nothing matches" in shown.inner_text("#misses")
    assert shown.trouble == []


def test_realism_where_there_is_some(opened):
    """Each figure with what real text has beside it, and who is overstated most."""
    shown = opened(realism=REALISM)
    row = shown.locator("#realism tbody tr")
    assert row.count() == 1
    for text in ("legal_person", "wiki", "ADDRESS", "0.987", "0.512", "0.088", "0.322", "careful"):
        assert text in row.inner_text()
    unscored = [{**REALISM[0], "detector": None, "overstated": None}]
    assert "–" in opened(realism=unscored).locator("#realism tbody").inner_text()
    assert shown.trouble == []


def test_the_headline_stands_first_with_ours_apart(opened):
    """Names as they are, marks, intervals, fine scores beside; a dash for what there is not."""
    shown = opened(headline=FIRST)
    ranked, ours = (shown.locator("#headline tbody").nth(at).inner_text() for at in (0, 1))
    for text in (
        "careful, <b>twin",
        "trained on real text",
        "0.512",
        "0.487–0.537",
        "0.111",
        "−0.046",
    ):
        assert text in ranked
    assert "not ranked" in ours
    assert "trained on these corpora" in ours
    assert "of this house, trained" not in ours
    assert (
        shown.locator("#headline-section").bounding_box()["y"]
        < shown.locator("#filters").bounding_box()["y"]
    )
    shown.click("#language")
    assert "在真实文本上训练" in shown.inner_text("#headline")
    assert opened().locator("#headline-section").is_hidden()
    assert shown.trouble == []


def test_scores_and_thresholds_of_each_side(opened):
    """Curves, reliability and the table of those that give scores; the others are named."""
    shown = opened(operating=OPERATING)
    cells = shown.locator("#operating tbody").first.locator("td").all_inner_texts()
    assert cells == ["0.567", "0.500≥ 0.85", "–", "0.611", "0.633≥ 0.321", "0.123"]
    assert "0.888" in shown.inner_text("#operating tbody.ours")
    marks = "path[aria-roledescription=point]"
    assert shown.locator(f"#precision-recall {marks}").count() == 2
    assert shown.locator(f"#reliability {marks}").count() == 4
    assert "slow" in shown.inner_text("#operating-without")
    shown.select_option("#side", "generated")
    assert "0.777" in shown.inner_text("#operating tbody.ours")
    shown.wait_for_function(f"document.querySelectorAll('#reliability {marks}').length === 2")
    shown.click("#language")
    assert "得分与阈值" in shown.inner_text("#operating-section h2")
    assert opened().locator("#operating-section").is_hidden()
    without = {**OPERATING, "sides": {}}
    assert opened(operating=without).locator("#operating-section").is_hidden()
    assert shown.trouble == []


def test_ours_wins_nothing(opened, runs):
    """It is in the tables, below the others and never the best, though its figures are."""
    given = [{**run, "ours": run["detector"] == "careful"} for run in runs]
    shown = opened(given=given)
    assert shown.locator("#winners strong").all_inner_texts() == ["slow", "slow", "slow", "fast"]
    assert shown.locator("#leaderboard tbody.ours th").all_inner_texts() == ["careful"]
    assert shown.locator("#leaderboard tbody.ours td.best").count() == 0
    assert "careful" not in shown.inner_text("#matrix")


def test_known_biases_are_told_in_both_languages(opened):
    """What stands in the READMEs, without its signs."""
    shown = opened()
    assert "Who made the rules." in shown.inner_text("#biases")
    assert "*" not in shown.inner_text("#biases")
    assert shown.locator("#biases code").count() > 3
    shown.click("#language")
    assert "规则出自谁手" in shown.inner_text("#biases")


def test_forms_and_files_where_there_are_some(opened, runs):
    """Recall by how values are written, by label too; shares of the files of all chosen runs."""
    shown = opened()
    row = shown.locator("#finer tbody tr", has_text="careful").locator("td")
    assert row.all_inner_texts() == [
        "–",
        "0.783",
        "0.575",
        "20",
        "0.050",
        "0.250",
        "0.450",
        "0.200",
    ]
    shown.select_option("#noise", "*")
    cells = shown.locator("#finer tbody tr", has_text="careful").locator("td")
    assert cells.nth(3).inner_text() == "40"
    shown.select_option("#label", "PERSON_NAME")
    assert cells.all_inner_texts()[:3] == ["–", "–", "–"]
    bare = opened(given=[{**run, "forms": {}, "files": None} for run in runs])
    assert bare.locator("#finer-section").is_hidden()
    assert shown.trouble == bare.trouble == []


def test_failures_are_named_and_traced(opened, runs):
    """A failed run does not count, is mentioned, and stands with its reason among the origins."""
    runs.append({**runs[0], "corpus": "exam_roster"})
    runs.append({**runs[1], "corpus": "exam_roster", "failure": "no memory", "all": None})
    shown = opened(given=runs)
    assert "careful, slow" in shown.inner_text("#remark")
    shown.click("summary")
    assert "no memory" in shown.inner_text("#origin")


def test_what_does_not_compare_is_left_out(opened, runs):
    """Of several corpora, one on which a detector finds no label counts for nobody."""
    runs.append({**runs[0], "corpus": "clean_text"})
    reason = "not comparable: shares no label with clean_text"
    runs.append(
        {**runs[1], "corpus": "clean_text", "failure": reason, "incomparable": True, "all": None}
    )
    shown = opened(given=runs)
    assert "3 detectors, 3 runs" in shown.inner_text("#remark")
    shown.select_option("#corpus", "clean_text")
    assert "1 detectors, 2 runs" in shown.inner_text("#remark")


def test_many_detectors_look_different(opened, runs):
    """No two of them share colour and shape."""
    many = [{**runs[0], "detector": f"detector {number}"} for number in range(20)]
    looks = (
        opened(given=many).locator("#legend svg").evaluate_all("all => all.map(x => x.innerHTML)")
    )
    assert len(set(looks)) == len(looks) == 20


def test_levels_have_a_panel(opened):
    """With what is exposed before redaction, dashes for what nobody counted, in two languages."""
    shown = opened(headline={**FIRST, "levels": LEVELS})
    panel = shown.locator("#levels")
    assert "969–1,643 people" in panel.inner_text()
    for name, figures in {"nothing": ["1.000", "0.837", "47.3"], "slow": ["–"] * 3}.items():
        assert panel.locator("tr", has_text=name).locator("td").all_inner_texts() == figures
    assert "of this house" in panel.inner_text()
    shown.click("#language")
    assert "漏掉一处的代价" in panel.inner_text()
    assert shown.trouble == []

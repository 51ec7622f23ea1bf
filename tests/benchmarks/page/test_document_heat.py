"""Tests of the map of labels and detectors, and of misses by form."""

import pytest

from .samples import HOSTILE, part, run_of
from .view_samples import VIEWS

pytestmark = pytest.mark.slow

LABELS = ("MOBILE", "LANDLINE", "PERSON_NAME", "RESIDENT_ID", "QQ", "EMAIL")


@pytest.fixture
def wide():
    """Many detectors, one of this house, on many labels."""
    labels = {label: part(10 * (at + 1)) for at, label in enumerate(LABELS)}
    names = [f"detector_{at:02}" for at in range(20)]
    return [
        {**run_of("fast", "clean"), "detector": name, "labels": labels, "ours": name[-2:] == "00"}
        for name in names
    ]


def test_every_label_is_a_row_under_its_family(opened, wide):
    """With its figure as text, and how many values it has; this house stands last."""
    shown = opened(wide, at="#measure=recall")
    table = shown.locator("#heat-table")
    families = table.locator("tr.family th").all_inner_texts()
    assert families == ["ACCOUNT", "ID_NUMBER", "PERSON", "PHONE"]
    whole, *rows = table.locator("tbody tr:not(.family)").all_inner_texts()
    assert whole.split()[-21:] == ["200", *["0.55"] * 20]
    assert len(rows) == len(LABELS)
    assert rows[0].split() == ["EMAIL", "100", *["0.60"] * 20]
    heads = table.locator("thead th").all_inner_texts()
    assert heads[-1] == "detector_00 *"
    shown.click("#language")
    assert "手机号码" in table.inner_text()
    assert "证件号" in table.inner_text()
    assert shown.trouble == []


def test_a_phone_reaches_all_of_it(opened, wide):
    """The page does not scroll sideways; the map does, by keys too, and names stay in view."""
    shown = opened(wide, width=390, context={"bypass_csp": True})
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390
    region = shown.locator("#heat .scroll")
    sizes = region.evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert sizes[0] > sizes[1]
    region.focus()
    shown.keyboard.press("ArrowRight")
    shown.wait_for_function("document.querySelector('#heat .scroll').scrollLeft > 0")
    region.evaluate("one => one.scrollTo(one.scrollWidth, 0)")
    name = shown.locator("#heat-table tbody tr:not(.family) th").first.bounding_box()
    assert 0 <= name["x"] < 390
    family = shown.locator("#heat-table tr.family span").first.bounding_box()
    assert 0 <= family["x"] < 100


def test_forms_stand_with_their_row(opened):
    """The most missed first, of labels declared by name, with an example and its command."""
    shown = opened(at="#missedby=fast", **VIEWS)
    rows = shown.locator("#form-table tbody")
    assert [row.split("\n")[0] for row in rows.all_inner_texts()] == ["MOBILE"]
    circled = rows.first
    for text in ("circled", "in test alone", "400", "300", "0.250", "①③", "row 7"):
        assert text in circled.inner_text()
    assert circled.locator("code").inner_text().endswith("--noise evasive --row 7")
    assert "00000000000" in shown.inner_text("#alarm-list")
    shown.select_option("#label", "PERSON_NAME")
    assert [row.split("\n")[0] for row in rows.all_inner_texts()] == ["PERSON_NAME"] * 2
    shown.select_option("#label", "*")
    shown.select_option('[data-keep="missedby"]', "careful")
    assert "MOBILE" not in shown.inner_text("#form-table")
    shown.select_option("#label", "MOBILE")
    assert shown.locator("#form-table").count() == 0
    assert "Nothing matches" in shown.inner_text("#misses")
    assert shown.trouble == []


def test_of_real_text_misses_stand_alone(opened):
    """Nobody knows its forms: each miss in its words, which stay text; by label too."""
    shown = opened(at="#missedby=fast", misses=VIEWS["misses"])
    assert shown.locator("#misses .example mark").all_inner_texts()[:2] == ["①③", "某 某"]
    assert HOSTILE in shown.inner_text("#misses")
    shown.select_option("#label", "PERSON_NAME")
    assert shown.locator("#misses mark").all_inner_texts() == ["某 某"]
    assert shown.trouble == []


def test_without_errors_and_forms_there_are_no_misses(opened):
    """The section is not there."""
    assert opened().locator("#misses").is_hidden()

"""Tests of the pages of single detectors."""

import pytest

from .samples import HOSTILE, run_of
from .view_samples import VIEWS

pytestmark = pytest.mark.slow


def told(shown, word):
    """What stands beside a term."""
    terms = shown.locator("#cards dl > div", has=shown.locator(f'dt:text-is("{word}")'))
    return terms.locator("dd").inner_text()


def test_a_link_leads_to_the_page_of_a_detector(opened):
    """Facts, licence, link, version, package, command and settings; in both languages."""
    shown = opened(at="#at=cards&of=fast", **VIEWS)
    assert shown.inner_text("#card-title") == "fast"
    assert shown.locator("#cards").bounding_box()["y"] < 300
    assert "A sentence about it." in shown.inner_text(".card-page")
    assert told(shown, "licence") == "MIT"
    assert told(shown, "version") == "1.0"
    assert told(shown, "package").startswith("detector, SHA-256 0123456789ab")
    assert told(shown, "one of its runs").startswith("leakbench run --corpus legal_person")
    assert "3,072–5,120" in told(shown, "settings")
    assert "own" in told(shown, "process")
    link = shown.locator(".card-page dd a").first
    assert link.get_attribute("href") == "https://example.invalid/detector"
    assert "of this house" in shown.inner_text(".card-page")
    shown.click("#language")
    assert "关于它的一句话。" in shown.inner_text(".card-page")
    assert shown.trouble == []


def test_a_click_turns_the_page(opened):
    """And the focus goes to its title, the address to its link."""
    shown = opened(**VIEWS)
    shown.click('#cards a[data-of="slow"]')
    assert shown.inner_text("#card-title") == "slow"
    assert shown.evaluate("document.activeElement.id") == "card-title"
    assert "of=slow" in shown.evaluate("location.hash")
    assert "engine" in told(shown, "process")
    assert shown.locator('#cards a[aria-current="page"]').inner_text() == "slow"


def test_only_addresses_are_links(opened):
    """What would run a script is left out, and what is not known is said or left out."""
    shown = opened(at="#of=careful", **VIEWS)
    assert shown.locator('.card-page a[href^="javascript"]').count() == 0
    shown.locator("#cards a[data-of]", has_text="</script>").click()
    assert shown.inner_text("#card-title") == HOSTILE
    assert told(shown, "licence") == "unknown here"
    assert "Nobody has said" in shown.inner_text(".card-page")
    assert shown.locator("main b[onclick]").count() == 0
    assert shown.trouble == []


def test_scores_of_both_sides_with_their_twins(opened):
    """As in the first table; whose answers are the same is said."""
    shown = opened(at="#of=careful", **VIEWS)
    rows = shown.locator("#card-scores tbody tr").all_inner_texts()
    assert [row.split("\t")[0] for row in rows] == ["real text", "generated lists"]
    assert "0.512" in rows[0]
    assert HOSTILE in shown.inner_text(".card-page")


def test_labels_are_declared_or_only_as_a_family_or_not(opened):
    """Of those that the corpora have, with recall."""
    shown = opened(at="#of=fast", **VIEWS)
    assert "Of 2 labels that these corpora have, it declares 1, and 1 more" in shown.inner_text(
        ".card-page"
    )
    shown.click(".card-page summary")
    rows = shown.locator("#card-labels tbody tr").all_inner_texts()
    assert rows == ["PERSON_NAME\tas PERSON\t0.200\t0.150", "MOBILE\tyes\t0.900\t0.650"]


def test_failures_are_told_with_their_reason(opened, runs):
    """How many runs failed, and where no label is shared."""
    failed = run_of("fast", "clean", "exam_roster", failure="no memory", all=None, labels={})
    apart = run_of("fast", "clean", "clean_text", incomparable=True)
    shown = opened([*runs, failed, apart], at="#of=fast", **VIEWS)
    assert told(shown, "failures") == "1: no memory"
    assert told(shown, "finds no label of") == "clean_text"
    assert "none in 3 runs" in opened(at="#of=fast", **VIEWS).inner_text(".card-page")


def test_what_it_misses_most_of_what_it_looks_for(opened):
    """Forms of labels that it declares by name, an example, and a link to all of them."""
    shown = opened(at="#of=fast", **VIEWS)
    items = shown.locator(".card-page li").all_inner_texts()
    assert [item.split("\n")[0] for item in items] == ["MOBILE, circled: 300 of 400 missed"]
    assert "--row 7" in items[0]
    shown.click(".card-page a[data-missed]")
    assert shown.input_value('[data-keep="missedby"]') == "fast"
    assert shown.evaluate("document.activeElement.id") == "misses"


def test_without_cards_there_is_no_page(opened):
    """The section is not there."""
    assert opened().locator("#cards").is_hidden()

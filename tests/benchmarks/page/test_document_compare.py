"""Tests of two detectors beside each other."""

import numpy as np
import pytest

from leakbench.benchmarks.statistics.bootstrap import reaches
from leakbench.benchmarks.store.sums import Sums

from .samples import FOUND, HOSTILE, part
from .view_samples import VIEWS

pytestmark = pytest.mark.slow


def cells(shown, corpus):
    """What a row of the table by corpus says."""
    tables = shown.locator("#lead-real tbody tr, #lead-generated tbody tr")
    row = tables.filter(has=shown.locator(f'th:text-is("{corpus}")'))
    return [text.replace("\n", " ").strip() for text in row.locator("td").all_inner_texts()]


def test_who_is_ahead_by_how_much(opened):
    """A difference with its interval; a tie where that holds zero, no word where it is unknown."""
    shown = opened(at="#a=careful&b=fast", **VIEWS)
    clean, evasive = cells(shown, "legal_person")[:2]
    assert clean.startswith("careful")
    assert "+0.325" in clean
    assert "+0.295 to +0.335" in clean
    assert evasive.startswith("tie")
    assert "+0.010" in evasive
    unknown = cells(shown, "hotel_stays")[1]
    assert unknown.startswith("no interval")
    assert "to" not in unknown
    assert cells(shown, "real_text")[0].startswith("fast")
    said = shown.inner_text(".leads")
    assert "careful is ahead in 1, fast in 1, and 2 are ties, of 5" in said
    assert shown.trouble == []


def test_swapped_they_say_the_opposite(opened):
    """Signs turn, and the ends of the intervals change places."""
    shown = opened(at="#a=careful&b=fast", **VIEWS)
    shown.click("#swap")
    clean = cells(shown, "legal_person")[0]
    assert clean.startswith("careful")
    assert "−0.325" in clean
    assert "−0.335 to −0.295" in clean
    assert shown.input_value('[data-keep="a"]') == "fast"
    assert "a=fast" in shown.evaluate("location.hash")
    shown.go_back()
    assert shown.input_value('[data-keep="a"]') == "careful"


def test_who_failed_is_not_compared(opened):
    """A dash where one of them has no score."""
    shown = opened(at="#a=careful&b=slow", **VIEWS)
    assert cells(shown, "hotel_stays")[0] == "–"


def test_the_measure_is_the_chosen_one(opened):
    """In a corpus where one claims more, precision differs from recall."""
    pairs = VIEWS["pairs"]
    first = {**pairs["places"][0], "predicted": [200, 400, 200, 200]}
    parts = {**VIEWS, "pairs": {**pairs, "places": [first, *pairs["places"][1:]]}}
    shown = opened(at="#a=careful&b=fast&measure=recall", **parts)
    assert "+0.325" in cells(shown, "legal_person")[0]
    shown.select_option("#measure", "precision")
    assert "−0.113" in cells(shown, "legal_person")[0]
    shown.select_option("#measure", "f1")
    assert "+0.033" in cells(shown, "legal_person")[0]


def test_labels_have_the_interval_of_two_strangers(opened):
    """By label nothing is paired: Newcombe's interval without a correlation."""
    shown = opened(at="#a=careful&b=fast&measure=recall&noise=clean", **VIEWS)
    row = shown.locator("#lead-labels tbody tr", has_text="MOBILE").inner_text()
    sides = []
    for name in ("careful", "fast"):
        found = FOUND[name, "clean"][0]
        moments = np.array(part(found)["moments"], float)
        sums = Sums(100, found, 100, moments, np.zeros((3, 1)))
        sides.append((sums.score("recall"), *sums.interval("recall")))
    down, up = reaches(*sides, 0.0)
    value = sides[0][0] - sides[1][0]
    for end in (value, value - down, value + up):
        assert f"{abs(end):.3f}" in row
    assert "tie" in row


def test_examples_of_what_one_missed_and_the_other_found(opened):
    """Not those that both missed; with the command that shows the record."""
    shown = opened(at="#a=careful&b=fast", **VIEWS)
    mine, theirs = shown.locator("#compare .two > div").all()
    assert "careful missed, fast found" in mine.inner_text()
    assert mine.locator("mark").all_inner_texts() == ["某某"]
    assert theirs.locator("mark").all_inner_texts() == ["①③"]
    command = theirs.locator("code").inner_text()
    assert command == "leakbench show legal_person --noise evasive --row 7"
    shown.select_option("#label", "PERSON_NAME")
    assert theirs.locator("mark").count() == 0


def test_where_nobody_kept_the_other_ones_answers_it_is_said(opened):
    """Misses of each, and no claim about the other."""
    shown = opened(at="#a=slow&b=fast", **VIEWS)
    mine, theirs = shown.locator("#compare .two > div").all()
    assert "what fast did there is not kept" in mine.inner_text()
    assert mine.locator("code").count() == 0
    assert theirs.locator("mark").count() == 2
    shown = opened(**{**VIEWS, "misses": []})
    assert "No examples of" in shown.inner_text("#compare .two")


def test_hostile_names_stay_text(opened):
    """In choices, tables and examples."""
    shown = opened(**VIEWS)
    shown.select_option('[data-keep="b"]', HOSTILE)
    assert HOSTILE in shown.inner_text("#compare .leads")
    assert shown.locator("main b[onclick]").count() == 0
    assert shown.trouble == []


def test_without_pairs_there_is_no_comparison(opened):
    """Nor of a detector with itself."""
    assert opened().locator("#compare").is_hidden()
    shown = opened(at="#a=fast&b=fast", **VIEWS)
    assert "the same" in shown.inner_text("#compare")
    assert shown.locator("#lead-generated").count() == 0

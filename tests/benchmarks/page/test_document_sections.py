"""Tests of the page's sections: what each shows, and when there is none."""

import pytest

from leakbench.benchmarks.page.data import page_runs
from leakbench.benchmarks.reports.headline import headline
from leakbench.benchmarks.reports.headline_tables import page_headline

from .samples import HEADLINE, LEVELS, OPERATING, REALISM, WHOLE, alarming, part

pytestmark = pytest.mark.slow


def test_sections_without_anything_are_hidden(opened):
    """With their links in the contents."""
    bare = opened()
    for name in ("curves", "misses", "realism", "levels", "operating", "headline"):
        assert bare.locator(f"#{name}").is_hidden()
        assert bare.locator(f'#contents a[href="#{name}"]').count() == 0
    assert bare.locator("#contents a").count() >= 6
    assert bare.locator(".answer").count() == 0
    assert bare.trouble == []


def test_contents_lead_to_all_that_is_shown(opened):
    """In the order of the page: the answer, why to believe it, details."""
    shown = opened(**WHOLE)
    links = shown.locator("#contents a").evaluate_all("all => all.map(x => x.hash.slice(1))")
    parts = shown.locator("main > .group, .part:not([hidden])")
    assert links == parts.evaluate_all("all => all.map(x => x.id)")


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


def test_all_figures_of_the_answer_with_ours_apart(opened):
    """Names as they are, marks, intervals, fine scores beside; a dash for what there is not."""
    shown = opened(headline=HEADLINE)
    ranked, ours = (shown.locator("#headline tbody").nth(at).inner_text() for at in (0, 1))
    names = ", ".join(HEADLINE["ranked"][0]["names"])
    for text in (names, "trained on real text", "0.512", "0.492–0.532", "0.111", "−0.046"):
        assert text in ranked
    assert "not ranked" in ours
    assert "–" in ours
    assert "trained on these corpora" in ours
    assert "of this house, trained" not in ours
    shown.click("#language")
    assert "在真实文本上训练" in shown.inner_text("#headline")
    assert shown.trouble == []


def test_scores_and_thresholds_of_each_side(opened):
    """Curves, reliability and the table of those that give scores; the others are named."""
    shown = opened(operating=OPERATING)
    cells = shown.locator("#operating tbody").first.locator("td").all_inner_texts()
    assert cells == ["0.567", "0.500≥ 0.85", "–", "0.611", "0.633≥ 0.321", "0.123"]
    assert "0.888" in shown.inner_text("#operating tbody.ours")
    charts = "[data-chart={}] [data-tip]"
    assert shown.locator(charts.format("precision-recall")).count() == 2
    assert shown.locator(charts.format("reliability")).count() == 4
    assert "slow" in shown.inner_text("#operating .remark")
    shown.select_option('[data-keep="side"]', "generated")
    assert "0.777" in shown.inner_text("#operating tbody.ours")
    assert shown.locator(charts.format("reliability")).count() == 2
    without = {**OPERATING, "sides": {}}
    assert opened(operating=without).locator("#operating").is_hidden()
    assert shown.trouble == []


def test_ours_wins_nothing(opened, runs):
    """It is in the tables, below the others and never the best, though its figures are."""
    given = [{**run, "ours": run["detector"] == "careful"} for run in runs]
    shown = opened(given)
    assert shown.locator("#leaderboard tbody").first.locator("th").all_inner_texts() == [
        "slow",
        "fast",
    ]
    assert shown.locator("#leaderboard tbody.ours th").all_inner_texts() == ["careful"]
    assert shown.locator("#leaderboard tbody.ours td.best").count() == 0
    assert shown.locator("#leaderboard .ours svg.mark.hollow").count() == 1
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
    """Shares of the files of all chosen runs; of one label recall by how it is written."""
    shown = opened()
    cells = shown.locator("#finer tbody tr", has_text="careful").locator("td")
    assert cells.all_inner_texts() == ["40", "0.050", "0.250", "0.450", "0.200"]
    shown.select_option("#noise", "clean")
    assert cells.first.inner_text() == "20"
    shown.select_option("#label", "MOBILE")
    assert cells.all_inner_texts() == ["–", "0.783", "0.575"]
    shown.select_option("#label", "PERSON_NAME")
    assert shown.locator("#finer").is_hidden()
    bare = opened([{**run, "forms": {}, "files": None} for run in runs])
    assert bare.locator("#finer").is_hidden()
    assert shown.trouble == bare.trouble == []


def test_failures_are_named_and_traced(opened, runs):
    """A failed run does not count, is mentioned, and stands with its reason among the origins."""
    runs.append({**runs[0], "corpus": "exam_roster"})
    runs.append({**runs[1], "corpus": "exam_roster", "failure": "no memory", "all": None})
    shown = opened(runs)
    assert "careful, slow" in shown.inner_text("#board .remark")
    assert "no memory" in shown.inner_text("#origin")


def test_who_shares_no_label_missed_all(opened, runs):
    """It stands with the others in the tables, and the origin of its figures says why."""
    nothing = part(0, 200, 0)
    roster = [{**run, "corpus": "exam_roster"} for run in runs[:2]]
    silent = {**roster[1], "incomparable": True, "all": nothing, "labels": {}}
    shown = opened([*runs, roster[0], silent], at="#corpus=exam_roster")
    assert "2 detectors, 2 runs" in shown.inner_text("#board .remark")
    row = shown.locator("#leaderboard tbody tr", has_text=runs[1]["detector"])
    assert row.locator("td").first.inner_text().startswith("0.000")
    assert "finds no label of" in shown.locator("#origin").text_content()


def test_all_labels_are_measured_as_on_the_first_screen(opened, pooled_results):
    """The figures of the leaderboard, with their intervals, are those of the ranked list."""
    told = page_headline(headline(pooled_results))
    shown = opened(page_runs(pooled_results), headline=told)
    rows = {row["names"][0]: row for row in (*told["ranked"], *told["ours"])}
    assert shown.locator("#leaderboard tbody th").count() == len(rows) == 2
    for name, row in rows.items():
        score = row["generated"]["f1"]
        low, high = score["interval"]
        line = shown.locator("#leaderboard tbody tr", has_text=name)
        first = line.locator("td").first.inner_text()
        assert first == f"{score['value']:.3f}{low:.3f}–{high:.3f}"
    assert "MOBILE or PHONE alike" in shown.inner_text("#measured")
    shown.select_option("#label", "MOBILE")
    assert shown.inner_text("#measured").startswith("Measured: MOBILE alone")


def test_where_nobody_is_false_alarms_decide(opened, runs):
    """Neither recall nor F1 is told of such a corpus, and whoever is quiet is first."""
    quiet = {"fast": 9, "careful": 50, "slow": 3}
    runs += [alarming(name, spurious) for name, spurious in quiet.items()]
    shown = opened(runs)
    cells = shown.locator("#matrix tr", has_text="clean_text").inner_text()
    assert "slow" in cells
    assert "0.30 alarms" in cells
    shown.select_option("#corpus", "clean_text")
    assert shown.locator("#leaderboard tbody th").all_inner_texts() == ["slow", "fast", "careful"]
    heads = shown.locator("#leaderboard thead").inner_text()
    assert "false alarms" in heads
    assert not any(word in heads for word in ("recall", "precision", "F1"))
    assert shown.locator("#measure option").all_inner_texts() == ["false alarms"]
    assert "Nobody is in these texts" in shown.inner_text("#board")
    assert shown.locator("#heat").is_hidden()
    assert shown.locator("#trade").is_hidden()
    assert shown.trouble == []


def test_who_is_hardly_first_is_marked(opened, runs):
    """Where another interval overlaps its own; nobody is alone at the top by a hair."""
    close = [{**run, "detector": f"x {at}", "all": runs[0]["all"]} for at, run in enumerate(runs)]
    assert "≈" in opened(close).inner_text("#matrix")
    clear = [run for run in runs if run["detector"] != "slow"]
    assert "≈" not in opened(clear).locator("#matrix tr", has_text="legal_person").inner_text()


def test_many_detectors_look_different(opened, runs):
    """No two of them share colour and shape."""
    many = [{**runs[0], "detector": f"detector {number}"} for number in range(20)]
    looks = opened(many).evaluate("""() =>
      [...document.querySelectorAll("#leaderboard svg.mark")].map(
        (x) => getComputedStyle(x).fill + x.innerHTML)""")
    assert len(set(looks)) == len(looks) == 20


def test_levels_have_a_panel(opened):
    """With what is exposed before redaction, dashes for what nobody counted, in two languages."""
    shown = opened(headline={**HEADLINE, "levels": LEVELS})
    panel = shown.locator("#levels")
    assert "969–1,643 people" in panel.inner_text()
    for name, figures in {"nothing": ["1.000", "0.837", "47.3"], "slow": ["–"] * 3}.items():
        assert panel.locator("tr", has_text=name).locator("td").all_inner_texts() == figures
    assert "of this house" in panel.inner_text()
    shown.click("#language")
    assert "漏掉一处的代价" in panel.inner_text()
    assert shown.trouble == []

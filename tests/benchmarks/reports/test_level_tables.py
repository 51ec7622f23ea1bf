"""Tests of levels as tables."""

from dataclasses import replace

import pytest

from leakbench.benchmarks.reports.headline import headline
from leakbench.benchmarks.reports.level_tables import TABLES, levels_markdown, page_levels
from leakbench.benchmarks.reports.levels import level_table

pytestmark = pytest.mark.slow


def told(results):
    """The tables of results."""
    return level_table(results, headline(results))


def test_tables_fit_eighty_characters_and_seven_columns(contest):
    """Whatever detectors are called that answer the same."""
    longer = {
        "twin": "digits_elsewhere",
        "digits": "digits_here",
        "forgetful": "of_a_long_name" * 9,
    }
    named = [replace(r, detector=longer.get(r.detector, r.detector)) for r in contest]
    for some in (contest, named):
        lines = levels_markdown(told(some)).splitlines()
        assert max(map(len, lines)) <= 80
        assert max(line.count(" | ") for line in lines) <= 6
    text = levels_markdown(told(named))
    assert "| digits_elsewhere and 1 alike |" in text
    assert "| of_a_long_nameof_a_long_nam… |" in text


def test_ours_stands_below_with_the_signs_of_its_marks(contest):
    """As in the headline; with nothing redacted, all of whom something is told are exposed."""
    text = levels_markdown(told(contest))
    ranked, ours, *_ = text.partition("## Generated lists")[2].split("*of this house: shown, not")
    assert "| coarse [r] |" in ranked
    assert "\n| ours [t] |" in ours
    assert "[t] trained on these corpora. [r] trained on real text." in text
    assert "| *nothing redacted* | 1.000 |" in text
    assert " people; among more, fewer are told by quasi identifiers." in " ".join(text.split())


def test_a_column_that_nobody_has_is_left_out(contest):
    """Of real text nobody knows whom it is of, and it has no files."""
    real, generated = levels_markdown(told(contest)).split("## Generated lists")
    assert "| detector | spans | records |\n" in real
    assert "exposed" not in real
    assert "| detector | spans | records | people | noticed | files | worst files |" in generated


def test_a_gap_is_a_dash(contest):
    """Where an older leakbench counted."""
    old = [replace(r, levels=None) if r.detector == "coarse" else r for r in contest]
    assert "| coarse [r] | – | – | – | – | – | – |" in levels_markdown(told(old))
    assert "an older leakbench" in levels_markdown(told([replace(r, levels=None) for r in contest]))


def test_the_page_has_the_figures_of_the_tables(contest):
    """One for each heading, of everybody, ours apart."""
    found = page_levels(told(contest))
    assert [(one["side"], one["name"]) for one in found] == [
        ("real", "levels"), ("real", "kinds"), *(("generated", name) for name in TABLES),
    ]  # fmt: skip
    for one in found:
        rows = [*one["ranked"], *one["ours"]]
        assert [row["names"] for row in rows][-1] == ("ours",)
        assert all(len(row["cells"]) == len(one["heads"]) for row in rows)
    bare = found[-1]["bare"]
    assert bare[found[-1]["heads"].index("values left")] == 1.0
    assert found[-1]["people"] == [found[-1]["people"][0]] * 2

"""Tests of the tables for papers."""

import re
from dataclasses import replace

import pytest

from leakbench.benchmarks.reports.headline import headline
from leakbench.benchmarks.reports.latex_tables import group_tables, headline_table
from leakbench.benchmarks.store.pooling import groups_of

pytestmark = pytest.mark.slow


def _rows(table):
    return [line for line in table.tex.splitlines() if line.startswith(r"\texttt")]


def test_tables_are_whole(pooled_results):
    """As many cells in every row as columns, and no bare underscore."""
    groups = groups_of(pooled_results, most=4)
    tables = group_tables(groups, "")
    assert set(tables) >= {"scores-f1", "scores-recall", "scores-precision"}
    assert len(tables) == 3 + len(groups)
    for name, table in tables.items():
        columns = re.search(r"\{@\{\}(l+r+)@\{\}\}", table.tex)[1]
        assert {row.count(" & ") for row in _rows(table)} == {len(columns) - 1}, name
        assert table.tex.count(r"\begin") == table.tex.count(r"\end")
        assert table.wide == (r"\begin{table*}" in table.tex)
    assert r"hotel\_stays" in tables["scores-f1"].tex


def test_ours_is_below_and_never_bold(pooled_results):
    """A rule stands above it, whatever it scores."""
    mixed = [
        replace(result, marks=()) if result.detector == "regex" else result
        for result in pooled_results
    ]
    (table, *_) = group_tables(groups_of(mixed, most=1), "").values()
    lines = table.tex.splitlines()
    at = next(place for place, line in enumerate(lines) if "structured" in line)
    assert lines[at - 1] == r"\midrule"
    assert r"\textbf" not in lines[at]
    assert r"\textbf" in lines[at - 2]


def test_who_is_not_told_apart_from_the_best_has_a_dagger(contest):
    """In the headline: of two equal ones the second; scores have their intervals."""
    table = headline_table(headline(contest))
    rows = {re.search(r"\\texttt\{(.*?)\} &", row)[1]: row for row in _rows(table)}
    assert set(rows) == {"coarse", "digits, twin", "forgetful", "ours"}
    assert any(r"\dagger" in row for row in rows.values())
    assert r"\textbf" not in rows["ours"]
    assert re.search(r"\[\.\d{3}, (\.\d{3}|1\.000)\]", rows["digits, twin"])
    assert "overstated" in table.tex
    chinese = headline_table(headline(contest), "zh")
    assert "方括号内" in chinese.caption
    assert "高估" in chinese.tex


def test_a_headline_of_one_side_has_no_overstatement(contest):
    """There is nothing to compare with."""
    real = [one for one in contest if one.noise is None]
    assert "overstated" not in headline_table(headline(real)).tex

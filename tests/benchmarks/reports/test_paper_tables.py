"""Tests of the tables for papers."""

import csv

from leakbench.benchmarks.reports.paper_tables import csv_table, latex_table, score_columns
from leakbench.benchmarks.store.pooling import groups_of


def test_the_best_is_bold_and_only_who_ties_it(pooled_results):
    """In every group and metric somebody is best, and nobody who is told apart from it."""
    groups = groups_of(pooled_results, most=1)
    order, cells = score_columns(groups)
    for group in groups:
        for metric in ("recall", "precision", "f1", "mb_per_s"):
            column = [cells[name][group, metric] for name in order]
            top = max(cell.value for cell in column)
            assert any(cell.best and cell.value == top for cell in column)
    assert order == sorted(order, key=lambda name: -cells[name]["clean", "recall"].value)


def test_latex_is_whole(pooled_results):
    """As many cells in every row as columns, and no bare underscore."""
    text = latex_table(groups_of(pooled_results, most=4), "Caption & more", "tab:x")
    rows = [line for line in text.splitlines() if line.startswith(r"\texttt")]
    assert len(rows) == 2
    assert {row.count("&") for row in rows} == {16}
    assert r"hotel\_stays" in text
    assert r"Caption \& more" in text
    assert text.count(r"\begin") == text.count(r"\end")


def test_csv_has_every_cell_with_its_interval(pooled_results):
    """Numbers are whole, and intervals hold them."""
    rows = list(csv.DictReader(csv_table(groups_of(pooled_results, most=1)).splitlines()))
    assert len(rows) == 2 * 2 * 4
    for row in rows:
        if row["metric"] != "mb_per_s":
            assert float(row["low"]) <= float(row["value"]) <= float(row["high"])

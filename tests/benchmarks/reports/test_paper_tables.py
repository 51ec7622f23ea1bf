"""Tests of the tables for papers."""

import csv
from dataclasses import replace

from leakbench.benchmarks.reports.paper_tables import csv_table, latex_table, score_columns
from leakbench.benchmarks.store.pooling import groups_of


def test_the_best_is_bold_and_only_who_ties_it(pooled_results):
    """In every group and metric somebody is best, and nobody who is told apart from it."""
    groups = groups_of([replace(result, marks=()) for result in pooled_results], most=1)
    order, cells = score_columns(groups)
    for group in groups:
        for metric in ("recall", "precision", "f1", "mb_per_s"):
            column = [cells[name][group, metric] for name in order]
            top = max(cell.value for cell in column)
            assert any(cell.best and cell.value == top for cell in column)
    assert order == sorted(order, key=lambda name: -cells[name]["clean", "recall"].value)


def test_ours_is_below_and_never_bold(pooled_results):
    """A rule stands above it, whatever it scores; of ours alone nothing is bold."""
    mixed = [
        replace(result, marks=()) if result.detector == "regex" else result
        for result in pooled_results
    ]
    for results, bold in ((mixed, {"regex"}), (pooled_results, set())):
        groups = groups_of(results, most=1)
        order, cells = score_columns(groups)
        assert {name for name in order if any(cell.best for cell in cells[name].values())} == bold
    order, _ = score_columns(groups_of(mixed, most=1))
    assert order == ["regex", "structured"]
    lines = latex_table(groups_of(mixed, most=1), "", "tab:x").splitlines()
    at = next(place for place, line in enumerate(lines) if "structured" in line)
    assert lines[at - 1] == r"\midrule"


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

"""Tests of the scores that stand in tables for papers."""

import csv
from dataclasses import replace

from leakbench.benchmarks.reports.paper_tables import csv_table, score_columns
from leakbench.benchmarks.store.pooling import groups_of


def test_the_best_is_marked_and_only_who_ties_it(pooled_results):
    """In every group and metric one is first, and nobody ties who is told apart from it."""
    groups = groups_of([replace(result, marks=()) for result in pooled_results], most=1)
    order, cells = score_columns(groups)
    for group in groups:
        for metric in ("recall", "precision", "f1", "mb_per_s"):
            column = [cells[name][group, metric] for name in order]
            top = max(cell.value for cell in column)
            assert any(cell.best and cell.value == top for cell in column)
            assert sum(cell.best and not cell.tied for cell in column) == 1
            assert all(cell.best for cell in column if cell.tied)
    assert order == sorted(order, key=lambda name: -cells[name]["clean", "recall"].value)


def test_ours_is_last_and_never_the_best(pooled_results):
    """Whatever it scores; of ours alone nothing is best."""
    mixed = [
        replace(result, marks=()) if result.detector == "regex" else result
        for result in pooled_results
    ]
    for results, best in ((mixed, {"regex"}), (pooled_results, set())):
        order, cells = score_columns(groups_of(results, most=1))
        assert {name for name in order if any(cell.best for cell in cells[name].values())} == best
    order, _ = score_columns(groups_of(mixed, most=1))
    assert order == ["regex", "structured"]


def test_csv_has_every_cell_with_its_interval(pooled_results):
    """Numbers are whole, and intervals hold them."""
    rows = list(csv.DictReader(csv_table([groups_of(pooled_results, most=1)]).splitlines()))
    assert len(rows) == 2 * 2 * 4
    for row in rows:
        if row["metric"] != "mb_per_s":
            assert float(row["low"]) <= float(row["value"]) <= float(row["high"])

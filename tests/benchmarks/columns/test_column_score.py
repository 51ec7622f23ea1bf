"""Tests of the scores of columns."""

import pyarrow as pa
import pytest

from leakbench.benchmarks.columns.column_score import ColumnScore
from leakbench.benchmarks.columns.tables import NOTHING, Table


def table(*columns):
    """A table of headers and labels, every cell filled but where there is no header."""
    cells = [pa.array(["x" if header else "", "x" if header else ""]) for header, _ in columns]
    names = [f"{header}#{number}" for number, (header, _) in enumerate(columns)]
    labels = tuple(label for _, label in columns)
    return Table("somewhere", "true", "straight", pa.RecordBatch.from_arrays(cells, names), labels)


def test_scores_count_columns(by_header):
    """Hits, families, misses and false alarms, each as a share of what it is of."""
    score = ColumnScore()
    score.add(
        table(
            ("MOBILE", "MOBILE"),
            ("LANDLINE", "MOBILE"),
            ("other", "QQ"),
            ("other", NOTHING),
            ("QQ", NOTHING),
            ("COMPANY", NOTHING),
            ("", "WECHAT"),
        ),
        by_header,
    )
    made = score.summary()
    assert (score.tables, score.empty, made["columns"]) == (1, 1, 6)
    assert made["accuracy"] == pytest.approx(2 / 6)
    assert made["accuracy_coarse"] == pytest.approx(3 / 6)
    assert made["found"] == pytest.approx(2 / 3)
    assert made["false_alarms"] == pytest.approx(1 / 3)
    f1 = {"MOBILE": 2 / 3, "QQ": 0.0, NOTHING: 2 * 1 / (3 + 2)}
    assert made["f1_by_label"] == pytest.approx(f1)
    assert made["macro_f1"] == pytest.approx(sum(f1.values()) / 3)
    assert score.summary("somewhere") == made
    assert sum(row["columns"] for row in score.rows()) == 6


def test_nothing_counted_has_no_rate():
    """Nulls, never zeros."""
    made = ColumnScore().summary()
    assert made["columns"] == 0
    assert all(made[key] is None for key in ("accuracy", "macro_f1", "found", "false_alarms"))

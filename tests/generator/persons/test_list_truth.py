"""Tests of what is true of a list."""

import numpy as np

from leakbench.generator.persons.list_truth import ListTruth


def test_truth_follows_rows_and_columns():
    """What is left out of a copy is no truth of it."""
    row, column = np.array([0, 0, 1]), np.array([0, 1, 1])
    label, subject, event_times = np.array(["A", "B", "C"]), np.array([5, 6, 7]), np.array([8, 9])
    whole = ListTruth(row, column, label, subject, event_times, (50,))
    part = whole.arranged(np.array([1]), np.array([1, 0]))
    assert part.row.tolist() == [1, 0]
    assert part.column.tolist() == [0, 0]
    assert part.label.tolist() == ["B", "C"]
    assert part.subject.tolist() == [6, 7]
    assert part.event_times.tolist() == [9, 8]

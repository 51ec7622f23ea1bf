"""Tests of people in running text."""

import numpy as np
import pytest

from leakbench.benchmarks.triage.prose import REACH, one_person_a_line, slots_in_prose
from leakbench.benchmarks.triage.values import LABELS, Values

N, M, Q, A = "PERSON_NAME", "MOBILE", "QQ", "ADDRESS"


def line(*parts, row=0):
    """Values of a line, one behind another: a label, a key, and where it stands."""
    return [(row, 0, LABELS.index(label), start, key) for label, key, start in parts]


def values(*lines):
    """The values of several lines."""
    kinds = ("i4", "i2", "i1", "i4", "u8")
    rows = [value for one in lines for value in one]
    columns = zip(zip(*rows, strict=True), kinds, strict=True)
    return Values(*(np.array(column, kind) for column, kind in columns))


def slots(*parts):
    """Who each value of one line is about."""
    return slots_in_prose(values(line(*parts)), np.array([True])).tolist()


@pytest.mark.parametrize(
    ("parts", "people"),
    [
        ([(N, 1, 0), (M, 2, 3)], [0, 0]),
        ([(N, 1, 0), (M, 2, 3), (N, 3, 20), (M, 4, 23)], [0, 0, 1, 1]),
        ([(M, 2, 0), (N, 1, 12)], [0, 0]),
        ([(M, 2, 0), (M, 3, 12)], [0, 1]),
        ([(M, 2, 0), (M, 2, 12)], [0, 0]),
        ([(N, 1, 0), (M, 2, 3), (Q, 3, 20)], [0, 0, 0]),
        ([(N, 1, 0), (A, 2, 3), (A, 3, 20)], [0, 0, 0]),
        ([(N, 1, 0), (M, 2, REACH + 1)], [0, 1]),
        ([(N, 1, 0), (M, 2, REACH)], [0, 0]),
    ],
)
def test_what_stands_near_a_name_is_its(parts, people):
    """Until another name comes, a second number of a kind, or nothing for a while."""
    assert slots(*parts) == people


def test_lines_and_columns_are_apart():
    """A line begins anew, and columns that are no running text are left to others."""
    found = values(line((N, 1, 0), (N, 2, 3)), line((M, 3, 0), row=1))
    assert slots_in_prose(found, np.array([True])).tolist() == [0, 1, 0]
    assert slots_in_prose(found, np.array([False])).tolist() == [-1, -1, -1]


def test_lines_that_are_records_are_one_person_each():
    """Where most have a number and hardly one names two people."""
    records = [line((N, 2 * row + 1, 0), (M, 2 * row + 2, 5), row=row) for row in range(10)]
    assert one_person_a_line(values(*records), 12)
    assert not one_person_a_line(values(*records), 40)
    pairs = [line((N, 1, 0), (N, 2, 3), (M, row + 3, 5), row=row) for row in range(10)]
    assert not one_person_a_line(values(*pairs), 10)

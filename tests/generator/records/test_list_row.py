"""Tests of the rows of lists."""

import re
from datetime import date

import numpy as np

from leakbench.generator.engine.files import SPAN
from leakbench.generator.generate import records_at
from leakbench.generator.records.list_row import ListRows
from leakbench.generator.spec import Spec


def test_rows_are_numbered_from_one_in_each_file(population):
    """Above the n-th row stand n - 1."""
    rows = ListRows(population, np.array([0, 1, 2, 7 * SPAN, 7 * SPAN + 11]))
    assert population.arena.texts(rows.number) == ["1", "2", "3", "1", "12"]
    assert population.arena.texts(rows.above) == ["0", "1", "2", "0", "11"]


def test_a_file_is_of_one_of_the_last_months(population):
    """None of the future, and none before what its rows tell."""
    rows = ListRows(population, np.arange(500) * SPAN // 5)
    months = population.arena.texts(rows.month)
    assert all(re.fullmatch(r"20\d\d年1?\d月", month) for month in months)
    by_file = np.array(months).reshape(-1, 5)
    assert (by_file == by_file[:, :1]).all()
    found = {date(*map(int, re.findall(r"\d+", month)), 1) for month in months}
    assert len(found) == 2
    assert max(found) < population.reference_date
    assert min(found) >= date(2025, 11, 1)


def test_a_list_numbers_its_rows():
    """The first column counts the records of each file."""
    batch = records_at(Spec("legal_person", headers="true"), np.arange(2000))
    assert batch.schema.names[2] == "序号"
    last = {}
    for file, number in zip(batch["file"].to_pylist(), batch["序号"].to_pylist(), strict=True):
        if number.isdecimal():
            assert int(number) == last.get(file, 0) + 1
            last[file] = int(number)
    assert len(last) > 10

"""Tests of names that a detector passed over."""

import pyarrow as pa
import pytest

from leakbench.benchmarks.triage.name_recovery import passed_names
from leakbench.benchmarks.triage.values import values
from leakbench.detectors.contract import spans_from
from leakbench.generator.persons.identifiers import NAME


def rows_of(cells, kind="PERSON_NAME", found=()):
    """Rows of a column that are taken for names though nothing was found in them."""
    batch = pa.RecordBatch.from_pydict({"a": pa.array(cells, pa.string())})
    return passed_names(batch, spans_from(found), {0: kind}).row.tolist()


@pytest.mark.parametrize(
    "name", ["甲乙", "甲乙丙丁", "甲乙·丙丁", "甲乙丙·丁·戊", "ABC DEF", "ABC, D."]
)
def test_a_rare_name_is_read_in_a_column_of_names(name):
    """As it is written there."""
    assert rows_of([name]) == [0]


@pytest.mark.parametrize(
    "cell", ["", "甲", "甲*丙", "甲乙丙丁戊", "10000000001", "甲乙1", "ABC", "某某有限公司"]
)
def test_what_is_written_like_no_name_is_none(cell):
    """Whatever column it stands in."""
    assert rows_of([cell]) == []


def test_other_columns_hold_no_names():
    """Words of two to four characters are everywhere: only the columns named are looked at."""
    batch = pa.RecordBatch.from_pydict({"a": ["甲乙丙"], "b": ["甲乙丙"]})
    assert passed_names(batch, spans_from([]), {}).row.tolist() == []
    assert passed_names(batch, spans_from([]), {1: "PERSON_NAME"}).column.tolist() == [1]


def test_a_cell_in_which_something_was_found_is_left_alone():
    """A name that was found is not read twice, and a school is no name."""
    found = [(0, 0, (0, 2, "PERSON_NAME")), (1, 0, (0, 4, "SCHOOL"))]
    assert rows_of(["甲乙", "某某中学", "丙丁"], found=found) == [2]


def test_a_name_has_one_key_whoever_reads_it():
    """Found in one row and passed over in another it is the same; rows count on."""
    batch = pa.RecordBatch.from_pydict({"a": ["x", "甲乙", "甲乙"]}).slice(1)
    answer = spans_from([(0, 0, (0, 2, "PERSON_NAME"))])
    known = values(batch, answer, 100)
    more = passed_names(batch, answer, {0: "PERSON_NAME"}, 100)
    assert (known.row.tolist(), more.row.tolist()) == ([100], [101])
    assert (more.column.tolist(), more.role.tolist()) == ([0], [NAME])
    assert known.key.tolist() == more.key.tolist()

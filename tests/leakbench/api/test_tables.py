import copy
from types import SimpleNamespace

import pandas as pd
import pyarrow as pa
import pytest

from leakbench.api.tables import Table, table_of


@pytest.fixture
def table():
    """Three rows."""
    return table_of(
        [{"name": "a", "count": 1}, {"name": "b", "count": 2}, {"name": "c", "count": None}],
        None,
        ["name"],
    )


def test_it_is_an_arrow_table(table):
    """With all that one has, and for whoever reads Arrow."""
    assert table.column_names == ["name", "count"]
    assert table.num_rows == len(table) == 3
    assert table["name"].to_pylist() == ["a", "b", "c"]
    assert table.filter(pa.compute.field("count") > 1).num_rows == 1
    assert pa.table(table).equals(table.arrow)


def test_it_iterates_over_rows(table):
    """As dictionaries."""
    assert next(iter(table)) == {"name": "a", "count": 1}


def test_it_converts(table, monkeypatch):
    """To pandas and polars, where they are installed."""
    assert isinstance(table.to_pandas(), pd.DataFrame)
    monkeypatch.setitem(__import__("sys").modules, "polars", SimpleNamespace(from_arrow=len))
    assert table.to_polars() == 3


def test_equal_tables_hold_the_same(table):
    """What is printed of them does not matter; a copy is equal."""
    assert table == Table(table.arrow)
    assert table != Table(table.arrow.slice(1))
    assert table != table.arrow
    assert copy.copy(table) == table


def test_other_names_are_no_attributes(table):
    """As of any object."""
    with pytest.raises(AttributeError, match="no_such_thing"):
        table.no_such_thing  # noqa: B018 - the access is the test

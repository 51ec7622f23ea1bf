import pytest

from leakbench.generator.containers.sql_statements import (
    INSERT,
    backslashes_escape,
    created,
    listed_names,
    table_name,
)


@pytest.mark.parametrize(
    ("statement", "table", "names"),
    [
        ("INSERT INTO `a`.`客户` VALUES (", "客户", None),
        ("insert ignore into t (a, `b c`) values (", "t", ("a", "b c")),
        ("REPLACE INTO t VALUES(", "t", None),
        ('INSERT OR REPLACE INTO "t" VALUES(', "t", None),
        ("INSERT [dbo].[t] ([x y]) VALUES (", "t", ("x y",)),
    ],
)
def test_statements_tell_table_and_columns(statement, table, names):
    """In the manner of each database, with and without columns."""
    found = INSERT.match(statement.encode())
    assert table_name(found["table"]) == table
    assert listed_names(found["columns"]) == names
    assert statement.encode()[found.end() :] == b"("


def test_a_created_table_tells_its_columns():
    """Types, defaults and keys are none of them."""
    statement = (
        "CREATE TABLE IF NOT EXISTS x.`t` (a int, \"b c\" numeric(5,2) DEFAULT '),', UNIQUE (a))"
    )
    assert created(statement.encode()) == ("t", ("a", "b c"))
    assert created(b"DROP TABLE t;") is None


def test_databases_differ_in_backslashes():
    """MySQL escapes with them, the others do not."""
    assert backslashes_escape(b"INSERT INTO `t` VALUES ('")
    assert not backslashes_escape(b"-- PostgreSQL database dump")
    assert not backslashes_escape(b"PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;")

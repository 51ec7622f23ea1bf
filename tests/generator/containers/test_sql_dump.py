import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers import encodings
from leakbench.generator.containers.sql_dump import read

from .round_trips import CELLS, endures

MYSQL = r"""-- MySQL dump
/*!40101 SET NAMES utf8 */;
CREATE TABLE `t` (
  `id` int(11) NOT NULL, `姓名` varchar(20) DEFAULT 'a,b(', `n` decimal(5,2),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;
INSERT INTO `t` VALUES (1,'张\'三;\n',NULL),(2, '' , -1.5) ,
 (3,X'E5BCA0',0xE5BCA0);
INSERT INTO `t` VALUES (4,'O''k',NOW());
INSERT INTO u (a,`b(c)`) VALUES ("x","y""z");
UPDATE u SET a='李四';
INSERT INTO `t` VALUES (5,'b','c');
"""
POSTGRES = r"""-- PostgreSQL database dump
COPY public.people (id, name) FROM stdin;
1	\N
2	C:\\x\ty
\.

INSERT INTO public."P p" (id) VALUES ('C:\'), (E'a\'b'), ('x'::text);
"""
SERVER = """INSERT [dbo].[客户] ([姓名], [电话]) VALUES (N'张三', N'1')
GO
INSERT [dbo].[客户] ([姓名], [电话]) VALUES (N'李''四', CAST(N'2020' AS Date))
GO
"""
MANY = [["1", "张'三;\n", ""], ["2", "", "-1.5"], ["3", "张", "张"], ["4", "O'k", "NOW()"]]
ROWS = {
    MYSQL: [
        ("t", ("id", "姓名", "n"), MANY),
        ("u", ("a", "b(c)"), [["x", 'y"z']]),
        ("t", ("id", "姓名", "n"), [["5", "b", "c"]]),
    ],
    POSTGRES: [
        ("people", ("id", "name"), [["1", ""], ["2", "C:\\x\ty"]]),
        ("P p", ("id",), [["C:\\"], ["a'b"], ["x"]]),
    ],
    SERVER: [("客户", ("姓名", "电话"), [["张三", "1"], ["李'四", "CAST(N'2020' AS Date)"]])],
}


def tables(text, encoding="utf-8"):
    """The tables of a dump and what was not understood."""
    found, problems = [], []
    for sheet in read(io.BytesIO(text.encode(encoding)), "file"):
        found.append((sheet.name, sheet.names, list(sheet.rows())))
        problems += [(one.what, one.count) for one in sheet.problems]
    return found, problems


@pytest.mark.parametrize("text", ROWS, ids=["mysql", "postgres", "server"])
def test_dumps_of_all_kinds_are_read(text):
    """Names, strings with each kind's escapes, NULL, expressions; in blocks of any size."""
    found, problems = tables(text)
    assert found == ROWS[text]
    assert sum(count for _, count in problems) == ("UPDATE" in text)


@pytest.mark.parametrize("text", ROWS, ids=["mysql", "postgres", "server"])
def test_blocks_change_nothing(text, monkeypatch):
    """A dump that comes in small blocks is the same."""
    for size in (150, 171, 200):
        monkeypatch.setattr(encodings, "BLOCK_BYTES", size)
        monkeypatch.setattr("leakbench.generator.containers.sql_dump._AHEAD", 100)
        assert tables(text)[0] == ROWS[text]


def test_a_row_a_statement():
    """Statements that begin alike are one sheet, wherever blocks end."""
    text = "INSERT INTO `t` VALUES (1,'张三');\r\n" * 60_000
    [(name, names, rows)], problems = tables(text, "gb18030")
    assert (name, names, len(rows), problems) == ("t", None, 60_000, [])


def test_what_is_cut_off_is_counted():
    """A dump that ends within a row."""
    found, problems = tables("INSERT INTO t VALUES (1,'a'),(2,'b")
    assert found[0][2] == [["1", "a"]]
    assert ("rows that end nowhere, left out", 1) in problems


@given(st.one_of(st.binary(max_size=99), CELLS.map(str.encode)), st.sampled_from(["", "COPY t"]))
def test_any_bytes_are_read(data, begin):
    """No bytes are an error, nor after the beginning of a row."""
    assert endures("sql", data)
    assert endures("sql", b"INSERT INTO t VALUES (1,'a'), (" + data)
    assert endures("sql", b"COPY t FROM stdin;\n" + data)
    assert endures("sql", begin.encode() + data)

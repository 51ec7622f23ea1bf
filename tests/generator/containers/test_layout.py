from itertools import cycle, product

import pyarrow as pa
import pytest

from leakbench.generator.containers.layout import is_header, layout_of, records
from leakbench.generator.containers.sheets import Sheet, grid_of_rows
from leakbench.generator.corpus import corpus_names
from leakbench.generator.generate import batches
from leakbench.generator.spec import HEADERS, NOISES, Spec

from .round_trips import sheet_of

OF_PEOPLE = [name for name in corpus_names() if name != "clean_text"]
FEW = set(zip(OF_PEOPLE, cycle(NOISES)))  # all others take long
PEOPLE = [
    ["张三", "13800138000", "北京"],
    ["李四", "13900139000", "上海"],
    ["王五", "", "广州"],
] * 4
TITLE = ["客户名单", "", ""]


def listed(corpus, noise, headers="variant", rows=60):
    """The columns of a corpus as a list: header, and rows that hold somebody."""
    [batch] = batches(Spec(corpus, noise=noise, headers=headers, split="dev", seed=7), rows)
    fields = [field.name for field in batch.schema if field.metadata and b"field" in field.metadata]
    cells = zip(*(batch[name].to_pylist() for name in fields), strict=True)
    held = batch["cell_spans"].to_pylist()
    kept = [[cell or "" for cell in row] for row, spans in zip(cells, held, strict=True) if spans]
    return fields, kept


@pytest.mark.slow
@pytest.mark.parametrize("headers", HEADERS)
def test_headers_and_titles_are_found(headers):
    """However columns are called, all corpora's but a few are known; what is not is a record."""
    found = []
    for corpus in OF_PEOPLE:
        names, rows = listed(corpus, "worn", headers)
        title = ["2025年3月客户情况表", *[""] * (len(names) - 1)]
        found += [layout_of([names, *rows]), layout_of([title, names, *rows])]
    assert {titles for titles, _ in found} == {0, 1}
    assert sum(has_header for _, has_header in found) >= 0.9 * len(found)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("corpus", "noise"),
    [
        pytest.param(*one, marks=() if one in FEW else pytest.mark.long)
        for one in product(OF_PEOPLE, NOISES)
    ],
)
def test_a_headerless_list_loses_nobody(corpus, noise):
    """Whichever record comes first, of all columns or a few, it is no header and no title."""
    _, rows = listed(corpus, noise, rows=200)
    for width in (len(rows[0]), 3, 2):
        for at in range(0, len(rows) - 5, 3):
            piece = [row[at % (len(row) - width + 1) :][:width] for row in rows[at : at + 30]]
            if any(piece[0]):
                assert layout_of(piece) == (0, False), piece[0]


def test_records_are_what_stands_under_the_header():
    """Titles and header are taken off, names are distinct, and rows are numbered as in the grid."""
    found = records(sheet_of([TITLE, ["", "", ""], ["姓名", "电话", "电话"], *PEOPLE]))
    assert found.names == ("姓名", "电话", "电话2")
    assert (found.title_rows, found.has_header, found.first_row) == (2, True, 3)
    table = pa.Table.from_batches(found.batches)
    assert table.column_names == list(found.names)
    assert [list(row.values()) for row in table.to_pylist()] == PEOPLE


def test_without_header_all_are_records():
    """Columns are numbered; of a title alone only its row is taken off."""
    found = records(sheet_of(PEOPLE))
    assert (found.names, found.has_header, found.first_row) == (("列1", "列2", "列3"), False, 0)
    assert sum(batch.num_rows for batch in found.batches) == len(PEOPLE)
    assert layout_of([TITLE, *PEOPLE]) == (1, False)
    assert layout_of([["张三", "", ""], *PEOPLE]) == (0, False)


def test_names_of_its_own_stand_in_no_row():
    """Where a container has names, its first row is a record; empty names are numbered."""
    found = records(sheet_of([["姓名", "电话"]], names=("", "x")))
    assert (found.names, found.first_row) == (("列1", "x"), 0)
    assert sum(batch.num_rows for batch in found.batches) == 1


def test_lines_have_no_header():
    """A text that is not cut into cells is all records."""
    batch = grid_of_rows([["姓名"], ["张三"]], 1)
    assert records(Sheet("", [batch], kind="text")).first_row == 0
    assert records(Sheet("", [])).names == ()


def test_a_word_that_its_column_holds_is_a_value():
    """What stands in the rows as often is no name of a column, though it is a word of headers."""
    rows = [["家长", "手机"], ["亲友", "微信"]] * 5
    assert not is_header(rows[0], rows[1:])
    assert is_header(["cust_nm", "mob_no"], [["张三", "13800138000"]] * 5)
    assert not is_header(["zhang", "admin"], [["li", "pass"]] * 5)


def test_what_stands_above_the_records_is_kept():
    """Title rows and header, as they stand in the grid."""
    rows = [["名单", "", ""], ["姓名", "电话", "地址"], ["甲", "13800000000", "乙"]]
    found = records(Sheet("", [grid_of_rows(rows[:1], 3), grid_of_rows(rows[1:], 3)]))
    assert [list(row.values()) for row in found.head.to_pylist()] == rows[: found.first_row]
    assert found.first_row == 2

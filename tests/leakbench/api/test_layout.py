import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from leakbench.api.layout import HTML_ROWS, PRINTED_ROWS, WIDTH, as_html, as_text

CELLS = st.one_of(st.none(), st.text(max_size=90), st.text("漢字，12ab\n", max_size=90))
TABLES = st.lists(
    st.fixed_dictionaries(
        {
            "words": CELLS,
            "more_words": CELLS,
            "figure": st.none() | st.floats(allow_nan=False, width=32),
            "count": st.none() | st.integers(-(2**40), 2**40),
            "list": st.none() | st.lists(st.text("abc", max_size=9), max_size=9),
        }
    ),
    min_size=1,
    max_size=30,
)
SCHEMA = pa.schema(
    [
        ("words", pa.string()),
        ("more_words", pa.string()),
        ("figure", pa.float64()),
        ("count", pa.int64()),
        ("list", pa.list_(pa.string())),
    ]
)


@given(TABLES, st.permutations(SCHEMA.names))
def test_no_line_is_too_wide(rows, shown):
    """Whatever stands in the cells, also where characters take two columns."""
    lines = as_text(pa.Table.from_pylist(rows, schema=SCHEMA), shown[:4]).split("\n")
    assert all(cell_len(line) <= WIDTH for line in lines)
    assert len(lines) >= 2 + min(len(rows), PRINTED_ROWS)


def test_what_is_not_shown_is_told():
    """Rows and columns beyond."""
    table = pa.table({"a": range(100), "b": range(100)})
    assert as_text(table, ["a"]).endswith("80 more rows\nmore columns: b")
    assert "<p>40 more rows</p><p>more columns: b</p>" in as_html(table, ["a"])
    assert as_html(table, ["a"]).count("<tr>") == HTML_ROWS + 1


def test_nothing_shown_is_still_a_table():
    """A head without rows."""
    assert as_text(SCHEMA.empty_table(), ["words", "count"]).split("\n")[0] == "words  count"


def test_cells_are_written_for_readers():
    """Names without underscores, figures short and to the right, nothing as a dash."""
    table = pa.table(
        {"rows_per_s": [1234.5, None], "f1_low": [0.98765, 1.0000000001], "ok": [True, False]}
    )
    assert as_text(table, table.column_names) == (
        "rows/s  f1 low  ok\n──────  ──────  ───\n 1,234   0.988  yes\n     –   1.000  no\n"
    ).rstrip("\n")


def test_html_is_escaped():
    """A value is text, whatever it looks like, and long ones are cut."""
    shown = as_html(pa.table({"<i>": ["<script>" + "x" * 90]}), ["<i>"])
    assert "<th>&lt;i&gt;</th>" in shown
    assert "<td>&lt;script&gt;xxx" in shown
    assert "x…</td>" in shown

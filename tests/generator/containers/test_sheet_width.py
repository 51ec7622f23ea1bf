import re

from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers.sheet_width import column_of_letters, width_of

FILLED = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br=[\"']([A-Z]{1,3})\d[^<>]*(?<!/)>")
TAGS = """<c <x:c <cc <c: > /> / r= xr= x:r= " ' "A1" 'AB12' "ABCD1" "A" "a1" "ZZZ9" s="1" </c>"""
PIECES = st.sampled_from([*TAGS.split(" "), "<v>", " ", "\n", "é"])


@given(st.lists(PIECES, max_size=12).map("".join))
def test_the_widest_cell_is_found(text):
    """As a regular expression finds it, whatever stands between."""
    data = text.encode()
    columns = [column_of_letters(one.decode()) for one in FILLED.findall(data)]
    assert width_of([data]) == max(columns, default=0) + 1


@given(st.integers(1, 60))
def test_cells_are_found_wherever_bytes_are_cut(size):
    """Tags that are cut are looked at when they are whole."""
    data = b'<row r="1"><c r="AA1" t="s"><v>1</v></c><c r="BC1"/></row>'
    assert width_of(data[at : at + size] for at in range(0, len(data), size)) == 27


def test_columns_are_called_by_letters():
    """As spreadsheets call them."""
    assert [column_of_letters(one) for one in ("A", "Z", "AA", "XFD")] == [0, 25, 26, 16_383]

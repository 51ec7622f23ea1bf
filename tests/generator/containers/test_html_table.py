import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers.sheets import ContainerError

from .round_trips import endures, read


def sheets_of(text):
    """The rows of each sheet of a page."""
    return [rows for _, rows in read("html", text.encode())]


@pytest.mark.parametrize(
    ("text", "sheets"),
    [
        (
            "<table><tr><th>姓名<td>电话<tr><td>张三<td>1</table>",
            [[["姓名", "电话"], ["张三", "1"]]],
        ),
        ("<table><tr><td colspan=2>题</td></tr><tr><td>a<td>b</table>", [[["题", ""], ["a", "b"]]]),
        ("<h1>名单</h1><table><tr><td>a</table>末", [[["名单"]], [["a"]], [["末"]]]),
        (
            "<p>a&amp;b<br>c <b>d</b></p><style>x{}</style><script>y<z</script>",
            [[["a&b"], ["c d"]]],
        ),
        ("<table><tr><td>a<table><tr><td>x<td>y</table></td><td>b</table>", [[["axy", "b"]]]),
        ("<table><tr><td>a<p>b</p></td>", [[["a b"]]]),
        (
            "<Workbook><Table><Row><Cell><Data>张三</Data><Cell>1</Row></Table></Workbook>",
            [[["张三", "1"]]],
        ),
    ],
)
def test_tables_are_sheets_and_text_is_lines(text, sheets):
    """Also where nothing is closed, and in the XML of Excel 2003."""
    assert sheets_of(text) == sheets


def test_encodings_are_found_out():
    """As of other texts."""
    text = "<table><tr><td>姓名住址手机备注</td></tr></table>"
    assert read("html", text.encode("gb18030"))[0][1] == [["姓名住址手机备注"]]


@given(
    st.lists(
        st.sampled_from(
            [
                "<table>",
                "<tr>",
                "<td>",
                "</td>",
                "</table>",
                "<script>",
                "<!--",
                "-->",
                "&",
                "&lt;",
                "<",
                ">",
                "a",
            ]
        )
    )
)
def test_any_markup_is_read(pieces):
    """Nothing is an error."""
    assert endures("html", "".join(pieces).encode())


@pytest.mark.slow
def test_endless_tags_end():
    """Before they fill the memory."""
    with pytest.raises(ContainerError, match="many megabytes"):
        sheets_of("<a b='" + "x" * (17 << 20))

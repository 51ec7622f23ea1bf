import pytest

from leakbench.generator.containers.delimiters import (
    STRONG,
    WEAK,
    lines_of,
    table_delimiter,
    text_delimiter,
)


@pytest.mark.parametrize("delimiter", [*STRONG, *WEAK])
def test_lists_tell_their_delimiter(delimiter):
    """It stands in all lines but the title's."""
    rows = [["张三", "13800138000", "北京"], ["李四", "13900139000", "上海"]]
    lines = ["客户名单", *map(delimiter.join, rows * 5), *["备注"][: delimiter in STRONG]]
    assert text_delimiter(lines) == delimiter


@pytest.mark.parametrize(
    "text",
    [
        "今天下午，我们开会。\n会议室在三楼，请带笔记本。\n下班以后，一起吃饭。\n好的，没问题！",
        "张三 13800138000\n李四 13900139000\n王五 13700137000",
        "2025-01-02 10:00 张三\n你好，在吗\n2025-01-02 10:01 李四\n在，什么事，你说",
        "一行",
        "",
    ],
)
def test_prose_is_not_cut(text):
    """Sentences have commas, but not in order; one space stands within cells."""
    assert not text_delimiter(lines_of(text, whole=True))


def test_quoted_cells_count_for_nothing():
    """What stands in quotes is one cell, across lines; blank lines are none; a cut line is left."""
    text = '姓名,备注\n\n张三,"a;b\nc;d"\n李四,"说""好;"""\n王五,"未完;'
    assert lines_of(text, whole=False) == ["姓名,备注", "张三,x", "李四,x"]
    assert lines_of(text, whole=True)[-1] == '王五,"未完;'


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_has_its_most_regular_delimiter(delimiter):
    """Decimal commas and remarks are less regular; of a single column it is a comma."""
    lines = [delimiter.join(["张三", "1.5", f"{'x' * (at % 3)}"]) for at in range(9)]
    assert table_delimiter(lines) == delimiter
    assert table_delimiter(["a", "b"]) == table_delimiter([]) == ","
